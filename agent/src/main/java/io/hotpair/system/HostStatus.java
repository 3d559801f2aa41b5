package io.hotpair.system;

import io.hotpair.port.ScsiPath.Answer;
import io.hotpair.port.SenseData;

/** What the kernel says of a command before the target's word counts: the host adapter's status. */
final class HostStatus {
  private HostStatus() {}

  static Answer answer(ScsiGeneric.Result result) {
    return result.hostStatus() == 0
        ? SenseData.answer(result.status(), result.sense(), result.data())
        : new Answer.None(
            "the host adapter says %02x (%s)"
                .formatted(result.hostStatus(), text(result.hostStatus())));
  }

  /** The kernel's words, {@code scsi/scsi_status.h}. */
  private static String text(int status) {
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
