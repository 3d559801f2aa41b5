package io.hotpair.guard;

import io.hotpair.core.model.BootId;
import io.hotpair.core.model.ClaimRequest;
import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.Park;
import io.hotpair.core.model.Timings;
import io.hotpair.port.EpochRecords;
import io.hotpair.port.Guard;
import io.hotpair.port.LocalHost;
import java.time.Duration;

/**
 * A guard by the two nodes' epoch records alone: each node writes its own, and reads both.
 *
 * <p><b>What it protects.</b> The records order the two nodes' decisions; they stop no write to the
 * data. So what a kind protects is what makes its proof true:
 *
 * <ul>
 *   <li>{@code fence}: the peer's power is confirmed off. Protects by itself, as long as the power
 *       switch tells the truth.
 *   <li>{@code lease}: the peer has not renewed for so long that it must have stopped, or its
 *       watchdog has reset it. Without a hardware watchdog it protects nothing from a node that
 *       hangs and comes back, so it is for the demo only.
 *   <li>{@code none}: nobody proves anything but a person.
 * </ul>
 *
 * <p><b>The claim</b> of epoch e:
 *
 * <ol>
 *   <li>Write <i>claiming e</i>; then read the peer's record.
 *   <li>If it says that the peer runs nothing (none, offered, clean, retreated): pass; if its epoch
 *       is e or above, choose e above it and begin again at 1.
 *   <li>If it says held or claiming: pass only with the proof that the peer is cut off, and only if
 *       the record is what it was before that proof was sought. Without: if the peer began to claim
 *       since, the preferred node looks on until the peer holds or gives up, for a limited time; in
 *       all other cases write <i>retreated</i> and fail.
 *   <li>Passed: write <i>held e</i>, and read both once more.
 * </ol>
 *
 * <p><b>Why never both</b> (Dekker's argument). A node that passes without a proof has read "runs
 * nothing" from the peer after its own claim was written; and its record says claiming or held from
 * then on. If both passed, each would have read the other's record before the other's claim was
 * written, and after its own was: each claim would have been written before the other. A rewritten
 * claim, at a higher epoch, is still a claim. A proof is void as soon as the peer writes anything:
 * the peer's claim, then, comes either before this node's reading, which finds the record changed,
 * or after this node's claim, which the peer's own reading finds.
 *
 * <p><b>What is assumed of the storage.</b> A read sees the last write that was over before it
 * began, or one under way; a torn record counts as the one before. A write call that has returned,
 * with whatever result, takes no effect later: the kernel answers for a command only when it is
 * done or aborted, a process does not end before its direct write has, and a storage network drops
 * a lost session's commands. A write that has not returned keeps this guard's one thread waiting:
 * no later word can be overtaken by it. {@link #verify} finds a record that is not what this life
 * wrote.
 *
 * <p>A claim that can't be taken back because the disk fails stays as it is: it stands against the
 * peer until this node says otherwise, and never becomes <i>held</i> by itself.
 */
public final class RecordGuard implements Guard {
  private final OwnRecord own;
  private final Pace pace;
  private final Duration limit;

  /**
   * A guard of one pair at one node.
   *
   * @param kind {@link GuardKind#FENCE}, {@link GuardKind#LEASE} or {@link GuardKind#NONE}
   * @param records the pair's records
   * @param boot this life
   * @param timings for how long a claim looks on while the peer claims as well: the dead time and
   *     four I/O deadlines
   */
  public RecordGuard(
      GuardKind kind, EpochRecords records, BootId boot, LocalHost host, Timings timings) {
    this(kind, records, boot, Pace.of(host), timings);
  }

  /** As above, at another pace than the machine's. */
  public RecordGuard(
      GuardKind kind, EpochRecords records, BootId boot, Pace pace, Timings timings) {
    this(records, boot, pace, timings.deadTime().plus(timings.ioDeadline().multipliedBy(4)));
    switch (kind) {
      case FENCE, LEASE, NONE -> {}
      case SCSI_PR ->
          throw new IllegalArgumentException("records alone are no guard of kind " + kind.label());
    }
  }

  RecordGuard(EpochRecords records, BootId boot, Pace pace, Duration limit) {
    this.own = new OwnRecord(records, boot);
    this.pace = pace;
    this.limit = limit;
  }

  @Override
  public Outcome<GuardReading> read() {
    return own.read();
  }

  @Override
  public Outcome<Epoch> claim(ClaimRequest request) {
    return new RecordClaim(own, request, pace, limit).run();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Held is what the record says that this life wrote last. The first verification of a life
   * that has written nothing adopts: it writes the record of an earlier life of this node again,
   * under its own boot id and at the same epoch. A peer that claims is no loss, one that holds this
   * epoch or above is.
   */
  @Override
  public Outcome<GuardReading> verify(Epoch epoch) {
    return switch (own.read()) {
      case Outcome.Succeeded<GuardReading>(GuardReading reading) -> {
        boolean ofEarlierLife =
            own.isUnwritten() && !own.isOurs(reading.own()) && saysHeld(reading.own(), epoch);
        yield ofEarlierLife && !peerHoldsFrom(epoch, reading)
            ? adopt(epoch, reading.own())
            : judge(epoch, reading);
      }
      case Outcome.Failed<GuardReading>(String reason) -> new Outcome.Unknown<>(reason);
      case Outcome.TimedOut<GuardReading> late -> late;
      case Outcome.Unknown<GuardReading> unknown -> unknown;
    };
  }

  private Outcome<GuardReading> adopt(Epoch epoch, EpochRecord before) {
    OwnRecord.Word again =
        new OwnRecord.Word(
            epoch, Disposition.HELD, before.requestId(), before.reason(), before.executed());
    return switch (own.put(again, before)) {
      case Outcome.Succeeded<GuardReading>(GuardReading reading) -> judge(epoch, reading);
      case Outcome.Failed<GuardReading>(String reason) -> new Outcome.Unknown<>(reason);
      case Outcome.TimedOut<GuardReading> late -> late;
      case Outcome.Unknown<GuardReading> unknown -> unknown;
    };
  }

  private Outcome<GuardReading> judge(Epoch epoch, GuardReading reading) {
    EpochRecord record = reading.own();
    if (!saysHeld(record, epoch) || !own.isOurs(record)) {
      return new Outcome.Failed<>(
          "this node's record says "
              + record.disposition().label()
              + " at epoch "
              + record.epoch()
              + ", written by life "
              + record.boot());
    }
    if (peerHoldsFrom(epoch, reading)) {
      return new Outcome.Failed<>(
          "the peer's record says "
              + reading.peer().disposition().label()
              + " at epoch "
              + reading.peer().epoch());
    }
    return new Outcome.Succeeded<>(reading);
  }

  private static boolean saysHeld(EpochRecord record, Epoch epoch) {
    return record.disposition() == Disposition.HELD && record.epoch().equals(epoch);
  }

  /** Whether the peer holds this epoch or one above, or has held one above before it parked it. */
  private static boolean peerHoldsFrom(Epoch epoch, GuardReading reading) {
    Epoch peers = reading.peer().epoch();
    return switch (reading.peer().disposition()) {
      case HELD -> !epoch.isAbove(peers);
      case OFFERED, CLEAN -> peers.isAbove(epoch);
      case NONE, CLAIMING, RETREATED -> false;
    };
  }

  /**
   * {@inheritDoc}
   *
   * <p>The epoch that is written never falls: a claim that was re-keyed keeps its higher one.
   */
  @Override
  public Outcome<GuardReading> park(Park park) {
    return switch (own.read()) {
      case Outcome.Succeeded<GuardReading>(GuardReading reading) ->
          own.put(
              new OwnRecord.Word(
                  park.epoch().max(reading.own().epoch()),
                  park.disposition(),
                  park.requestId(),
                  park.reason(),
                  park.executed()),
              reading.own());
      case Outcome.Failed<GuardReading> failed -> failed;
      case Outcome.TimedOut<GuardReading> late -> late;
      case Outcome.Unknown<GuardReading> unknown -> unknown;
    };
  }
}
