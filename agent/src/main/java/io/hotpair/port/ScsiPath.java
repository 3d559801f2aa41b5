package io.hotpair.port;

import io.hotpair.core.model.Outcome;

/**
 * One way to a LUN, and with it one I_T nexus: what is registered here is registered for this way
 * alone. Safe for many threads.
 */
public interface ScsiPath {
  /** The device here, for people; equal for the same way as long as it is there. */
  String name();

  /**
   * Who this node is to the target on this way, as an iSCSI initiator's name or a port's; empty if
   * that is not known. Some targets, Linux's LIO among them, take what one way of an initiator has
   * registered for its other ways as well.
   */
  default String initiator() {
    return "";
  }

  /**
   * Sends one command and waits until it is answered or aborted: when this returns, it is not under
   * way any more. Every command has a deadline of its own in the lower layers.
   */
  Answer execute(Command command);

  /**
   * Resets the LUN (LOGICAL UNIT RESET, SAM-5): aborts every command that is at it, whoever sent
   * it. Reservations and registrations outlive that; each nexus finds a unit attention. Waits for
   * the answer, as for a command's.
   *
   * <ul>
   *   <li>{@code Succeeded}: done.
   *   <li>{@code Failed}: certainly not done.
   *   <li>{@code Unknown}, {@code TimedOut}: it may be done, now or later.
   * </ul>
   */
  Outcome<Boolean> reset();

  /**
   * A command.
   *
   * @param block the command descriptor block
   * @param sent the data that goes with it; empty if none
   * @param room bytes for the data that is wanted; 0 if none. Not with {@code sent}
   */
  record Command(byte[] block, byte[] sent, int room) {
    /** Refuses data in both directions. */
    public Command {
      if (room < 0 || room > 0 && sent.length > 0) {
        throw new IllegalArgumentException("room for " + room + ", sent " + sent.length);
      }
    }
  }

  /** What came of a command. */
  sealed interface Answer {
    /**
     * Status GOOD.
     *
     * @param data what was asked for, no longer than the room for it
     */
    record Good(byte[] data) implements Answer {}

    /** Status RESERVATION CONFLICT: certainly not done. */
    record Conflict() implements Answer {}

    /**
     * Status CHECK CONDITION.
     *
     * @param key the sense key
     * @param code additional sense code and its qualifier, as {@code 0x2400}
     */
    record Check(int key, int code) implements Answer {
      /** A sense key: something happened to the LUN since the last command; it was not done. */
      public static final int UNIT_ATTENTION = 0x6;

      /** A sense key: the target does not have the command, or not with these parameters. */
      public static final int ILLEGAL_REQUEST = 0x5;
    }

    /**
     * No answer, or none that tells whether the command was done.
     *
     * @param reason why, for people
     */
    record None(String reason) implements Answer {}
  }
}
