package io.hotpair.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.BlockDevice;
import io.hotpair.port.Inspection.Queueing;
import io.hotpair.port.Inspection.WatchdogFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This machine, and a sysfs as machines with a SAN have it. */
final class LinuxInspectionTest {
  @TempDir(factory = InTarget.class)
  Path folder;

  @Test
  void thisMachineTellsItsTimeAndItsClock() {
    LinuxInspection machine = new LinuxInspection(new ProcessRunner());
    assertInstanceOf(Outcome.Succeeded.class, machine.sinceBoot());
    assertInstanceOf(Outcome.Succeeded.class, machine.clockSource());
    assertInstanceOf(Outcome.Succeeded.class, machine.wallClockSynchronised());
  }

  @Test
  void directReadsAreTimedOneByOne() throws IOException {
    Path disk = folder.resolve("disk");
    Files.write(disk, new byte[2 * BlockDevice.BLOCK]);
    LinuxInspection machine = new LinuxInspection(new ProcessRunner());
    Outcome<List<Long>> times = machine.readTimes(disk.toString(), 20);
    assertTrue(
        times instanceof Outcome.Succeeded<List<Long>>(List<Long> nanos)
            && nanos.size() == 20
            && nanos.stream().allMatch(each -> each > 0),
        times.text());
    Files.write(disk, new byte[10]);
    assertInstanceOf(Outcome.Failed.class, machine.readTimes(disk.toString(), 1));
    assertInstanceOf(Outcome.Failed.class, machine.readTimes(folder.resolve("none").toString(), 1));
  }

  @Test
  void multipathdSaysHowAMapQueues() {
    String printed = "dm-0 off\ndm-1 on\ndm-2 60 sec\ndm-3 12 chk\ndm-4 -\n";
    assertEquals(
        new Queueing("multipath dm-0", Optional.of(Duration.ZERO)),
        DiskLayers.queueing("dm-0", printed));
    assertEquals(
        new Queueing("multipath dm-1", Optional.empty()), DiskLayers.queueing("dm-1", printed));
    assertEquals(Optional.of(Duration.ofSeconds(60)), DiskLayers.queueing("dm-2", printed).bound());
    assertEquals(
        Optional.of(Duration.ofSeconds(240)), DiskLayers.queueing("dm-3", printed).bound());
    assertTrue(DiskLayers.queueing("dm-4", printed).notKnown().contains("does not say"));
    assertTrue(DiskLayers.queueing("dm-5", printed).notKnown().contains("does not know it"));
  }

  @Test
  void aWatchdogIsReadWithoutOpeningIt() throws IOException {
    Path place = Files.createDirectories(folder.resolve("class/watchdog/watchdog0"));
    Files.writeString(place.resolve("identity"), "iTCO_wdt\n");
    Files.writeString(place.resolve("state"), "inactive\n");
    Files.writeString(place.resolve("timeout"), "30\n");
    Files.writeString(place.resolve("min_timeout"), "4\n");
    Files.writeString(place.resolve("max_timeout"), "613\n");
    Files.writeString(place.resolve("nowayout"), "0\n");
    LinuxInspection machine = new LinuxInspection(folder, new ProcessRunner());
    Outcome<WatchdogFacts> facts =
        new Outcome.Succeeded<>(
            new WatchdogFacts("iTCO_wdt", false, 30, Optional.of(4L), Optional.of(613L), false));
    assertEquals(facts, machine.watchdog("/dev/watchdog0"));
    assertEquals(facts, machine.watchdog("/dev/watchdog"));
    Files.writeString(place.resolve("state"), "active\n");
    Files.writeString(place.resolve("nowayout"), "1\n");
    Files.writeString(place.resolve("min_timeout"), "0\n");
    assertEquals(
        new Outcome.Succeeded<>(
            new WatchdogFacts("iTCO_wdt", true, 30, Optional.empty(), Optional.of(613L), true)),
        machine.watchdog("/dev/watchdog0"));
    Files.writeString(place.resolve("timeout"), "soon\n");
    assertInstanceOf(Outcome.Unknown.class, machine.watchdog("/dev/watchdog0"));
    assertInstanceOf(Outcome.Failed.class, machine.watchdog("/dev/watchdog7"));
  }

  @Test
  void aFileHasNoLayersAndADeviceThatIsNowhereFails() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    DiskLayers layers = new DiskLayers(folder, new ProcessRunner());
    assertInstanceOf(Outcome.Succeeded.class, layers.of(file.toString()));
    assertInstanceOf(Outcome.Failed.class, layers.of("/dev/no-such-disk"));
    assertInstanceOf(Outcome.Failed.class, layers.of("/dev/null"), "no block device");
  }

  @Test
  void theSessionOfAPartitionsDiskBoundsItsQueueing() throws IOException {
    // /dev/null stands for the disk's node: only its number, 1:3, leads on.
    Path sys = folder.toAbsolutePath();
    Path disk =
        Files.createDirectories(
            sys.resolve("devices/platform/host3/session5/target3:0:0/3:0:0:1/block/sda"));
    Path partition = Files.createDirectories(disk.resolve("null"));
    Files.writeString(partition.resolve("partition"), "1\n");
    Files.createSymbolicLink(disk.resolve("device"), disk.getParent().getParent());
    Files.writeString(disk.resolve("device/wwid"), "naa.60014051\n");
    Path block = Files.createDirectories(sys.resolve("dev/block"));
    Files.createSymbolicLink(block.resolve("1:3"), partition);
    Path session = Files.createDirectories(sys.resolve("class/iscsi_session/session5"));
    Files.writeString(session.resolve("recovery_tmo"), "15\n");
    DiskLayers layers = new DiskLayers(sys, new ProcessRunner());
    assertEquals(
        "DiskFacts[identity=naa.60014051,"
            + " queueing=[Queueing[layer=iscsi session5, bound=Optional[PT15S], notKnown=]]]",
        layers.of("/dev/null").text());
    Files.writeString(session.resolve("recovery_tmo"), "off\n");
    assertTrue(layers.of("/dev/null").text().contains("bound=Optional.empty"));
  }
}
