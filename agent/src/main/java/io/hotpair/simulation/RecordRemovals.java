package io.hotpair.simulation;

import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.pair.Node;
import io.hotpair.core.pair.NodeEvent;
import io.hotpair.port.EpochRecords;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Removals that stand between the guard and the records on the disk. */
final class RecordRemovals {
  private RecordRemovals() {}

  /** The peer's record has no epoch, wherever it is read. */
  static Removal peerWithoutEpoch() {
    return new Removal() {
      @Override
      EpochRecords records(EpochRecords shipped) {
        return changed(shipped, RecordRemovals::withoutEpoch, UnaryOperator.identity());
      }

      @Override
      NodeEvent told(Node node, NodeEvent event) {
        return event instanceof NodeEvent.Looked looked
            ? new NodeEvent.Looked(
                looked.now(),
                looked.pair(),
                looked.peerBeat(),
                withoutEpoch(looked.records()),
                looked.cloned(),
                looked.asked())
            : event;
      }
    };
  }

  private static GuardReading withoutEpoch(GuardReading reading) {
    EpochRecord peer = reading.peer();
    return new GuardReading(
        reading.own(), Removals.with(peer, Epoch.NONE, peer.disposition()), Optional.empty());
  }

  /** Executed requests are not written. */
  static EpochRecords withoutExecuted(EpochRecords shipped) {
    return changed(
        shipped,
        UnaryOperator.identity(),
        own ->
            new EpochRecord(
                own.node(),
                own.boot(),
                own.sequence(),
                own.epoch(),
                own.disposition(),
                own.requestId(),
                own.reason(),
                List.of()));
  }

  private static EpochRecords changed(
      EpochRecords shipped, UnaryOperator<GuardReading> read, UnaryOperator<EpochRecord> write) {
    return new EpochRecords() {
      private Optional<EpochRecord> asked = Optional.empty();
      private Optional<EpochRecord> wrote = Optional.empty();

      @Override
      public Outcome<GuardReading> read() {
        return shipped.read() instanceof Outcome.Succeeded<GuardReading>(GuardReading reading)
            ? new Outcome.Succeeded<>(read.apply(asWritten(reading)))
            : new Outcome.Failed<>("the disk can't be read");
      }

      /** The guard must find its own word as it gave it. */
      private GuardReading asWritten(GuardReading reading) {
        return wrote.equals(Optional.of(reading.own()))
            ? new GuardReading(asked.orElseThrow(), reading.peer(), Optional.empty())
            : reading;
      }

      @Override
      public Outcome<Boolean> write(EpochRecord own) {
        asked = Optional.of(own);
        wrote = Optional.of(write.apply(own));
        return shipped.write(wrote.get());
      }
    };
  }

  /** Words of one kind are never written; this life reads them as if they were. */
  static Removal unwritten(Disposition word) {
    return new Removal() {
      @Override
      EpochRecords records(EpochRecords shipped) {
        return new Pretence(shipped, word);
      }
    };
  }

  /** What was to be written is read as written, whatever became of it. */
  static Removal believed() {
    return new Removal() {
      @Override
      EpochRecords records(EpochRecords shipped) {
        return new EpochRecords() {
          private Optional<EpochRecord> said = Optional.empty();

          @Override
          public Outcome<GuardReading> read() {
            Outcome<GuardReading> outcome = shipped.read();
            return outcome instanceof Outcome.Succeeded<GuardReading>(GuardReading reading)
                ? new Outcome.Succeeded<>(
                    new GuardReading(said.orElse(reading.own()), reading.peer(), Optional.empty()))
                : outcome;
          }

          @Override
          public Outcome<Boolean> write(EpochRecord own) {
            said = Optional.of(own);
            return shipped.write(own);
          }
        };
      }
    };
  }

  private static final class Pretence implements EpochRecords {
    private final EpochRecords shipped;
    private final Disposition word;
    private Optional<EpochRecord> pretended = Optional.empty();

    Pretence(EpochRecords shipped, Disposition word) {
      this.shipped = shipped;
      this.word = word;
    }

    @Override
    public Outcome<GuardReading> read() {
      Outcome<GuardReading> outcome = shipped.read();
      return pretended.isPresent()
              && outcome instanceof Outcome.Succeeded<GuardReading>(GuardReading reading)
          ? new Outcome.Succeeded<>(
              new GuardReading(pretended.get(), reading.peer(), Optional.empty()))
          : outcome;
    }

    @Override
    public Outcome<Boolean> write(EpochRecord own) {
      if (own.disposition() == word) {
        pretended = Optional.of(own);
        return new Outcome.Succeeded<>(true);
      }
      pretended = Optional.empty();
      return shipped.write(own);
    }
  }
}
