package io.hotpair.windows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.ScsiPath.Answer;
import io.hotpair.port.ScsiPath.Command;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Commands as the driver gets them, and its answers. */
final class ScsiPassThroughTest {
  private static final byte[] NOTHING = {};

  /** PERSISTENT RESERVE OUT, PREEMPT AND ABORT, type 5, with its list of 24 bytes. */
  private static final Command PREEMPT =
      new Command(
          HexFormat.of().parseHex("5f050500000000001800"),
          HexFormat.of().parseHex("485000010000000748500002000000060000000000000000"),
          0);

  /** PERSISTENT RESERVE IN, READ KEYS. */
  private static final Command KEYS =
      new Command(HexFormat.of().parseHex("5e000000000000002000"), NOTHING, 32);

  private final FakeDevices devices = new FakeDevices();

  private ScsiPassThrough path() {
    return new ScsiPassThrough(devices, 3, Duration.ofMillis(1500));
  }

  private void on(int code, FakeDevices.Control control) {
    devices.drive(3).controls.put(code, control);
  }

  private static byte[] bytes(MemorySegment from, long offset, long length) {
    return from.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE);
  }

  @SuppressWarnings("restricted") // the data's address is in the request, as for a driver
  private static MemorySegment data(MemorySegment request, long length) {
    return MemorySegment.ofAddress(request.get(ValueLayout.JAVA_LONG, 24)).reinterpret(length);
  }

  @Test
  void aCommandWithDataGoesAsItIs() {
    on(
        Layouts.SCSI_PASS_THROUGH_DIRECT_CODE,
        (in, out) -> {
          assertEquals(in.address(), out.address());
          assertEquals(56, in.get(ValueLayout.JAVA_SHORT, 0));
          assertEquals(10, in.get(ValueLayout.JAVA_BYTE, 6));
          assertEquals(64, in.get(ValueLayout.JAVA_BYTE, 7));
          assertEquals(0, in.get(ValueLayout.JAVA_BYTE, 8), "SCSI_IOCTL_DATA_OUT");
          assertEquals(24, in.get(ValueLayout.JAVA_INT, 12));
          assertEquals(2, in.get(ValueLayout.JAVA_INT, 16), "1.5 s in whole ones");
          assertEquals(56, in.get(ValueLayout.JAVA_INT, 32));
          assertArrayEquals(PREEMPT.block(), bytes(in, 36, 10));
          assertArrayEquals(PREEMPT.sent(), bytes(data(in, 24), 0, 24));
          return 56;
        });
    Answer.Good good = assertInstanceOf(Answer.Good.class, path().execute(PREEMPT));
    assertEquals(0, good.data().length);
    assertTrue(devices.open.isEmpty(), "every handle is closed");
  }

  @Test
  void dataComesAsFarAsItWasTransferred() {
    on(
        Layouts.SCSI_PASS_THROUGH_DIRECT_CODE,
        (in, out) -> {
          assertEquals(1, in.get(ValueLayout.JAVA_BYTE, 8), "SCSI_IOCTL_DATA_IN");
          assertEquals(32, in.get(ValueLayout.JAVA_INT, 12));
          assertEquals(0, in.get(ValueLayout.JAVA_LONG, 24) % 4096);
          data(in, 32).set(ValueLayout.JAVA_BYTE, 7, (byte) 8);
          in.set(ValueLayout.JAVA_INT, 12, 16);
          return 56;
        });
    Answer.Good good = assertInstanceOf(Answer.Good.class, path().execute(KEYS));
    assertEquals(16, good.data().length);
    assertEquals(8, good.data()[7]);
  }

  @Test
  void aCommandWithoutDataHasNoBuffer() {
    on(
        Layouts.SCSI_PASS_THROUGH_DIRECT_CODE,
        (in, out) -> {
          assertEquals(2, in.get(ValueLayout.JAVA_BYTE, 8), "SCSI_IOCTL_DATA_UNSPECIFIED");
          assertEquals(0, in.get(ValueLayout.JAVA_LONG, 24));
          return 56;
        });
    assertInstanceOf(Answer.Good.class, path().execute(new Command(new byte[6], NOTHING, 0)));
  }

  private Answer answered(int status, String sense) {
    on(
        Layouts.SCSI_PASS_THROUGH_DIRECT_CODE,
        (in, out) -> {
          in.set(ValueLayout.JAVA_BYTE, 2, (byte) status);
          byte[] bytes = HexFormat.of().parseHex(sense);
          MemorySegment.copy(bytes, 0, in, ValueLayout.JAVA_BYTE, 56, bytes.length);
          return 120;
        });
    return path().execute(PREEMPT);
  }

  @Test
  void theTargetsStatusAndSenseAreRead() {
    assertInstanceOf(Answer.Conflict.class, answered(0x18, ""));
    assertEquals(
        new Answer.Check(0x6, 0x2a03), answered(0x02, "700006000000000a000000002a0300000000"));
    assertEquals(new Answer.Check(0x5, 0x2400), answered(0x02, "7205240000000000"));
    assertEquals(new Answer.None("CHECK CONDITION without sense data"), answered(0x02, ""));
    assertEquals(new Answer.None("SCSI status 08"), answered(0x08, ""));
  }

  @Test
  void anErrorOfWindowsTellsNothingOfTheCommand() {
    for (int error : new int[] {WindowsError.BUSY, 121, 1117}) {
      on(
          Layouts.SCSI_PASS_THROUGH_DIRECT_CODE,
          (in, out) -> {
            throw new DeviceCalls.Refused("DeviceIoControl", error);
          });
      assertEquals(
          new Answer.None("PhysicalDrive3, DeviceIoControl: " + WindowsError.text(error)),
          path().execute(PREEMPT));
    }
    assertTrue(devices.open.isEmpty(), "every handle is closed");
    devices.drives.clear();
    assertEquals(
        new Answer.None("PhysicalDrive3, CreateFileW: error 2 (ERROR_FILE_NOT_FOUND)"),
        path().execute(PREEMPT));
  }

  @Test
  void aResetNamesTheLunsPlace() {
    on(
        Layouts.SCSI_GET_ADDRESS_CODE,
        (in, out) -> {
          MemorySegment.copy(
              HexFormat.of().parseHex("0800000002010305"), 0, out, ValueLayout.JAVA_BYTE, 0, 8);
          return 8;
        });
    on(
        Layouts.STORAGE_BREAK_RESERVATION_CODE,
        (in, out) -> {
          assertEquals("0800000000010305", HexFormat.of().formatHex(bytes(in, 0, 8)));
          return 0;
        });
    assertEquals(new Outcome.Succeeded<>(true), path().reset());
    on(
        Layouts.STORAGE_BREAK_RESERVATION_CODE,
        (in, out) -> {
          throw new DeviceCalls.Refused("DeviceIoControl", 121);
        });
    assertInstanceOf(Outcome.Unknown.class, path().reset(), "it may come yet");
    devices.drive(3).controls.remove(Layouts.SCSI_GET_ADDRESS_CODE);
    assertInstanceOf(Outcome.Failed.class, path().reset(), "nobody was asked");
    assertTrue(devices.open.isEmpty(), "every handle is closed");
  }
}
