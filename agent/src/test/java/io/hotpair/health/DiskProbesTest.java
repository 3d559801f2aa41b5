package io.hotpair.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.HealthReading;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.Outcome;
import io.hotpair.port.BlockDevice;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskProbesTest {
  private static final Path STATE = Path.of("/var/lib/hotpair");

  @TempDir private Path root;
  private FakeKernel kernel;

  /** One block that does as it is told. */
  private static final class Block implements BlockDevice {
    private byte[] content = new byte[BLOCK];
    private String broken = "";
    private boolean forgets;
    private long clock;

    @Override
    public String name() {
      return "probe";
    }

    @Override
    public Outcome<Boolean> read(long first, byte[] into) {
      System.arraycopy(content, 0, into, 0, into.length);
      return new Outcome.Succeeded<>(true);
    }

    @Override
    public Outcome<Boolean> write(long block, byte[] written) {
      clock += Duration.ofMillis(7).toNanos();
      if (!broken.isEmpty()) {
        return new Outcome.Unknown<>(broken);
      }
      content = forgets ? content : written.clone();
      return new Outcome.Succeeded<>(true);
    }

    @Override
    public void close() {}
  }

  @BeforeEach
  void boot() {
    kernel = new FakeKernel(root);
  }

  @Test
  void aDiskIsMeasuredByWritingAndReading() {
    Block block = new Block();
    SystemDisk disk = new SystemDisk(block, () -> block.clock);
    assertEquals(
        new HealthReading.Measured(
            7, "a block was written and read in 7 ms; of 1, half within 7 ms, 99 % within 7 ms"),
        disk.look());
  }

  @Test
  void aDiskThatTakesNothingAnyMoreHasFailed() {
    Block block = new Block();
    SystemDisk disk = new SystemDisk(block, () -> block.clock);
    disk.look();
    block.broken = "Input/output error";
    assertEquals(
        new HealthReading.Judged(HealthVerdict.FAILED, "unknown: Input/output error"), disk.look());
  }

  @Test
  void aDiskThatReadsOtherThanWasWrittenHasFailed() {
    Block block = new Block();
    SystemDisk disk = new SystemDisk(block, () -> block.clock);
    disk.look();
    block.forgets = true;
    assertEquals(
        new HealthReading.Judged(HealthVerdict.FAILED, "probe does not read as it was written"),
        disk.look());
  }

  @Test
  void aFileSystemThatNeverTookADirectWriteIsUnknown() {
    Block block = new Block();
    block.broken = "Invalid argument";
    SystemDisk disk = new SystemDisk(block, () -> block.clock);
    assertInstanceOf(HealthReading.NotKnown.class, disk.look());
  }

  @Test
  void aDiskThatHangsIsAsSlowAsItHasBeenWaitedFor() {
    Block block = new Block();
    assertEquals(
        new HealthReading.Measured(31_000, "no answer for 31 s"),
        new SystemDisk(block, () -> 0).overdue(Duration.ofSeconds(31)));
  }

  @Test
  void theSlowEndIsTheNearestRank() {
    Percentiles percentiles = new Percentiles();
    for (int took = 1; took <= 200; took++) {
      percentiles.add(took);
    }
    assertEquals("; of 100, half within 150 ms, 99 % within 199 ms", percentiles.text());
  }

  @Test
  void theDisksAreFoundBelowPartitionsAndLayers() {
    mountState("253:0");
    kernel
        .set("sys/devices/virtual/block/dm-0/size", "1")
        .link("sys/dev/block/253:0", "sys/devices/virtual/block/dm-0")
        .set("sys/devices/pci/sda/sda2/partition", "2")
        .set("sys/devices/pci/sdb/sdb1/partition", "1")
        .link("sys/devices/virtual/block/dm-0/slaves/sda2", "sys/devices/pci/sda/sda2")
        .link("sys/devices/virtual/block/dm-0/slaves/sdb1", "sys/devices/pci/sdb/sdb1")
        .set("sys/block/sda/device/ioerr_cnt", "0x1f")
        .set("sys/block/sdb/device/ioerr_cnt", "0x0");
    SystemDisks disks = new SystemDisks(kernel.sys(), new Mounts(kernel.proc()), STATE);
    assertEquals(List.of("sda", "sdb"), disks.names());
    assertEquals(
        new HealthReading.Counted(31, "sda and sdb had 31 errors since the boot"),
        new DiskErrors(disks, kernel.sys(), FakePrograms.printing(1, ""), DiskErrors.DMESG).look());
  }

  @Test
  void aFileSystemWithoutADiskIsUnknown() {
    mountState("0:44");
    SystemDisks disks = new SystemDisks(kernel.sys(), new Mounts(kernel.proc()), STATE);
    assertEquals(List.of(), disks.names());
    assertInstanceOf(
        HealthReading.NotKnown.class,
        new DiskErrors(disks, kernel.sys(), FakePrograms.printing(1, ""), DiskErrors.DMESG).look());
  }

  @Test
  void aFileSystemIsAsFullAsItIs() {
    mountState("8:2");
    assertEquals(
        new HealthReading.Measured(91, "/var is 91 % full"), fileSystem(path -> 91).look());
    assertEquals(
        new HealthReading.Judged(HealthVerdict.DEGRADED, "cannot look at " + STATE + ": gone"),
        fileSystem(
                path -> {
                  throw new IOException("gone");
                })
            .look());
  }

  @Test
  void aFileSystemThatDoesNotSayHowFullItIsWaitsForItsDisk() {
    FileSystem fileSystem = fileSystem(path -> 10);
    assertEquals(
        new HealthReading.Judged(HealthVerdict.DEGRADED, STATE + " has not answered for 119 s"),
        fileSystem.overdue(Duration.ofSeconds(119)));
    assertEquals(
        new HealthReading.Judged(HealthVerdict.FAILING, STATE + " has not answered for 120 s"),
        fileSystem.overdue(Duration.ofSeconds(120)));
  }

  @Test
  void aMountOfTheGroupThatCannotBeLookedAtHidesNoOther() {
    GroupMounts group =
        new GroupMounts(
            "erp",
            List.of(Path.of("/srv/erp"), Path.of("/srv/web")),
            new Mounts(kernel.proc()),
            path -> {
              throw new IOException("stale");
            });
    mounts(
        "41 40 8:16 / /srv/erp rw - ext4 /dev/sdb rw",
        "42 40 8:32 / /srv/web rw - ext4 /dev/sdc ro,errors=remount-ro");
    assertEquals(
        new HealthReading.Judged(HealthVerdict.DEGRADED, "/srv/web is read-only"), group.look());
    mounts("41 40 8:16 / /srv/erp rw - ext4 /dev/sdb rw");
    assertEquals(
        new HealthReading.Judged(HealthVerdict.DEGRADED, "cannot look at /srv/erp: stale"),
        group.look());
    assertEquals(
        new HealthReading.Judged(HealthVerdict.DEGRADED, "no answer for 7 s"),
        group.overdue(Duration.ofSeconds(7)));
  }

  @Test
  void aFileSystemThatBecomesReadOnlyIsFailing() {
    mountState("8:2");
    FileSystem fileSystem = fileSystem(path -> 10);
    fileSystem.look();
    // As the kernel shows it after an error with errors=remount-ro.
    mounts("40 1 8:2 / /var rw,relatime - ext4 /dev/sda2 ro,errors=remount-ro");
    assertEquals(
        new HealthReading.Judged(HealthVerdict.FAILING, "/var became read-only"),
        fileSystem.look());
  }

  @Test
  void aFileSystemThatMetAnErrorOnANewKernelIsFailing() {
    mountState("8:2");
    FileSystem fileSystem = fileSystem(path -> 10);
    fileSystem.look();
    // Of Linux 6.18, after an error of ext4 that was called for by its trigger_fs_error.
    mounts("43 27 7:4 / /var rw,relatime - ext4 /dev/loop4 rw,errors=remount-ro,emergency_ro");
    assertEquals(
        new HealthReading.Judged(HealthVerdict.FAILING, "/var became read-only"),
        fileSystem.look());
  }

  @Test
  void aFileSystemThatIsMeantToBeReadOnlyIsWell() {
    mounts("40 1 8:2 / /var ro,relatime - squashfs /dev/sda2 ro");
    assertInstanceOf(HealthReading.Measured.class, fileSystem(path -> 100).look());
  }

  @Test
  void theFullestOfAGroupsMountsCountsWhileItIsMountedHere() {
    GroupMounts group =
        new GroupMounts(
            "erp",
            List.of(Path.of("/srv/erp"), Path.of("/srv/erp log")),
            new Mounts(kernel.proc()),
            path -> path.endsWith("erp log") ? 97 : 12);
    mounts("40 1 8:2 / / rw - ext4 /dev/sda2 rw");
    assertInstanceOf(HealthReading.NotKnown.class, group.look());
    mounts(
        "40 1 8:2 / / rw - ext4 /dev/sda2 rw",
        "41 40 8:16 / /srv/erp rw - ext4 /dev/sdb rw",
        "42 40 8:32 / /srv/erp\\040log rw shared:7 - ext4 /dev/sdc rw");
    assertEquals(new HealthReading.Measured(97, "/srv/erp log is 97 % full"), group.look());
    mounts("41 40 8:16 / /srv/erp rw - ext4 /dev/sdb ro,errors=remount-ro");
    assertEquals(
        new HealthReading.Judged(HealthVerdict.DEGRADED, "/srv/erp is read-only"), group.look());
  }

  @Test
  void thisMachinesOwnFileSystemIsMeasured() throws IOException {
    long used = FileSystem.STATVFS.used(root);
    assertTrue(used >= 0 && used <= 100, used + " %");
  }

  private FileSystem fileSystem(FileSystem.Room room) {
    return new FileSystem("state", STATE, new Mounts(kernel.proc()), room);
  }

  private void mountState(String device) {
    mounts(
        "40 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw",
        "41 40 " + device + " / /var rw,relatime shared:3 - ext4 /dev/mapper/var rw",
        "42 40 8:9 / /variety rw - ext4 /dev/sda9 rw");
  }

  private void mounts(String... lines) {
    kernel.set("proc/self/mountinfo", String.join("\n", lines));
  }
}
