package io.hotpair.core.pair;

import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.FaultCause;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.PairReport;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.Park;
import io.hotpair.core.model.Readiness;
import io.hotpair.core.model.Timings;
import java.time.Duration;
import java.util.Optional;

/**
 * Nothing runs here. What the disk says decides: an offer or a clean block is claimed, an own key
 * with nobody running is claimed anew, a silent holder is looked into.
 */
final class StandbyRules {
  private StandbyRules() {}

  static void begin(Step step, String why) {
    begin(step, why, step.now);
  }

  static void begin(Step step, String why, Moment notBefore) {
    step.forget();
    step.become(new State.Standby(step.now, notBefore), why);
    if (step.isLeaving()) {
      step.left();
    }
  }

  /**
   * A person has mended what the last start here failed of.
   *
   * @return whether nothing runs here because of one
   */
  static boolean forgiveStart(Step step) {
    boolean idle =
        switch (step.state()) {
          case State.Standby standby -> true;
          case State.Confirming confirming -> true;
          case State.Suspended(State inner) -> inner instanceof State.Standby;
          case State.Joining joining -> false;
          case State.Claiming claiming -> false;
          case State.Starting starting -> false;
          case State.Active active -> false;
          case State.Stopping stopping -> false;
          case State.Ejected ejected -> false;
          case State.Faulted faulted -> false;
        };
    boolean failed = idle && !step.memory().failedStart().isEmpty();
    if (failed) {
      step.remember(old -> old.withFailedStart(""));
    }
    return failed;
  }

  static void tick(Step step, State.Standby standby) {
    if (step.isLeaving() || step.flight().isPresent()) {
      return;
    }
    if (step.observed().disk().cloned()) {
      FaultedRules.begin(step, FaultCause.CLONE_FOUND, ActiveRules.CLONE, Epoch.NONE);
    } else if (step.isSuspended()) {
      SuspendedRules.begin(step, standby);
    } else if (!step.now.isBefore(standby.notBefore())) {
      step.observed().reading().ifPresent(reading -> decide(step, standby, reading));
    }
  }

  private static void decide(Step step, State.Standby standby, GuardReading reading) {
    if (reading.isOffered() || reading.isLeftClean()) {
      claimParked(step, reading.peer());
    } else if (reading.isOwn()) {
      claimOwn(step, reading.own());
    } else if (reading.peerMayRun()) {
      watchHolder(step, standby, reading);
    } else {
      claimUnowned(step, standby, reading);
    }
  }

  private static void claimOwn(Step step, EpochRecord own) {
    String why = "this node holds the guard, and nothing runs here";
    boolean stuck =
        switch (Fitness.fit(step.config, step.observed()).cause()) {
          case PUBLIC_NETWORK_DOWN, RESOURCE_MISSING, NOT_ARMED -> true;
          case NONE,
              NOT_HEARD,
              JOINING,
              FAULTED,
              EJECTED,
              SUSPENDED,
              CONFIGURATION_DIFFERS,
              DISK_UNREACHABLE,
              DECIDING_LATE,
              FENCE_UNAVAILABLE,
              START_FAILED,
              MOVE_UNDER_WAY,
              ACTIVE,
              HEALTH_FAILING,
              MOVES_USED_UP ->
              false;
        };
    if (stuck && Fitness.ofPeer(step.observed()).isReadyIfAsked()) {
      // Held, it would keep the pair down while the peer could run it.
      step.because(why + "; " + step.config.peer() + " is better placed");
      step.park(
          new Park(own.epoch(), Disposition.CLEAN, "", MoveReason.OWN_GUARD_FOUND, own.executed()));
    } else {
      claimIfFit(step, MoveReason.OWN_GUARD_FOUND, why);
    }
  }

  private static void claimParked(Step step, EpochRecord parked) {
    Readiness fit = Fitness.fitToStart(step.config, step.observed());
    if (!fit.isReady()) {
      step.because("the guard is free to claim, but this node is not fit: " + Fitness.text(fit));
      return;
    }
    MoveReason reason =
        parked.reason() == MoveReason.NONE ? MoveReason.PARKED_FOUND : parked.reason();
    State.Move begun = State.Move.begin(reason, parked.requestId(), step.now);
    State.Move move =
        new State.Move(
            begun.reason(),
            begun.requestId(),
            begun.timeline(),
            reason == MoveReason.START_FAILED,
            false);
    ClaimingRules.begin(
        step, move, step.config.peer() + " has stopped the group and left the guard");
  }

  private static void watchHolder(Step step, State.Standby standby, GuardReading reading) {
    boolean asked = step.observed().report().map(PairReport::needsFencing).orElse(false);
    if (asked && step.config.guard().cutsOff()) {
      Readiness fit = Fitness.fit(step.config, step.observed());
      if (fit.isReady()) {
        TakeoverRules.begin(step, MoveReason.STOP_FAILED, "the active asks to be cut off");
      } else {
        step.because(
            "the active asks to be cut off, but this node is not fit: " + Fitness.text(fit));
      }
      return;
    }
    boolean listened =
        step.observed().peer().lastSign().isBefore(standby.since())
            ? step.now.isAtLeast(step.config.timings().joinWait(), standby.since())
            : true;
    if (step.observed().peer().networkSilent() && listened) {
      step.become(
          new State.Confirming(step.now, step.observed().disk().looks()),
          step.config.peer() + " is silent on both networks");
    } else {
      step.because(step.config.peer() + " holds the guard at epoch " + reading.peer().epoch());
    }
  }

  private static void claimUnowned(Step step, State.Standby standby, GuardReading reading) {
    if (reading.own().reason() == MoveReason.START_FAILED
        && reading.peer().reason() == MoveReason.START_FAILED) {
      FaultedRules.begin(
          step, FaultCause.START_FAILED, Fitness.sentence(FaultCause.START_FAILED), Epoch.NONE);
      return;
    }
    if (!step.now.isAtLeast(patience(step, reading), standby.since())) {
      step.because("nobody holds the guard; the peer has the first chance");
    } else if (reading.largestEpoch().equals(Epoch.NONE)) {
      claimFirst(step);
    } else {
      claimIfFit(step, MoveReason.PARKED_FOUND, "nobody holds the guard");
    }
  }

  /**
   * Nobody ever held the guard, so no record says that nothing runs at the peer: a service may have
   * run there before Hotpair came. The peer's word counts; without one, it is cut off first.
   */
  private static void claimFirst(Step step) {
    String why = "nobody ever held the guard";
    Optional<PairReport> report = step.observed().report();
    if (report.map(PairReport::running).orElse(false)) {
      step.because(why + "; " + step.config.peer() + " still looks at what runs there");
    } else if (report.map(PairReport::state).equals(Optional.of(PairState.CLAIMING))) {
      // One claim at a time: of two that race, the loser would have to stop what it found running.
      step.because(why + "; " + step.config.peer() + " is claiming it");
    } else if (report.isPresent() || step.config.guard() != GuardKind.FENCE) {
      claimIfFit(step, MoveReason.FIRST_START, why);
    } else {
      Readiness fit = Fitness.fit(step.config, step.observed());
      if (fit.isReady()) {
        TakeoverRules.begin(
            step, MoveReason.FIRST_START, why + ", and " + step.config.peer() + " is not heard");
      } else {
        step.because(why + ", but this node is not fit: " + Fitness.text(fit));
      }
    }
  }

  /**
   * How long this node lets the other one go first: not at all if it is the last owner and has not
   * offered the guard to the other, or preferred on a fresh LUN, and the peer is heard; else until
   * the peer must have claimed if it could.
   */
  private static Duration patience(Step step, GuardReading reading) {
    Timings timings = step.config.timings();
    Epoch own = reading.own().epoch();
    Epoch peer = reading.peer().epoch();
    // An own offer is the peer's to take, even if this node has forgotten why it made it.
    boolean offered = reading.own().disposition() == Disposition.OFFERED;
    boolean first = own.isAbove(peer) && !offered || own.equals(peer) && step.config.preferred();
    Optional<PairReport> report = step.observed().report();
    boolean peerWillNot = report.isPresent() && !report.get().readiness().isReadyIfAsked();
    if (first) {
      return report.isPresent() ? Duration.ZERO : timings.joinWait();
    }
    return peerWillNot ? timings.joinWait() : timings.joinWait().plus(timings.offerTime());
  }

  private static void claimIfFit(Step step, MoveReason reason, String why) {
    Readiness fit = Fitness.fitToStart(step.config, step.observed());
    if (fit.isReady()) {
      ClaimingRules.begin(step, State.Move.begin(reason, "", step.now), why);
    } else {
      step.because(why + ", but it is not fit: " + Fitness.text(fit));
    }
  }
}
