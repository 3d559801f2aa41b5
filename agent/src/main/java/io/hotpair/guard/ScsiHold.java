package io.hotpair.guard;

import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.Reservation;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What {@link ScsiGuard} holds, from a claim or an adoption on, through its audits. */
final class ScsiHold {
  private final List<ReservedLun> luns;
  private final OwnRecord own;
  private final BooleanSupplier recordsOnArbiter;
  private final int self;
  private final int peer;
  private Optional<ScsiHolding> holding = Optional.empty();
  private Optional<ScsiHolding> before = Optional.empty();
  private Epoch oldest = Epoch.NONE;

  /** Why this life lost what it held, until it claims again: an answer may have come too late. */
  private Optional<String> lost = Optional.empty();

  ScsiHold(ScsiLuns luns, OwnRecord own) {
    this.luns = luns.all();
    this.own = own;
    this.recordsOnArbiter = luns::recordsOnArbiter;
    this.self = luns.self();
    this.peer = luns.peer();
  }

  /** Whether this life holds nothing by its own word. */
  boolean isEmpty() {
    return holding.isEmpty();
  }

  /** Nothing is held any more. */
  void forget() {
    holding = Optional.empty();
    before = Optional.empty();
  }

  /** A claim begins: what was held and lost before is no matter any more. */
  void claiming() {
    forget();
    lost = Optional.empty();
  }

  private Outcome<GuardReading> lost(String reason) {
    forget();
    lost = Optional.of(reason);
    return new Outcome.Failed<>(reason);
  }

  /** A claim has succeeded. */
  void hold(ScsiHolding held) {
    holding = Optional.of(held);
    before = Optional.empty();
    oldest = held.epoch();
  }

  /**
   * Whether an epoch is still held; see {@link io.hotpair.port.Guard#verify}.
   *
   * <p>Held is what the arbiter says and every way proves; where the records lie on the arbiter, a
   * write of the own one proves the nexus by what it is for. A reservation that vanished is lost,
   * whatever registrations stand. If the target has this node's key for holder and yet refuses its
   * only way, the epoch grows by one: the key is registered anew and preempts the old one, which is
   * the same compare-and-set; the reading then has the new epoch. The first verification of a life
   * that has claimed nothing adopts what an earlier life of this node held; it mends nothing, for
   * it can't know what came between. A loss that was told is told again until the next claim.
   */
  Outcome<GuardReading> verify(Epoch epoch) {
    if (lost.isPresent()) {
      return new Outcome.Failed<>(lost.get());
    }
    if (before.isPresent()) {
      Outcome<GuardReading> renewed = renew(before.get());
      if (!renewed.succeeded()) {
        return renewed;
      }
    }
    boolean adopting = holding.isEmpty();
    if (!adopting && (oldest.isAbove(epoch) || epoch.isAbove(holding.get().epoch()))) {
      return new Outcome.Failed<>(
          "epoch " + epoch + " is asked for, and held is " + holding.get().epoch());
    }
    ScsiHolding held = holding.orElseGet(() -> new ScsiHolding(epoch));
    Optional<Reservation> found = Optional.empty();
    for (ReservedLun lun : luns) {
      LunAudit.Finding finding = new LunAudit(lun, held, self, peer, adopting).run();
      switch (finding) {
        case LunAudit.Finding.Held(Reservation reservation) ->
            found = found.isEmpty() ? Optional.of(reservation) : remarked(found, reservation);
        case LunAudit.Finding.NewNexus nexus -> {
          return renew(held);
        }
        case LunAudit.Finding.Lost(String reason) -> {
          return lost(reason);
        }
        case LunAudit.Finding.Unclear(String reason) -> {
          return new Outcome.Unknown<>(reason);
        }
      }
    }
    return write(held, found.orElseThrow(), adopting);
  }

  private static Optional<Reservation> remarked(
      Optional<Reservation> arbiter, Reservation follower) {
    return follower.remark().isEmpty()
        ? arbiter
        : arbiter.map(reservation -> reservation.remarked(follower.remark()));
  }

  /** Writes the own record again, or at least reads both. */
  private Outcome<GuardReading> write(ScsiHolding held, Reservation reservation, boolean adopting) {
    Outcome<GuardReading> read = own.read();
    if (!(read instanceof Outcome.Succeeded<GuardReading>(GuardReading records))) {
      return new Outcome.Unknown<>(read.text());
    }
    EpochRecord record = records.own();
    if (!adopting && !own.isOurs(record)) {
      return lost("this node's record was written by life " + record.boot() + ", not by this one");
    }
    boolean current =
        record.epoch().equals(held.epoch()) && record.disposition() == Disposition.HELD;
    if (current && !recordsOnArbiter.getAsBoolean() && !adopting) {
      return new Outcome.Succeeded<>(ScsiGuard.reserved(records, reservation));
    }
    Outcome<Boolean> paid = ResetOwed.payBeforeWord(luns, held.key(self), records);
    if (!paid.succeeded()) {
      return new Outcome.Unknown<>(paid.text());
    }
    OwnRecord.Word word =
        new OwnRecord.Word(
            held.epoch(), Disposition.HELD, record.requestId(), record.reason(), record.executed());
    Outcome<GuardReading> said = own.put(word, record);
    if (said instanceof Outcome.Succeeded<GuardReading>(GuardReading written)) {
      if (adopting) {
        hold(held);
      }
      return new Outcome.Succeeded<>(ScsiGuard.reserved(written, reservation));
    }
    return own.wasRefused() && recordsOnArbiter.getAsBoolean()
        ? renew(held)
        : new Outcome.Unknown<>(said.text());
  }

  /** Registers the key of the next epoch and preempts the own one. */
  private Outcome<GuardReading> renew(ScsiHolding held) {
    if (held.epoch().value() == Epoch.LARGEST) {
      forget();
      return new Outcome.Failed<>("epochs are used up: " + held.epoch() + " is the last");
    }
    ScsiHolding next = new ScsiHolding(held.epoch().next());
    before = Optional.of(held);
    for (ReservedLun lun : luns) {
      switch (new LunClaim(lun, next.key(self)).take(Optional.of(held.key(self)))) {
        case Outcome.Succeeded<LunClaim.Taken>(LunClaim.Taken taken) -> next.holds(lun, taken);
        case Outcome.Failed<LunClaim.Taken> failed -> {
          return lost(failed.reason());
        }
        case Outcome.TimedOut<LunClaim.Taken> late -> {
          return new Outcome.TimedOut<>(late.after());
        }
        case Outcome.Unknown<LunClaim.Taken> unknown -> {
          return new Outcome.Unknown<>(unknown.reason());
        }
      }
    }
    Outcome<GuardReading> said = record(next);
    if (said instanceof Outcome.Succeeded<GuardReading>(GuardReading written)) {
      holding = Optional.of(next);
      before = Optional.empty();
      return readBack(written);
    }
    return new Outcome.Unknown<>(said.text());
  }

  private Outcome<GuardReading> record(ScsiHolding next) {
    Outcome<GuardReading> read = own.read();
    if (!(read instanceof Outcome.Succeeded<GuardReading>(GuardReading records))) {
      return read;
    }
    EpochRecord record = records.own();
    return own.put(
        new OwnRecord.Word(next.epoch(), Disposition.HELD, "", MoveReason.NONE, record.executed()),
        record);
  }

  private Outcome<GuardReading> readBack(GuardReading records) {
    return switch (luns.getFirst().look()) {
      case Outcome.Succeeded<ReservedLun.Look>(ReservedLun.Look look) ->
          look.isHeldBy(holding.orElseThrow().key(self))
              ? new Outcome.Succeeded<>(
                  ScsiGuard.reserved(
                      records,
                      look.reservation()
                          .remarked("the target had forgotten this node's way; it was keyed anew")))
              : new Outcome.Failed<>(luns.getFirst().name() + " was taken");
      case Outcome.Failed<ReservedLun.Look> failed -> new Outcome.Failed<>(failed.reason());
      case Outcome.TimedOut<ReservedLun.Look> late -> new Outcome.TimedOut<>(late.after());
      case Outcome.Unknown<ReservedLun.Look> unknown -> new Outcome.Unknown<>(unknown.reason());
    };
  }
}
