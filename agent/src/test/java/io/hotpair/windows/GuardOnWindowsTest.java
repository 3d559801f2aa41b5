package io.hotpair.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hotpair.core.model.BootId;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.LunName;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.LunSpec;
import io.hotpair.guard.ScsiGuard;
import io.hotpair.guard.ScsiLuns;
import io.hotpair.port.EpochRecords;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The guard by reservations asks a disk of Windows as it asks one of Linux: by the same ports. */
final class GuardOnWindowsTest {
  private static final String DEVICE = "//./PhysicalDrive2";
  private static final int RESERVATION_CONFLICT = 0x18;

  private final FakeDevices devices = new FakeDevices();

  private static final EpochRecords NO_RECORDS =
      new EpochRecords() {
        @Override
        public Outcome<GuardReading> read() {
          return new Outcome.Unknown<>("nobody reads");
        }

        @Override
        public Outcome<Boolean> write(EpochRecord own) {
          return new Outcome.Unknown<>("nobody writes");
        }
      };

  /** A target: INQUIRY page 83h, REPORT CAPABILITIES, and a conflict for each PREEMPT. */
  private void target(String capabilities) {
    devices
        .drive(2)
        .controls
        .put(
            Layouts.SCSI_PASS_THROUGH_DIRECT_CODE,
            (in, out) -> {
              switch (Byte.toUnsignedInt(in.get(ValueLayout.JAVA_BYTE, 36))) {
                case 0x12 -> give(in, "008300140103001060014051a2b3c4d5e6f708192a3b4c5d");
                case 0x5e -> give(in, capabilities);
                default -> in.set(ValueLayout.JAVA_BYTE, 2, (byte) RESERVATION_CONFLICT);
              }
              return 56;
            });
  }

  @SuppressWarnings("restricted") // the data's address is in the request, as for a driver
  private static void give(MemorySegment request, String hexadecimal) {
    byte[] data = HexFormat.of().parseHex(hexadecimal);
    MemorySegment to =
        MemorySegment.ofAddress(request.get(ValueLayout.JAVA_LONG, 24)).reinterpret(data.length);
    MemorySegment.copy(data, 0, to, ValueLayout.JAVA_BYTE, 0, data.length);
    request.set(ValueLayout.JAVA_INT, 12, data.length);
  }

  private Outcome<Boolean> check(String wwid) {
    LunSpec lun =
        new LunSpec(
            new LunName("data"),
            DEVICE,
            GuardKind.SCSI_PR,
            Optional.empty(),
            Optional.of(wwid),
            Optional.empty());
    ScsiLuns luns =
        new ScsiLuns(
            List.of(lun),
            spec -> new WindowsLun(devices, spec.device(), Duration.ofSeconds(1)),
            () -> false,
            1,
            2);
    return new ScsiGuard(luns, NO_RECORDS, new BootId(1)).check();
  }

  @Test
  void aTargetThatCanGuardPasses() {
    target("0008018120000000");
    assertEquals(new Outcome.Succeeded<>(true), check("naa.60014051a2b3c4d5e6f708192a3b4c5d"));
  }

  @Test
  void aTargetThatForgetsOrIsAnotherOneDoesNot() {
    target("0008008120000000");
    assertInstanceOf(Outcome.Failed.class, check("naa.60014051a2b3c4d5e6f708192a3b4c5d"));
    target("0008018120000000");
    assertInstanceOf(Outcome.Failed.class, check("naa.60014051a2b3c4d5e6f708192a3b4c5e"));
  }

  @Test
  void aDriveThatIsNotThereIsUnknown() {
    assertInstanceOf(Outcome.Unknown.class, check("naa.60014051a2b3c4d5e6f708192a3b4c5d"));
  }
}
