package io.hotpair.core.pair;

import io.hotpair.core.model.FailbackPolicy;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.Timings;
import java.time.Duration;
import java.util.Optional;

/** When a well running active gives the pair to its peer because the peer is better placed. */
final class ReliefRules {
  private ReliefRules() {}

  static void tick(Step step, State.Active active) {
    if (isDiskBehindTooLong(step, active)) {
      diskLost(step, active);
    } else if (isPublicBehindTooLong(step, active) && ActiveRules.peerCould(step)) {
      relieve(
          step,
          active,
          MoveReason.PUBLIC_NETWORK_LOST,
          "the public network is down here, and " + step.config.peer() + " has it");
    } else if (isIsolatedTooLong(step, active)) {
      StoppingRules.begin(
          step,
          active.epoch(),
          State.Move.begin(MoveReason.ISOLATED, "", step.now),
          "nothing is heard, and the public network is down");
    } else if (isHealthBehindTooLong(step, active) && ActiveRules.peerIsWell(step)) {
      relieve(
          step,
          active,
          MoveReason.HEALTH_FAILING,
          step.observed().local().health().text()
              + " here, and no part of "
              + step.config.peer()
              + " is failing");
    } else if (wantsFailback(step, active)) {
      relieve(step, active, MoveReason.FAILBACK, step.config.peer() + " is preferred and ready");
    }
  }

  /**
   * Gives the pair up, although a resource is being restarted, if the disk is lost here: what often
   * made the resource fail, and what no restart in place gets over.
   *
   * @return whether it does
   */
  static boolean leavesLostDisk(Step step, State.Active active) {
    if (isDiskBehindTooLong(step, active)) {
      diskLost(step, active);
    }
    return step.state() instanceof State.Stopping;
  }

  /** The active state with what networks and disk look like now. */
  static State.Active look(Step step, State.Active active) {
    Observed seen = step.observed();
    boolean publicBehind = !seen.local().publicUp() && seen.peer().publicUp();
    boolean diskBehind = isDiskLost(step, active) && !ActiveRules.peerLostDisk(step);
    State.Standing standing =
        active
            .standing()
            .seen(
                ActiveRules.isIsolated(step),
                publicBehind,
                diskBehind,
                seen.local().health().verdict().isFailing(),
                healthBehind(seen),
                step.now)
            .with(Clients.excuse(step, active, active.repair().isPresent()));
    if (standing.equals(active.standing())) {
      return active;
    }
    State.Active changed = active.with(standing);
    step.stay(changed);
    return changed;
  }

  /** What the peer does not say of its health is no reason to move. */
  private static boolean healthBehind(Observed seen) {
    HealthVerdict peer = seen.peer().nodeHealth();
    return seen.local().health().verdict().isFailing()
        && peer != HealthVerdict.UNKNOWN
        && !peer.isFailing();
  }

  /**
   * Not before the peer has had the time to find the same fault: both nodes share what may fail.
   */
  private static boolean isHealthBehindTooLong(Step step, State.Active active) {
    Optional<Moment> since = active.standing().healthBehindSince();
    return since.isPresent()
        && !active.standing().chosenFailing()
        && step.now.isAtLeast(step.config.healthGrace(), since.get());
  }

  /**
   * Not before the peer has had the time to lose it, too, and to say so: a switch that fails, or
   * comes back, does so for neither in the same instant.
   */
  private static boolean isPublicBehindTooLong(Step step, State.Active active) {
    Timings timings = step.config.timings();
    Duration grace = Timings.times(timings.interval(), timings.misses());
    Optional<Moment> since = active.standing().publicBehindSince();
    return since.isPresent() && step.now.isAtLeast(grace, since.get());
  }

  private static boolean isIsolatedTooLong(Step step, State.Active active) {
    Optional<Moment> since = active.standing().isolatedSince();
    return since.isPresent()
        && !active.standing().claimedIsolated()
        && step.now.isAtLeast(step.config.timings().isolationGrace(), since.get());
  }

  /**
   * Not before the peer has had the time to say that it has lost it, too, or still has: an array
   * that fails, or comes back, does so for both, but not in the same instant.
   */
  private static boolean isDiskBehindTooLong(Step step, State.Active active) {
    Timings timings = step.config.timings();
    Duration heartbeats = Timings.times(timings.interval(), 2).plus(timings.jitter());
    Duration look = timings.auditPeriod().plus(timings.ioDeadline());
    Duration grace = heartbeats.compareTo(look) > 0 ? heartbeats : look;
    Optional<Moment> since = active.standing().diskBehindSince();
    return since.isPresent() && step.now.isAtLeast(grace, since.get());
  }

  private static boolean isDiskLost(Step step, State.Active active) {
    Timings timings = step.config.timings();
    Duration limit = timings.diskDeadTime().plus(timings.ioDeadline()).plus(timings.auditPeriod());
    // An old audit alone may be this node's own lateness: the disk counts as lost from its silence.
    return step.now.isAtLeast(limit, active.lastAudit()) && !step.observed().diskReachable(timings);
  }

  private static void diskLost(Step step, State.Active active) {
    boolean peerCould = ActiveRules.peerCould(step);
    if (step.config.guard() != GuardKind.NONE && peerCould) {
      relieve(step, active, MoveReason.DISK_LOST, "the shared disk does not answer here");
    } else {
      step.because("runs the group unprotected: the shared disk does not answer");
    }
  }

  private static boolean wantsFailback(Step step, State.Active active) {
    return step.config.failback() == FailbackPolicy.AUTOMATIC
        && !step.config.preferred()
        && ActiveRules.peerIsWell(step)
        && step.now.isAtLeast(step.config.timings().offerTime(), active.since());
  }

  private static void relieve(Step step, State.Active active, MoveReason reason, String why) {
    if (step.config.isArmed() && step.mayMove(why)) {
      StoppingRules.begin(step, active.epoch(), State.Move.begin(reason, "", step.now), why);
    }
  }
}
