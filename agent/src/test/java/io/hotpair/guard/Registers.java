package io.hotpair.guard;

import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.Outcome;
import io.hotpair.port.EpochRecords;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Two nodes' records in memory. */
final class Registers {
  private final EpochRecord[] records;

  // Happens before each step of a node: what the other one does meanwhile.
  Consumer<EpochRecord> beforeWrite = record -> {};
  Runnable beforeRead = () -> {};
  boolean readsFail;
  boolean writesFail;

  Registers(EpochRecord first, EpochRecord second) {
    records = new EpochRecord[] {first, second};
  }

  EpochRecord get(int index) {
    return records[index];
  }

  void set(int index, EpochRecord record) {
    records[index] = record;
  }

  /** The records as one node uses them. */
  EpochRecords of(int index) {
    return new EpochRecords() {
      @Override
      public Outcome<GuardReading> read() {
        beforeRead.run();
        return readsFail
            ? new Outcome.Failed<>("reads fail")
            : new Outcome.Succeeded<>(
                new GuardReading(records[index], records[1 - index], Optional.empty()));
      }

      @Override
      public Outcome<Boolean> write(EpochRecord own) {
        beforeWrite.accept(own);
        if (writesFail) {
          return new Outcome.Unknown<>("writes fail");
        }
        if (own.sequence() != records[index].sequence() + 1) {
          throw new AssertionError(own + " does not follow " + records[index]);
        }
        records[index] = own;
        return new Outcome.Succeeded<>(true);
      }
    };
  }

  /** Time that passes by waiting only. */
  static final class Patience implements Pace {
    private Moment now = Moment.ZERO;

    @Override
    public Moment now() {
      return now;
    }

    @Override
    public void pause(Duration duration) {
      now = now.plus(duration);
    }
  }
}
