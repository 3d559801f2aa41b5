package io.hotpair.simulation;

import io.hotpair.core.model.ClaimRequest;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.Park;
import io.hotpair.core.model.RegistrationKey;
import io.hotpair.port.Guard;
import io.hotpair.port.ScsiPath;
import java.nio.ByteBuffer;

/**
 * Removals that stand on a guard's way to the LUN: commands left out, added, or answered wrongly.
 */
final class WayRemovals {
  private static final byte IN = 0x5e;
  private static final byte OUT = 0x5f;
  private static final int READ_KEYS = 0;
  private static final int READ_RESERVATION = 1;
  private static final int REGISTER = 0;
  private static final int RESERVE = 1;
  private static final int RELEASE = 2;
  private static final int PREEMPT_AND_ABORT = 5;
  private static final int TYPE = 5;
  private static final int LIST = 24;

  /** Of what READ KEYS and READ RESERVATION give: generation and length. */
  private static final int HEAD = 8;

  private WayRemovals() {}

  /** Resets are answered "done". */
  static Removal withoutResets() {
    return laid(
        (self, shipped) ->
            new Way(self, shipped) {
              @Override
              public Outcome<Boolean> reset() {
                return new Outcome.Succeeded<>(true);
              }
            });
  }

  /** Whoever is registered and finds no reservation reserves again, and sees nothing of it. */
  static Removal reservingAgain() {
    return laid(ReservingAgain::new);
  }

  /** Keys of others are not seen, and only the holder's is preempted. */
  static Removal withoutPurge() {
    return laid(SeeingOwnKeys::new);
  }

  /** A reservation that was asked for, and not answered, reads as taken. */
  static Removal believingSilence() {
    return laid(BelievingSilence::new);
  }

  private interface Laying {
    Way over(int self, ScsiPath shipped);
  }

  private static Removal laid(Laying laying) {
    return new Removal() {
      @Override
      ScsiPath way(int self, ScsiPath shipped) {
        return laying.over(self, shipped);
      }
    };
  }

  private static final class ReservingAgain extends Way {
    ReservingAgain(int self, ScsiPath shipped) {
      super(self, shipped);
    }

    @Override
    public Answer execute(Command command) {
      Answer answer = super.execute(command);
      boolean vanished =
          isIn(command, READ_RESERVATION)
              && key != 0
              && answer instanceof Answer.Good(byte[] data)
              && data.length == HEAD;
      if (!vanished) {
        return answer;
      }
      send(RESERVE, key, 0);
      return super.execute(command);
    }
  }

  private static final class SeeingOwnKeys extends Way {
    SeeingOwnKeys(int self, ScsiPath shipped) {
      super(self, shipped);
    }

    @Override
    public Answer execute(Command command) {
      Answer answer = super.execute(command);
      return isIn(command, READ_KEYS) && answer instanceof Answer.Good(byte[] data)
          ? new Answer.Good(ownOf(self, data))
          : answer;
    }

    private static byte[] ownOf(int self, byte[] keys) {
      ByteBuffer from = ByteBuffer.wrap(keys);
      ByteBuffer own = ByteBuffer.allocate(keys.length).putInt(from.getInt());
      int listed = from.getInt() / Long.BYTES;
      own.putInt(0);
      for (int count = 0; count < listed; count++) {
        long key = from.getLong();
        if (new RegistrationKey(key).isOf(self)) {
          own.putLong(key);
        }
      }
      byte[] left = new byte[own.position()];
      own.putInt(4, left.length - HEAD).get(0, left);
      return left;
    }
  }

  private static final class BelievingSilence extends Way {
    private long believed;

    BelievingSilence(int self, ScsiPath shipped) {
      super(self, shipped);
    }

    @Override
    public Answer execute(Command command) {
      Answer answer = super.execute(command);
      if (isOut(command, RESERVE) || isOut(command, PREEMPT_AND_ABORT)) {
        believed = answer instanceof Answer.None ? ByteBuffer.wrap(command.sent()).getLong(0) : 0;
      }
      if (believed != 0 && isIn(command, READ_KEYS)) {
        return new Answer.Good(list(Long.BYTES).array());
      }
      if (believed != 0 && isIn(command, READ_RESERVATION)) {
        return new Answer.Good(list(2 * Long.BYTES).put(HEAD + 13, (byte) TYPE).array());
      }
      return answer;
    }

    private ByteBuffer list(int length) {
      return ByteBuffer.allocate(HEAD + length).putInt(4, length).putLong(HEAD, believed);
    }
  }

  /** Whoever parks releases the reservation. */
  static Removal releasing() {
    return new Leaving() {
      @Override
      Outcome<GuardReading> park(Guard shipped, Way way, Park park) {
        Outcome<GuardReading> parked = shipped.park(park);
        if (parked.succeeded()) {
          way.send(RELEASE, way.key, 0);
        }
        return parked;
      }
    };
  }

  /** A life begins by taking its node's registration back, whatever that holds. */
  static Removal unregisteringHolders() {
    return new Leaving() {
      @Override
      Outcome<GuardReading> read(Guard shipped, Way way) {
        if (way.key == 0
            && shipped.read() instanceof Outcome.Succeeded<GuardReading>(var reading)) {
          reading
              .reservation()
              .flatMap(reservation -> reservation.holder())
              .filter(holder -> holder.isOf(way.self))
              .ifPresent(holder -> way.send(REGISTER, holder.value(), 0));
        }
        return shipped.read();
      }
    };
  }

  /** A way that knows which key it has registered last; 0 if none. */
  private static class Way implements ScsiPath {
    final int self;
    private final ScsiPath shipped;
    long key;

    Way(int self, ScsiPath shipped) {
      this.self = self;
      this.shipped = shipped;
    }

    @Override
    public String name() {
      return shipped.name();
    }

    @Override
    public Answer execute(Command command) {
      Answer answer = shipped.execute(command);
      if (isOut(command, REGISTER) && answer instanceof Answer.Good) {
        key = ByteBuffer.wrap(command.sent()).getLong(8);
      }
      return answer;
    }

    @Override
    public Outcome<Boolean> reset() {
      return shipped.reset();
    }

    /** Sends a command that changes something, again while a unit attention is in its way. */
    void send(int action, long own, long other) {
      ByteBuffer block = ByteBuffer.allocate(10).put(0, OUT).put(1, (byte) action);
      block.put(2, (byte) (action == REGISTER ? 0 : TYPE)).putInt(5, LIST);
      ByteBuffer list = ByteBuffer.allocate(LIST).putLong(0, own).putLong(8, other);
      list.put(20, (byte) (action == REGISTER ? 1 : 0));
      Command command = new Command(block.array(), list.array(), 0);
      Answer answer = shipped.execute(command);
      for (int more = 0; more < 8 && answer instanceof Answer.Check; more++) {
        answer = shipped.execute(command);
      }
    }

    static boolean isIn(ScsiPath.Command command, int action) {
      return command.block()[0] == IN && command.block()[1] == action;
    }

    static boolean isOut(ScsiPath.Command command, int action) {
      return command.block()[0] == OUT && command.block()[1] == action;
    }
  }

  /** A guard that also uses its way as the shipped one would not. */
  private static class Leaving extends Removal {
    private Way last;

    Outcome<GuardReading> read(Guard shipped, Way way) {
      return shipped.read();
    }

    Outcome<GuardReading> park(Guard shipped, Way way, Park park) {
      return shipped.park(park);
    }

    @Override
    ScsiPath way(int self, ScsiPath shipped) {
      last = new Way(self, shipped);
      return last;
    }

    @Override
    Guard guard(Guard shipped) {
      Way way = last;
      Leaving leaving = this;
      return new Guard() {
        @Override
        public Outcome<GuardReading> read() {
          return leaving.read(shipped, way);
        }

        @Override
        public Outcome<Epoch> claim(ClaimRequest request) {
          return shipped.claim(request);
        }

        @Override
        public Outcome<GuardReading> verify(Epoch epoch) {
          return shipped.verify(epoch);
        }

        @Override
        public Outcome<GuardReading> park(Park park) {
          return leaving.park(shipped, way, park);
        }
      };
    }
  }
}
