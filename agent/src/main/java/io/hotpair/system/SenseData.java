package io.hotpair.system;

import io.hotpair.port.ScsiPath.Answer;

/** What the kernel says of a command, in the port's words: status and sense (SAM-5, SPC-4 4.5). */
final class SenseData {
  private static final int GOOD = 0x00;
  private static final int CHECK_CONDITION = 0x02;
  private static final int RESERVATION_CONFLICT = 0x18;

  private static final int RESPONSE_MASK = 0x7f;
  private static final int KEY_MASK = 0x0f;
  private static final int FIXED_LENGTH = 14;
  private static final int DESCRIPTOR_LENGTH = 4;

  private SenseData() {}

  static Answer answer(ScsiGeneric.Result result) {
    if (result.hostStatus() != 0) {
      return new Answer.None(
          "the host adapter says %02x (%s)"
              .formatted(result.hostStatus(), hostStatus(result.hostStatus())));
    }
    return switch (result.status()) {
      case GOOD -> new Answer.Good(result.data());
      case RESERVATION_CONFLICT -> new Answer.Conflict();
      case CHECK_CONDITION -> check(result.sense());
      default -> new Answer.None("SCSI status %02x".formatted(result.status()));
    };
  }

  private static Answer check(byte[] sense) {
    int response = sense.length == 0 ? 0 : sense[0] & RESPONSE_MASK;
    boolean fixed = (response == 0x70 || response == 0x71) && sense.length >= FIXED_LENGTH;
    boolean described = (response == 0x72 || response == 0x73) && sense.length >= DESCRIPTOR_LENGTH;
    if (fixed) {
      return new Answer.Check(sense[2] & KEY_MASK, code(sense[12], sense[13]));
    }
    if (described) {
      return new Answer.Check(sense[1] & KEY_MASK, code(sense[2], sense[3]));
    }
    return new Answer.None("CHECK CONDITION without sense data");
  }

  private static int code(byte code, byte qualifier) {
    return Byte.toUnsignedInt(code) << 8 | Byte.toUnsignedInt(qualifier);
  }

  /** The kernel's words, {@code scsi/scsi_status.h}. */
  private static String hostStatus(int status) {
    return switch (status) {
      case 0x01 -> "no connection";
      case 0x02 -> "bus busy";
      case 0x03 -> "timed out, aborted";
      case 0x04 -> "bad target";
      case 0x05 -> "aborted";
      case 0x07 -> "error";
      case 0x08 -> "reset";
      case 0x0b -> "soft error";
      case 0x0d -> "transport disrupted";
      case 0x0e -> "transport failed fast";
      case 0x0f -> "target failure";
      case 0x10 -> "nexus failure";
      default -> "see scsi_status.h";
    };
  }
}
