package io.hotpair.port;

import io.hotpair.port.ScsiPath.Answer;

/** What a target says of a command, in the port's words: status and sense (SAM-5, SPC-4 4.5). */
public final class SenseData {
  private static final int GOOD = 0x00;
  private static final int CHECK_CONDITION = 0x02;
  private static final int RESERVATION_CONFLICT = 0x18;

  private static final int RESPONSE_MASK = 0x7f;
  private static final int KEY_MASK = 0x0f;
  private static final int FIXED_LENGTH = 14;
  private static final int DESCRIPTOR_LENGTH = 4;

  private SenseData() {}

  /**
   * The answer.
   *
   * @param status the target's, 0 to 255
   * @param sense as much as came of it; may be empty
   * @param data what was asked for
   */
  public static Answer answer(int status, byte[] sense, byte[] data) {
    return switch (status) {
      case GOOD -> new Answer.Good(data);
      case RESERVATION_CONFLICT -> new Answer.Conflict();
      case CHECK_CONDITION -> check(sense);
      default -> new Answer.None("SCSI status %02x".formatted(status));
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
}
