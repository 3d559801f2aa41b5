package io.hotpair.guard;

import io.hotpair.core.model.RegistrationKey;
import io.hotpair.port.ScsiPath.Command;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The commands of persistent reservations as bytes: PERSISTENT RESERVE IN and OUT (SPC-4, 6.15 and
 * 6.16).
 */
final class PersistentReserve {
  /** Write Exclusive - Registrants Only. */
  static final int TYPE = 0x5;

  private static final byte IN = 0x5e;
  private static final byte OUT = 0x5f;
  private static final int BLOCK_LENGTH = 10;
  private static final int LIST_LENGTH = 24;
  private static final int HEADER = 8;
  private static final int KEY = 8;

  /** More keys than this are not read: 64 nexus on a LUN of two nodes are a fault of their own. */
  private static final int MOST_KEYS = 64;

  // Service actions of PERSISTENT RESERVE IN.
  private static final int READ_KEYS = 0;
  private static final int READ_RESERVATION = 1;
  private static final int REPORT_CAPABILITIES = 2;

  // Service actions of PERSISTENT RESERVE OUT.
  private static final int REGISTER = 0;
  private static final int RESERVE = 1;
  private static final int PREEMPT_AND_ABORT = 5;

  private static final int APTPL = 1;
  private static final int CAPABLE_OF_PTPL = 1;
  private static final int PTPL_ACTIVATED = 1;
  private static final int TYPE_MASK_VALID = 0x80;
  private static final int TYPE_5_IN_MASK = 0x20;
  private static final int TYPE_IN_SCOPE_BYTE = 0x0f;

  private PersistentReserve() {}

  /**
   * The registered keys.
   *
   * @param generation counts what has changed them
   * @param keys one for each registered nexus
   */
  record Keys(int generation, List<RegistrationKey> keys) {}

  /**
   * The reservation.
   *
   * @param generation as in {@link Keys}
   * @param holder the holder's key; empty if there is no reservation
   * @param type the type of the reservation; 0 if there is none
   */
  record Held(int generation, Optional<RegistrationKey> holder, int type) {}

  /**
   * What a target says that it can do.
   *
   * @param persists whether registrations outlive a loss of its power
   * @param type5 whether it has Write Exclusive - Registrants Only
   * @param persisting whether those that stand now will, as the last registration asked for
   */
  record Capabilities(boolean persists, boolean type5, boolean persisting) {}

  static Command readKeys() {
    return in(READ_KEYS, HEADER + MOST_KEYS * KEY);
  }

  static Command readReservation() {
    return in(READ_RESERVATION, LIST_LENGTH);
  }

  static Command reportCapabilities() {
    return in(REPORT_CAPABILITIES, HEADER);
  }

  /**
   * Registers, changes or takes back this nexus's key; never in ignorance of what stands there.
   *
   * @param standing the key that stands on this nexus; {@link RegistrationKey#NONE} if none
   * @param key the new one; {@link RegistrationKey#NONE} takes the registration back
   */
  static Command register(RegistrationKey standing, RegistrationKey key) {
    return out(REGISTER, 0, standing, key, APTPL);
  }

  static Command reserve(RegistrationKey own) {
    return out(RESERVE, TYPE, own, RegistrationKey.NONE, 0);
  }

  /** Takes another key's registrations and its reservation, and aborts its commands. */
  static Command preemptAndAbort(RegistrationKey own, RegistrationKey other) {
    return out(PREEMPT_AND_ABORT, TYPE, own, other, 0);
  }

  private static Command in(int action, int room) {
    ByteBuffer block = ByteBuffer.allocate(BLOCK_LENGTH);
    block.put(0, IN).put(1, (byte) action).putShort(7, (short) room);
    return new Command(block.array(), new byte[0], room);
  }

  private static Command out(
      int action, int type, RegistrationKey own, RegistrationKey other, int flags) {
    ByteBuffer block = ByteBuffer.allocate(BLOCK_LENGTH);
    block.put(0, OUT).put(1, (byte) action).put(2, (byte) type).putInt(5, LIST_LENGTH);
    ByteBuffer list = ByteBuffer.allocate(LIST_LENGTH);
    list.putLong(0, own.value()).putLong(8, other.value()).put(20, (byte) flags);
    return new Command(block.array(), list.array(), 0);
  }

  /** Empty if the bytes make no sense, or there are more keys than anybody needs. */
  static Optional<Keys> keys(byte[] data) {
    if (data.length < HEADER) {
      return Optional.empty();
    }
    ByteBuffer from = ByteBuffer.wrap(data);
    int generation = from.getInt();
    int length = from.getInt();
    if (length < 0 || length % KEY != 0 || length > from.remaining()) {
      return Optional.empty();
    }
    List<RegistrationKey> keys = new ArrayList<>();
    for (int count = length / KEY; count > 0; count--) {
      keys.add(new RegistrationKey(from.getLong()));
    }
    return Optional.of(new Keys(generation, List.copyOf(keys)));
  }

  /** Empty if the bytes make no sense. */
  static Optional<Held> held(byte[] data) {
    if (data.length < HEADER) {
      return Optional.empty();
    }
    ByteBuffer from = ByteBuffer.wrap(data);
    int generation = from.getInt();
    int length = from.getInt();
    if (length == 0) {
      return Optional.of(new Held(generation, Optional.empty(), 0));
    }
    if (length < LIST_LENGTH - HEADER || data.length < LIST_LENGTH) {
      return Optional.empty();
    }
    RegistrationKey holder = new RegistrationKey(from.getLong());
    return Optional.of(new Held(generation, Optional.of(holder), data[21] & TYPE_IN_SCOPE_BYTE));
  }

  /** Empty if the bytes make no sense. */
  static Optional<Capabilities> capabilities(byte[] data) {
    if (data.length < HEADER || ByteBuffer.wrap(data).getShort() < HEADER) {
      return Optional.empty();
    }
    boolean masked = (data[3] & TYPE_MASK_VALID) != 0;
    return Optional.of(
        new Capabilities(
            (data[2] & CAPABLE_OF_PTPL) != 0,
            !masked || (data[4] & TYPE_5_IN_MASK) != 0,
            (data[3] & PTPL_ACTIVATED) != 0));
  }
}
