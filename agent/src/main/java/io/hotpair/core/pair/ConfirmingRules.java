package io.hotpair.core.pair;

import io.hotpair.core.detector.PeerView;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.PeerHealth;
import io.hotpair.core.model.Readiness;

/**
 * Both networks are silent. The peer is taken over only if the disk says the same and this node is
 * fit; a fresh disk beat means no takeover, for as long as it lasts.
 */
final class ConfirmingRules {
  private ConfirmingRules() {}

  static void tick(Step step, State.Confirming confirming) {
    PeerView peer = step.observed().peer();
    boolean bound = step.observed().reading().map(GuardReading::peerMayRun).orElse(true);
    if (step.isSuspended() || step.isLeaving()) {
      StandbyRules.begin(step, "nothing moves in maintenance");
    } else if (!peer.networkSilent()) {
      StandbyRules.begin(step, step.config.peer() + " is heard again");
    } else if (!bound) {
      StandbyRules.begin(step, step.config.peer() + " does not hold the guard any more");
    } else if (peer.health() == PeerHealth.DEAD) {
      takeOver(step, confirming, MoveReason.PEER_DEAD, step.config.peer() + " is proven dead");
    } else if (!step.observed().diskReachable(step.config.timings())) {
      step.because("the peer is silent, but the shared disk does not answer here");
    } else if (!peer.diskStale()) {
      step.because("the networks are silent, but the peer's beat on the disk is fresh");
    } else if (!confirming.hasLooked(step.observed())) {
      // A machine that was paused and does not know it may take the last look for a new one.
      step.because("the peer is silent; the disk is looked at once more");
    } else {
      takeOver(
          step,
          confirming,
          MoveReason.PEER_SILENT,
          step.config.peer() + " is silent on both networks and the disk");
    }
  }

  private static void takeOver(
      Step step, State.Confirming confirming, MoveReason reason, String why) {
    Readiness fit = Fitness.fit(step.config, step.observed());
    if (!fit.isReady()) {
      // What was seen before it was fit may be old by then, and a pause in between unnoticed.
      step.stay(new State.Confirming(confirming.since(), step.observed().disk().looks()));
      step.because("the peer is silent, but this node is not fit: " + Fitness.text(fit));
    } else if (step.config.guard() == GuardKind.NONE) {
      step.because("the peer is silent, and without a guard only a person can order a takeover");
    } else if (step.mayMove("the peer is silent")) {
      TakeoverRules.begin(step, reason, why);
    } else {
      step.because("the peer is silent, but the automatic moves are used up");
    }
  }
}
