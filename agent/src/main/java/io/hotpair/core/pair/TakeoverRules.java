package io.hotpair.core.pair;

import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NoticeKind;
import java.util.Optional;

/** Begins a takeover: the peer is cut off first, in the way that the guard has. */
final class TakeoverRules {
  private TakeoverRules() {}

  static void begin(Step step, MoveReason reason, String why) {
    begin(step, reason, "", why);
  }

  static void begin(Step step, MoveReason reason, String requestId, String why) {
    State.Move move =
        State.Move.begin(reason, requestId, step.observed().peer().lastSign())
            .done("detect", step.now);
    if (move.isTakeover()) {
      step.notice(
          NoticeKind.TAKEOVER_STARTED,
          "",
          step.state().word().label(),
          "claiming",
          reason,
          "takes the pair over from " + step.config.peer() + ": " + why);
    }
    // Whatever the peer writes from now on, it writes in a life that the proof says nothing about.
    Optional<EpochRecord> cutOff = step.observed().reading().map(GuardReading::peer);
    switch (step.config.guard()) {
      // Even a peer that is known dead: it may have come back unheard, and off twice is still off.
      case FENCE -> {
        step.become(
            new State.Claiming(move, State.ClaimStep.FENCE, cutOff, step.now),
            "switching " + step.config.peer() + " off: " + why);
        step.fencePeer();
      }
      case LEASE ->
          step.become(
              new State.Claiming(move, State.ClaimStep.WAIT_LEASE, cutOff, step.now),
              "waiting for the lease of " + step.config.peer() + " to end: " + why);
      // The reservation itself refuses the old holder's writes, so nothing need be proven first;
      // without a guard only a forced takeover comes here.
      case SCSI_PR, NONE -> ClaimingRules.read(step, move, cutOff, why);
    }
  }
}
