package io.hotpair.guard;

import io.hotpair.core.model.BootId;
import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.Outcome;
import io.hotpair.port.EpochRecords;
import java.util.List;
import java.util.Optional;

/** This node's record, as this life writes it. Every write is proven by a reading. */
final class OwnRecord {
  private final EpochRecords records;
  private final BootId boot;
  private Optional<EpochRecord> written = Optional.empty();
  private Optional<EpochRecord> tried = Optional.empty();
  private boolean refused;

  OwnRecord(EpochRecords records, BootId boot) {
    this.records = records;
    this.boot = boot;
  }

  Outcome<GuardReading> read() {
    return records.read();
  }

  /** Whether this life has not surely written yet. */
  boolean isUnwritten() {
    return written.isEmpty();
  }

  /** Whether a record that was read is what this life wrote last, or the write of unknown fate. */
  boolean isOurs(EpochRecord read) {
    return written.filter(read::equals).isPresent() || tried.filter(read::equals).isPresent();
  }

  /** Whether the last write was answered by a refusal: nothing was written, and nothing will be. */
  boolean wasRefused() {
    return refused;
  }

  /** What this node shall say next. */
  record Word(
      Epoch epoch,
      Disposition disposition,
      String requestId,
      MoveReason reason,
      List<String> executed) {}

  /**
   * Writes the record that follows the one that was read last, and reads both.
   *
   * <ul>
   *   <li>{@code Succeeded}: it is written; the reading was begun after that.
   *   <li>{@code Failed}: the storage shows another record of this node.
   *   <li>{@code Unknown}: it may be written.
   * </ul>
   */
  Outcome<GuardReading> put(Word word, EpochRecord before) {
    EpochRecord next =
        new EpochRecord(
            before.node(),
            boot,
            before.sequence() + 1,
            word.epoch(),
            word.disposition(),
            word.requestId(),
            word.reason(),
            word.executed());
    tried = Optional.of(next);
    Outcome<Boolean> write = records.write(next);
    refused = write instanceof Outcome.Failed<Boolean>;
    return switch (records.read()) {
      case Outcome.Succeeded<GuardReading>(GuardReading reading) -> compare(reading, next, write);
      case Outcome.Failed<GuardReading>(String reason) -> new Outcome.Unknown<>(reason);
      case Outcome.TimedOut<GuardReading> late -> late;
      case Outcome.Unknown<GuardReading> unknown -> unknown;
    };
  }

  private Outcome<GuardReading> compare(
      GuardReading reading, EpochRecord next, Outcome<Boolean> write) {
    if (reading.own().equals(next)) {
      written = tried;
      return new Outcome.Succeeded<>(reading);
    }
    return new Outcome.Failed<>(
        "the record of this node did not change to "
            + next.disposition().label()
            + " at epoch "
            + next.epoch()
            + (write.succeeded() ? "; another life may have written it" : ": " + write.text()));
  }
}
