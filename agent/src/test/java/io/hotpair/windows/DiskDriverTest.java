package io.hotpair.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.ResourceDriver.Finding;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A disk, by what the script was recorded to answer. */
@Timeout(60)
final class DiskDriverTest {
  private static final String ID = "6001405A1B2C3D4E5F60718293A4B5C6";
  private static final String NAME = "erp.disk (" + ID + ")";
  private static final String NONE = "{\"Disks\":[]}";
  private static final String OFFLINE = disk(true, true, "");
  private static final String ONLINE =
      disk(false, false, "\"E:\\\\\",\"\\\\\\\\?\\\\Volume{1}\\\\\"");
  private static final String DENIED =
      "{\"Error\":{\"Category\":18,\"Message\":\"Zugriff verweigert\",\"HResult\":-2146233088,"
          + "\"Id\":\"StorageWMI 40001,Set-Disk\"}}";
  private static final Outcome<Finding> RUNNING = new Outcome.Succeeded<>(Finding.RUNNING);
  private static final Outcome<Finding> STOPPED = new Outcome.Succeeded<>(Finding.STOPPED);
  private static final Outcome<Finding> BROKEN = new Outcome.Succeeded<>(Finding.FAILED);

  private final Recorded powershell = new Recorded();
  private final FakeDevices devices = new FakeDevices();
  private final List<byte[]> attributes = new ArrayList<>();

  @BeforeEach
  void drive() {
    FakeDevices.Drive drive = devices.drive(2);
    drive.controls.put(
        Layouts.DISK_SET_DISK_ATTRIBUTES_CODE,
        (in, out) -> {
          attributes.add(in.toArray(ValueLayout.JAVA_BYTE));
          return 0;
        });
    drive.controls.put(Layouts.DISK_UPDATE_PROPERTIES_CODE, (in, out) -> 0);
  }

  private static String disk(boolean offline, boolean readOnly, String paths) {
    return "{\"Disks\":[{\"IsBoot\":false,\"IsSystem\":false,\"IsClustered\":false,\"Number\":2,"
        + "\"UniqueId\":\""
        + ID
        + "\",\"OfflineReason\":"
        + (offline ? 1 : 0)
        + ",\"IsOffline\":"
        + offline
        + ",\"IsReadOnly\":"
        + readOnly
        + ",\"Partitions\":["
        + (paths.isEmpty() ? "" : "{\"PartitionNumber\":2,\"AccessPaths\":[" + paths + "]}")
        + "]}]}\r\n";
  }

  private DiskDriver driver(String path) {
    return driver(path, Duration.ofSeconds(20));
  }

  private DiskDriver driver(String path, Duration deadline) {
    return new DiskDriver(
        new Powershell(powershell, Recorded.FOLDER),
        new DiskAttributes(devices),
        Times.of(deadline),
        "erp.disk",
        ID,
        Optional.of(path).filter(text -> !text.isEmpty()));
  }

  @Test
  void aStartTakesItOnlineUntilTheNextBootAndWaitsForItsVolume() {
    powershell.says(0, OFFLINE).says(0, OFFLINE).says(0, disk(false, false, "")).says(0, ONLINE);
    assertEquals(RUNNING, driver("E:").start());
    assertEquals(1, attributes.size());
    MemorySegment set = MemorySegment.ofArray(attributes.getFirst());
    assertEquals(40, set.get(ValueLayout.JAVA_INT_UNALIGNED, 0));
    assertEquals(0, set.get(ValueLayout.JAVA_BYTE, 4), "not kept");
    assertEquals(0, set.get(ValueLayout.JAVA_LONG_UNALIGNED, 8), "neither offline nor read-only");
    assertEquals(3, set.get(ValueLayout.JAVA_LONG_UNALIGNED, 16), "of both");
    assertTrue(devices.open.isEmpty(), "every handle is closed");
  }

  @Test
  void whatIsOnlineIsStarted() {
    powershell.says(0, ONLINE);
    assertEquals(RUNNING, driver("e:/").start());
    assertEquals(0, attributes.size());
  }

  @Test
  void aStartWithoutItsVolumeSaysWhatIsThere() {
    powershell.says(0, ONLINE);
    assertEquals(
        new Outcome.Failed<>(
            "start of " + NAME + ": disk 2 is online, at E:\\ \\\\?\\Volume{1}\\, and not at F:"),
        driver("F:", Duration.ofMillis(300)).start());
  }

  @Test
  void aRefusedStartSaysItsNumber() {
    powershell.says(0, OFFLINE);
    devices.drive(2).openError = WindowsError.ACCESS_DENIED;
    assertEquals(
        new Outcome.Failed<>(
            "start of " + NAME + ": PhysicalDrive2, CreateFileW: error 5 (ERROR_ACCESS_DENIED)"),
        driver("").start());
  }

  @Test
  void aDiskThatIsNotThereOrTwiceOrTheSystemsIsNotStarted() {
    powershell.says(0, NONE);
    assertTrue(driver("").start().text().contains("0 disks have this unique id"));
    assertInstanceOf(Outcome.Failed.class, driver("").check());
    DiskDriverTest system = new DiskDriverTest();
    system.powershell.says(0, ONLINE.replace("\"IsBoot\":false", "\"IsBoot\":true"));
    assertTrue(system.driver("").start().text().endsWith("disk 2 is the system's or a cluster's"));
    DiskDriverTest twice = new DiskDriverTest();
    String one = ONLINE.strip().replaceAll(".*\\[(\\{\"IsBoot.*})]}", "$1");
    twice.powershell.says(0, "{\"Disks\":[" + one + "," + one + "]}");
    assertTrue(twice.driver("").start().text().contains("2 disks"), one);
  }

  @Test
  void aMonitorReadsTheDisk() {
    assertEquals(RUNNING, found(ONLINE, "E:"));
    assertEquals(STOPPED, found(OFFLINE, "E:"));
    assertEquals(STOPPED, found(NONE, "E:"));
    assertEquals(BROKEN, found(disk(false, true, "\"E:\\\\\""), "E:"));
    assertEquals(BROKEN, found(ONLINE, "F:"));
    assertInstanceOf(Outcome.Unknown.class, found("{}", "E:"));
    assertInstanceOf(Outcome.Unknown.class, found(DENIED, "E:"));
    assertInstanceOf(Outcome.Unknown.class, found("{\"Disks\":[{\"Number\":2}]}", "E:"));
  }

  private static Outcome<Finding> found(String output, String path) {
    DiskDriverTest test = new DiskDriverTest();
    test.powershell.says(0, output);
    return test.driver(path).monitor();
  }

  @Test
  void aStopIsDoneWhenItIsOffline() {
    powershell.says(0, OFFLINE);
    assertEquals(STOPPED, driver("E:").stop());
    DiskDriverTest gone = new DiskDriverTest();
    gone.powershell.says(0, NONE);
    assertEquals(STOPPED, gone.driver("E:").stop());
  }

  @Test
  void aStopThatWasAnsweredWithAnErrorIsLookedAtAgain() {
    powershell.says(0, DENIED).says(0, OFFLINE);
    assertEquals(STOPPED, driver("E:").stop());
    DiskDriverTest denied = new DiskDriverTest();
    denied.powershell.says(0, DENIED).says(0, ONLINE);
    assertEquals(
        new Outcome.Failed<>(
            "stop of "
                + NAME
                + ": disk 2 is online, at E:\\ \\\\?\\Volume{1}\\; unknown: storage error 40001"
                + " (access denied): Zugriff verweigert"),
        denied.driver("E:").stop());
  }
}
