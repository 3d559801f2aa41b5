package io.hotpair.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.HealthReading;
import io.hotpair.core.model.Outcome;
import io.hotpair.port.Inspection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the kernel counts of disks: how long requests took, and which failed. */
final class DiskCountsTest {
  private static final Path STATE = Path.of("/var/lib/hotpair");
  private static final Path PROGRAM = Path.of("/bin/sh"); // is executable; the fake runs nothing

  // Of Linux 6.18 at these levels, after reads beyond the end of a loop device's file.
  private static final String LOG =
      """
      RDSEED32 is broken. Disabling the corresponding CPUID bit.
      I/O error, dev loop0, sector 4096 op 0x0:(READ) flags 0x800 phys_seg 1 prio class 2
      I/O error, dev loop0, sector 5600 op 0x0:(READ) flags 0x80700 phys_seg 1 prio class 2
      I/O error, dev loop0, sector 5600 op 0x0:(READ) flags 0x0 phys_seg 1 prio class 2
      Buffer I/O error on dev loop0, logical block 700, async page read
      """;

  @TempDir private Path root;
  private FakeKernel kernel;

  @BeforeEach
  void boot() {
    kernel =
        new FakeKernel(root)
            .set("proc/self/mountinfo", "40 1 7:0 / /var rw - ext4 /dev/loop0 rw")
            .link("sys/dev/block/7:0", "sys/devices/virtual/block/loop0");
  }

  private void stat(String disk, long reads, long readMillis, long writes, long writeMillis) {
    kernel.set(
        "sys/block/" + disk + "/stat",
        "%8d 12 4711 %8d %8d 5 9000 %8d 0 77 88 0 0 0 0 3 2"
            .formatted(reads, readMillis, writes, writeMillis));
  }

  @Test
  void theDiskWhoseRequestsTookLongestCounts() {
    DiskLatency latency = new DiskLatency("erp", kernel.sys(), () -> List.of("sda", "sdb"));
    stat("sda", 1_000, 5_000, 1_000, 5_000);
    stat("sdb", 10, 10, 10, 10);
    assertEquals(
        new HealthReading.Measured(0, "sda and sdb had no request since the last look"),
        latency.look());
    stat("sda", 1_010, 5_020, 1_010, 5_020);
    stat("sdb", 12, 1_210, 12, 410);
    assertEquals(
        new HealthReading.Measured(400, "sdb: 4 requests took 400 ms on average"), latency.look());
  }

  @Test
  void aDiskThatCountsAnewIsNotTakenForSlow() {
    DiskLatency latency = new DiskLatency("erp", kernel.sys(), () -> List.of("sda"));
    stat("sda", 1_000, 5_000, 1_000, 5_000);
    latency.look();
    stat("sda", 2_000, 10, 2_000, 10);
    assertEquals(
        new HealthReading.Measured(0, "sda had no request since the last look"), latency.look());
  }

  @Test
  void aDiskThatTheKernelDoesNotTimeIsUnknown() {
    kernel.set("sys/block/sda/stat", "no numbers");
    assertInstanceOf(
        HealthReading.NotKnown.class,
        new DiskLatency("erp", kernel.sys(), () -> List.of("sda", "data.img")).look());
  }

  private HealthReading errors(FakePrograms programs, Path program) {
    SystemDisks disks = new SystemDisks(kernel.sys(), new Mounts(kernel.proc()), STATE);
    return new DiskErrors(disks, kernel.sys(), programs, program).look();
  }

  @Test
  void aDiskThatCountsNothingHasTheErrorsOfTheKernelsLog() {
    FakePrograms programs = FakePrograms.printing(0, LOG);
    assertEquals(
        new HealthReading.Counted(3, "loop0 had 3 errors that the kernel's log still has"),
        errors(programs, PROGRAM));
    assertEquals(
        List.of(List.of(PROGRAM.toString(), "--notime", "--level=emerg,alert,crit,err")),
        programs.ran);
  }

  @Test
  void errorsOfOtherDisksDoNotCount() {
    String other = LOG.replace("dev loop0, sector 5600", "dev loop01, sector 5600");
    assertEquals(
        new HealthReading.Counted(1, "loop0 had 1 errors that the kernel's log still has"),
        errors(FakePrograms.printing(0, other), PROGRAM));
  }

  @Test
  void aLogThatCannotBeReadIsUnknown() {
    assertInstanceOf(HealthReading.NotKnown.class, errors(FakePrograms.printing(1, ""), PROGRAM));
    assertInstanceOf(
        HealthReading.NotKnown.class,
        errors(new FakePrograms(new Outcome.TimedOut<>(Duration.ofSeconds(10))), PROGRAM));
    assertInstanceOf(
        HealthReading.NotKnown.class,
        errors(FakePrograms.printing(0, LOG), root.resolve("missing")));
  }

  @Test
  void inodesAreMeasuredAsTheKernelCountsThem() {
    Inspection machine = new FakeInspection(new Outcome.Succeeded<>(97L));
    assertEquals(
        new HealthReading.Measured(97, "97 % of the inodes are in use where /var lies"),
        new Inodes("state", Path.of("/var"), machine).look());
    HealthReading unknown =
        new Inodes(
                "state", Path.of("/var"), new FakeInspection(new Outcome.Unknown<>("no statvfs")))
            .look();
    assertEquals(new HealthReading.NotKnown("no statvfs"), unknown);
    assertTrue(unknown.text().contains("statvfs"));
  }
}
