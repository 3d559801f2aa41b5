package io.hotpair.windows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.BlockDevice;
import io.hotpair.port.ScsiPath;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Drives that are found by what they say that they are, and their blocks. */
final class RawDiskTest {
  private static final String NAA = "6001405a1b2c3d4e5f60718293a4b5c6";
  private static final String DEVICE = "//./disk/" + NAA.toUpperCase(Locale.ROOT);
  private static final int BLOCKS = 8;

  private final FakeDevices devices = new FakeDevices();

  @BeforeEach
  void machine() {
    drive(0, text("NVMe disk"));
    drive(5, identifier(1, 3, 0, HexFormat.of().parseHex(NAA)));
  }

  private void drive(int number, byte[]... identifiers) {
    FakeDevices.Drive drive = devices.drive(number);
    drive.content = new byte[BLOCKS * BlockDevice.BLOCK];
    drive.controls.put(
        Layouts.STORAGE_QUERY_PROPERTY_CODE,
        (in, out) -> {
          assertEquals(2, in.get(ValueLayout.JAVA_INT, 0), "StorageDeviceIdProperty");
          byte[] answer = descriptor(identifiers);
          MemorySegment.copy(answer, 0, out, ValueLayout.JAVA_BYTE, 0, answer.length);
          return answer.length;
        });
    drive.controls.put(
        Layouts.DISK_GET_LENGTH_INFO_CODE,
        (in, out) -> {
          out.set(ValueLayout.JAVA_LONG, 0, drive.content.length);
          return Long.BYTES;
        });
  }

  private static byte[] text(String text) {
    return identifier(2, 1, 0, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** A STORAGE_IDENTIFIER; the next one begins at a multiple of 4. */
  private static byte[] identifier(int codeSet, int type, int association, byte[] bytes) {
    int room = (16 + bytes.length + 3) / 4 * 4;
    return ByteBuffer.allocate(room)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(codeSet)
        .putInt(type)
        .putShort((short) bytes.length)
        .putShort((short) room)
        .putInt(association)
        .put(bytes)
        .array();
  }

  private static byte[] descriptor(byte[]... identifiers) {
    ByteBuffer all = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
    all.putInt(12).putInt(0).putInt(identifiers.length);
    for (byte[] identifier : identifiers) {
      all.put(identifier);
    }
    return Arrays.copyOf(all.array(), all.position());
  }

  private RawDisk disk() {
    return new RawDisk(devices, DEVICE);
  }

  @Test
  void aDriveIsFoundByWhatItSays() {
    PhysicalDrives drives = new PhysicalDrives(devices);
    assertEquals(new Outcome.Succeeded<>(List.of(5)), drives.of(DEVICE));
    assertEquals(new Outcome.Succeeded<>(List.of(5)), drives.of("//./disk/naa." + NAA));
    assertEquals(new Outcome.Succeeded<>(List.of(0)), drives.of("//./disk/NVMe disk"));
    assertEquals(new Outcome.Succeeded<>(List.of(7)), drives.of("//./PhysicalDrive7"));
    assertInstanceOf(Outcome.Failed.class, drives.of("//./disk/6001405f"));
    assertInstanceOf(Outcome.Failed.class, drives.of("/dev/sda"));
    devices.drive(9).openError = WindowsError.ACCESS_DENIED;
    assertInstanceOf(Outcome.Unknown.class, drives.of("//./disk/6001405f"), "it may be that one");
    assertTrue(devices.open.isEmpty(), "every handle is closed");
  }

  @Test
  void identifiersOfPortsAreNotTheDisks() {
    drive(6, identifier(1, 3, 1, HexFormat.of().parseHex(NAA)), text("another"));
    assertEquals(new Outcome.Succeeded<>(List.of(5)), new PhysicalDrives(devices).of(DEVICE));
  }

  @Test
  void severalDrivesOfOneDiskAreItsWays() {
    drive(11, text("first"), identifier(1, 3, 0, HexFormat.of().parseHex(NAA)));
    WindowsLun lun = new WindowsLun(devices, DEVICE, Duration.ofSeconds(1));
    Outcome<List<ScsiPath>> outcome = lun.paths();
    assertTrue(
        outcome instanceof Outcome.Succeeded<List<ScsiPath>>(List<ScsiPath> paths)
            && paths.stream()
                .map(ScsiPath::name)
                .toList()
                .equals(List.of("PhysicalDrive5", "PhysicalDrive11")),
        outcome::text);
    assertEquals(Optional.of(true), lun.sharesDisksWith("//./PhysicalDrive11"));
    assertEquals(Optional.of(false), lun.sharesDisksWith("//./disk/NVMe disk"));
    assertEquals(Optional.empty(), lun.sharesDisksWith("//./disk/gone"));
  }

  @Test
  void whatWasWrittenIsRead() {
    RawDisk disk = disk();
    byte[] block = new byte[BlockDevice.BLOCK];
    Arrays.fill(block, (byte) 7);
    assertEquals(new Outcome.Succeeded<>(true), disk.write(3, block));
    Outcome<byte[]> read = disk.read(2, 2);
    assertTrue(
        read instanceof Outcome.Succeeded<byte[]>(byte[] content)
            && Arrays.equals(content, 4096, 8192, block, 0, 4096),
        read::text);
    assertEquals(1, devices.open.size(), "it stays open");
    disk.close();
    assertTrue(devices.open.isEmpty());
    assertInstanceOf(Outcome.Failed.class, disk.read(0, 1));
  }

  @Test
  void behindItsEndThereIsNothing() {
    assertEquals(
        new Outcome.Failed<>(DEVICE + " ends before block 9 (32768 bytes)"),
        disk().read(BLOCKS, 1));
    assertInstanceOf(Outcome.Failed.class, disk().write(BLOCKS, new byte[BlockDevice.BLOCK]));
  }

  @Test
  void aReservedDiskRefusesForCertain() {
    devices.drive(5).writeError = WindowsError.BUSY;
    assertEquals(
        new Outcome.Failed<>(DEVICE + " refuses this node's writes: it is reserved"),
        disk().write(0, new byte[BlockDevice.BLOCK]));
    devices.drive(5).writeError = WindowsError.WRITE_PROTECT;
    assertInstanceOf(Outcome.Failed.class, disk().write(0, new byte[BlockDevice.BLOCK]));
  }

  @Test
  void anyOtherErrorOfAWriteIsUnknownAndItIsOpenedAgain() {
    RawDisk disk = disk();
    devices.drive(5).writeError = 1117;
    assertEquals(
        new Outcome.Unknown<>(
            "cannot write " + DEVICE + ": WriteFile: error 1117 (ERROR_IO_DEVICE)"),
        disk.write(0, new byte[BlockDevice.BLOCK]));
    assertTrue(devices.open.isEmpty(), "what erred is left");
    devices.drives.put("\\\\.\\PhysicalDrive8", devices.drives.remove("\\\\.\\PhysicalDrive5"));
    devices.drive(8).writeError = 0;
    assertEquals(
        new Outcome.Succeeded<>(true), disk.write(0, new byte[BlockDevice.BLOCK]), "by its id");
    assertEquals("\\\\.\\PhysicalDrive8", devices.opened.getLast());
  }

  @Test
  void aReadThatErrsFails() {
    devices.drive(5).readError = 23;
    assertEquals(
        new Outcome.Failed<>("cannot read " + DEVICE + ": ReadFile: error 23 (ERROR_CRC)"),
        disk().read(0, 1));
  }

  @Test
  void identifiersThatLeadNowhereEndTheList() {
    byte[] broken = descriptor(identifier(1, 3, 0, HexFormat.of().parseHex(NAA)));
    for (int length = 0; length < broken.length; length++) {
      assertEquals(0, DeviceIds.of(MemorySegment.ofArray(Arrays.copyOf(broken, length))).size());
    }
    assertArrayEquals(
        new DeviceIds.Id[] {new DeviceIds.Id(3, NAA)},
        DeviceIds.of(MemorySegment.ofArray(broken)).toArray());
  }
}
