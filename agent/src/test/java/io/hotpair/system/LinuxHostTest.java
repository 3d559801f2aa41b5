package io.hotpair.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.PathKind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LinuxHostTest {
  private static final SelfFence NO_FENCE = new SelfFence.None("a test");

  @TempDir Path directory;

  @Test
  void theClockRisesAndCountsFromTheBootWithSuspend() throws IOException {
    LinuxHost host = host(Map.of());
    Moment first = host.now();
    double uptime = Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ")[0]);
    Moment second = host.now();
    assertTrue(first.nanos() <= second.nanos(), first + " " + second);
    // /proc/uptime is CLOCK_BOOTTIME too, in hundredths of a second.
    assertTrue(uptime * 1e9 >= first.nanos() - 1e7 && uptime * 1e9 <= second.nanos() + 1e7);
  }

  @Test
  void aReadingOfTheClockAllocatesNothing() {
    BootClock clock = new BootClock();
    long sum = 0;
    for (int i = 0; i < 20_000; i++) {
      sum += clock.getAsLong();
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 10_000; i++) {
      sum += clock.getAsLong();
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(sum > 0);
    assertTrue(allocated < 10_000, allocated + " bytes for 10000 readings");
  }

  @Test
  void carrierFollowsTheDeviceOfThePathsAddress() throws Exception {
    NetworkInterface device = deviceWithAddress();
    Path carrier = device(device.getName(), "1\n");
    InetAddress address = device.getInetAddresses().nextElement();
    LinuxHost host = host(Map.of(PathKind.PUBLIC, address.getHostAddress().split("%")[0]));
    assertEquals(Optional.of(device.getName()), host.device(PathKind.PUBLIC));
    assertEquals(Optional.of(true), host.carrier(PathKind.PUBLIC));
    Files.writeString(carrier, "0\n");
    host.refresh();
    assertEquals(Optional.of(false), host.carrier(PathKind.PUBLIC));
    Files.delete(carrier);
    host.refresh();
    assertEquals(Optional.of(false), host.carrier(PathKind.PUBLIC), "a device that is gone");
  }

  @Test
  void aLossIsSeenByTheKernelsCountAlsoWhenTheCarrierIsBack() throws Exception {
    NetworkInterface device = deviceWithAddress();
    device(device.getName(), "1\n");
    Path count = directory.resolve("net").resolve(device.getName()).resolve("carrier_down_count");
    String address = device.getInetAddresses().nextElement().getHostAddress().split("%")[0];
    Links links = new Links(directory.resolve("net"), Map.of(PathKind.PRIVATE, address));
    assertEquals(Set.of(), links.lost(), "a kernel that does not count");
    Files.writeString(count, "7\n");
    assertEquals(Set.of(), links.lost(), "lost before this agent began to look");
    Files.writeString(count, "8\n");
    assertEquals(Set.of(PathKind.PRIVATE), links.lost());
    assertEquals(Set.of(), links.lost(), "told once");
    Files.delete(count);
    assertEquals(Set.of(), links.lost(), "a device that is gone");
  }

  @Test
  void whoWatchesIsToldOfALossBeforeTheNextReading() throws Exception {
    NetworkInterface device = deviceWithAddress();
    device(device.getName(), "1\n");
    Path count = directory.resolve("net").resolve(device.getName()).resolve("carrier_down_count");
    Files.writeString(count, "7\n");
    String address = device.getInetAddresses().nextElement().getHostAddress().split("%")[0];
    LinuxHost host = host(Map.of(PathKind.PRIVATE, address));
    BlockingQueue<Optional<Boolean>> told = new LinkedBlockingQueue<>();
    Thread watching =
        Thread.ofPlatform()
            .start(
                () ->
                    host.watch(
                        Duration.ofMillis(10), () -> told.add(host.carrier(PathKind.PRIVATE))));
    try {
      // Read once in a quarter of a second: by then it has looked at the count.
      assertEquals(Optional.of(true), told.poll(20, TimeUnit.SECONDS));
      Files.writeString(count, "8\n");
      Optional<Boolean> next = Optional.of(true);
      while (next.equals(Optional.of(true))) {
        next = told.poll(20, TimeUnit.SECONDS);
      }
      assertEquals(Optional.of(false), next, "the file says carrier: only the count tells");
      assertEquals(Optional.of(true), told.poll(20, TimeUnit.SECONDS), "then it is read");
    } finally {
      watching.interrupt();
      watching.join();
    }
  }

  @Test
  void aDeviceThatIsSetDownHasNoCarrier() throws Exception {
    NetworkInterface device = deviceWithAddress();
    // As sysfs answers then, a read fails: so does the read of a directory.
    Files.createDirectories(directory.resolve("net").resolve(device.getName()).resolve("carrier"));
    InetAddress address = device.getInetAddresses().nextElement();
    LinuxHost host = host(Map.of(PathKind.PRIVATE, address.getHostAddress().split("%")[0]));
    assertEquals(Optional.of(false), host.carrier(PathKind.PRIVATE));
  }

  @Test
  void loopbackAndUnknownAddressesHaveNoCarrierToTell() {
    LinuxHost host =
        host(
            Map.of(
                PathKind.PRIVATE, "127.0.7.1",
                PathKind.PUBLIC, "192.0.2.77"));
    assertEquals(Optional.empty(), host.carrier(PathKind.PRIVATE));
    assertEquals(Optional.empty(), host.carrier(PathKind.PUBLIC));
    assertEquals(Optional.empty(), host.carrier(PathKind.DISK));
  }

  @Test
  void anAddressThatIsANameIsRefused() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class, () -> host(Map.of(PathKind.PUBLIC, "blade1.example")));
    assertEquals("address of path public: \"blade1.example\" is not numeric", refusal.getMessage());
  }

  @Test
  void loadIsTheShareOfTicksSinceTheLastLook() throws IOException {
    LoadMeter meter = new LoadMeter(directory);
    Files.writeString(directory.resolve("meminfo"), "MemTotal: 1000 kB\nMemAvailable:  250 kB\n");
    Files.writeString(directory.resolve("stat"), "cpu  100 0 100 700 100 0 0 0 0 0\ncpu0 1\n");
    assertEquals(0.2, meter.read().cpu(), 1e-9);
    Files.writeString(directory.resolve("stat"), "cpu  400 0 100 750 150 0 0 0 50 0\ncpu0 1\n");
    assertEquals(0.75, meter.read().cpu(), 1e-9);
    assertEquals(0.75, meter.read().memory(), 1e-9);
  }

  @Test
  void unreadableLoadKeepsTheLastOne() throws IOException {
    LoadMeter meter = new LoadMeter(directory);
    assertEquals(0, meter.read().cpu());
    Files.writeString(directory.resolve("stat"), "cpu garbage\n");
    Files.writeString(directory.resolve("meminfo"), "nothing\n");
    assertEquals(0, meter.read().memory());
  }

  @Test
  void theRealFilesOfThisMachineGiveShares() {
    LinuxHost host = new LinuxHost(Map.of(), References.NONE, NO_FENCE);
    assertTrue(host.load().cpu() >= 0 && host.load().cpu() <= 1);
    assertTrue(host.load().memory() > 0 && host.load().memory() <= 1);
  }

  @Test
  void aTestCanNeverResetTheMachine() {
    SelfFence fence = SelfFence.Sysrq.ofThisMachine();
    assertInstanceOf(SelfFence.None.class, fence);
    assertTrue(
        fence.fence().startsWith("this node cannot fence itself: "), "it must say that and why");
  }

  @Test
  void aFenceCommandThatReturnsSaysThatTheNodeStillRuns() {
    SelfFence fence =
        new SelfFence.Command(
            new ProcessRunner(), List.of("/bin/sh", "-c", "exit 3"), Duration.ofSeconds(10));
    LinuxHost host = new LinuxHost(Map.of(), References.NONE, fence);
    assertEquals("this node still runs; /bin/sh: ended with status 3", host.fenceSelf());
  }

  private LinuxHost host(Map<PathKind, String> addresses) {
    return new LinuxHost(
        addresses, References.NONE, NO_FENCE, Path.of("/proc"), directory.resolve("net"));
  }

  private Path device(String name, String carrier) throws IOException {
    Path folder = Files.createDirectories(directory.resolve("net").resolve(name));
    return Files.writeString(folder.resolve("carrier"), carrier);
  }

  private static NetworkInterface deviceWithAddress() throws IOException {
    return NetworkInterface.networkInterfaces()
        .filter(device -> device.getInetAddresses().hasMoreElements())
        .filter(device -> !device.getInetAddresses().nextElement().isLoopbackAddress())
        .findFirst()
        .orElseThrow(() -> new AssertionError("this test needs a network device beside lo"));
  }
}
