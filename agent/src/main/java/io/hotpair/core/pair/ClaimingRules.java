package io.hotpair.core.pair;

import io.hotpair.core.model.ClaimRequest;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.FaultCause;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairMemory;
import java.time.Duration;
import java.util.Optional;

/** Cuts the peer off where that is needed, reads, and claims an epoch above all that was read. */
final class ClaimingRules {
  private ClaimingRules() {}

  /** Begins a claim that needs nobody cut off. */
  static void begin(Step step, State.Move move, String why) {
    read(step, move, Optional.empty(), why);
  }

  static void read(Step step, State.Move move, Optional<EpochRecord> cutOff, String why) {
    step.become(new State.Claiming(move, State.ClaimStep.READ, cutOff, step.now), why);
    step.readGuard();
  }

  static void tick(Step step, State.Claiming claiming) {
    if (claiming.step() != State.ClaimStep.WAIT_LEASE) {
      return;
    }
    if (!step.observed().peer().networkSilent() || !step.observed().peer().diskStale()) {
      fail(step, claiming, step.config.peer() + " is heard again");
      return;
    }
    Moment lastChange = step.observed().disk().windowFrom();
    Duration wait = step.config.timings().leaseWait();
    if (step.now.isAtLeast(wait, lastChange)) {
      read(
          step,
          claiming.move().done("lease", step.now),
          claiming.cutOff(),
          "the peer's lease is over");
    }
  }

  static void fenced(Step step, State.Claiming claiming, Outcome<String> outcome) {
    switch (outcome) {
      case Outcome.Succeeded<String> off ->
          read(
              step,
              claiming.move().done("fence", step.now),
              claiming.cutOff(),
              step.config.peer() + " is off: " + off.value());
      case Outcome.Failed<String> failed -> fail(step, claiming, failed.text());
      case Outcome.TimedOut<String> timedOut -> fail(step, claiming, timedOut.text());
      case Outcome.Unknown<String> unknown -> fail(step, claiming, unknown.text());
    }
  }

  static void guardAnswered(Step step, State.Claiming claiming, Outcome<GuardReading> outcome) {
    switch (outcome) {
      case Outcome.Succeeded<GuardReading>(GuardReading reading) -> claim(step, claiming, reading);
      case Outcome.Failed<GuardReading> failed -> fail(step, claiming, failed.text());
      case Outcome.TimedOut<GuardReading> timedOut -> fail(step, claiming, timedOut.text());
      case Outcome.Unknown<GuardReading> unknown -> fail(step, claiming, unknown.text());
    }
  }

  private static void claim(Step step, State.Claiming claiming, GuardReading reading) {
    // A peer's word below this node's own holding is from before it was cut off, or gave up.
    boolean passable = isCutOff(step, claiming, reading) || reading.isOwn();
    if (reading.peerMayRun() && !passable) {
      fail(step, claiming, step.config.peer() + " claims or holds the guard");
      return;
    }
    Epoch largest = reading.largestEpoch().max(step.memory().epochHint());
    if (largest.isLast()) {
      usedUp(step);
      return;
    }
    ClaimRequest request =
        new ClaimRequest(
            largest.next(),
            passable ? ClaimRequest.Proof.PEER_CUT_OFF : ClaimRequest.Proof.PEER_RECORD,
            reading,
            step.config.preferred(),
            claiming.move().reason(),
            OrderRules.executedIds(step, Optional.of(reading)),
            claiming.move().requestId());
    step.stay(
        new State.Claiming(claiming.move(), State.ClaimStep.CLAIM, claiming.cutOff(), step.now));
    step.claim(request);
  }

  /**
   * Whether the peer may be passed over. A proof of its death is about one record of it; a
   * reservation needs no proof, and the claim names the key that was read: the peer may audit on.
   */
  private static boolean isCutOff(Step step, State.Claiming claiming, GuardReading reading) {
    if (claiming.cutOff().isEmpty()) {
      return false;
    }
    EpochRecord cutOff = claiming.cutOff().get();
    return step.config.guard() == GuardKind.SCSI_PR
        ? cutOff.epoch().equals(reading.peer().epoch())
            && cutOff.disposition() == reading.peer().disposition()
        : cutOff.equals(reading.peer());
  }

  static void usedUp(Step step) {
    FaultedRules.begin(
        step,
        FaultCause.GUARD_REFUSED,
        "epoch " + Epoch.LARGEST + " is in a key or a record, and there is none above it",
        Epoch.NONE);
  }

  static void claimed(Step step, State.Claiming claiming, Outcome<Epoch> outcome) {
    switch (outcome) {
      case Outcome.Succeeded<Epoch>(Epoch epoch) -> {
        step.rememberEpoch(epoch);
        step.notice(
            NoticeKind.LUN_OWNERSHIP_CHANGED,
            "",
            "",
            step.config.self().value(),
            claiming.move().reason(),
            step.config.self() + " holds the guard at epoch " + epoch);
        StartingRules.begin(
            step,
            epoch,
            claiming.move().done("claim", step.now),
            "holds the guard at epoch " + epoch);
      }
      case Outcome.Failed<Epoch> failed -> fail(step, claiming, failed.text());
      case Outcome.TimedOut<Epoch> timedOut -> fail(step, claiming, timedOut.text());
      case Outcome.Unknown<Epoch> unknown -> fail(step, claiming, unknown.text());
    }
  }

  /** Not claimed, or not known: back to looking, and not at once again. */
  private static void fail(Step step, State.Claiming claiming, String why) {
    State.Move move = claiming.move();
    if (move.isTakeover()) {
      step.count(PairMemory.Counters::failedMove);
      step.notice(
          NoticeKind.TAKEOVER_FAILED,
          "",
          "claiming",
          "standby",
          move.reason(),
          "the takeover from " + step.config.peer() + " failed: " + why);
      OrderRules.fail(step, move.requestId(), why);
    }
    // The order behind an offer stands as long as the offer does: the peer withdraws both.
    switch (claiming.step()) {
      // Nothing of this claim has reached the guard.
      case FENCE, WAIT_LEASE, READ -> {
        if (move.reason() == MoveReason.FIRST_START) {
          // It may have begun on a running service: what runs here is looked at again.
          JoiningRules.begin(step, why);
        } else {
          StandbyRules.begin(step, why, step.now.plus(step.config.timings().joinWait()));
        }
      }
      case CLAIM -> JoiningRules.begin(step, "the claim did not succeed: " + why);
    }
  }
}
