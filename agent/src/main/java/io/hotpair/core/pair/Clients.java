package io.hotpair.core.pair;

import io.hotpair.core.detector.PathTrack;
import io.hotpair.core.detector.ServiceTrack;
import io.hotpair.core.model.ClientVerdict;
import io.hotpair.core.model.ClientView;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.PairReport;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.PathState;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.ResourceState;
import io.hotpair.core.model.Timings;
import io.hotpair.core.plan.GroupPlan;
import java.time.Duration;
import java.util.Optional;

/**
 * A service that fails for its clients alone. The standby asks as they do, and its view outranks
 * the resource's own monitor: what it gets no answer from is treated as failed.
 */
public final class Clients {
  private Clients() {}

  /**
   * Whether a standby's probe says anything of the active's service: the group should run there,
   * and this node's own network, and the path between the two, are well. A probe that fails for one
   * of these is no fault of the service.
   */
  static boolean mayJudge(Pair pair, PathTrack path) {
    Observed seen = pair.observed();
    boolean active =
        seen.report().map(PairReport::state).filter(state -> state == PairState.ACTIVE).isPresent();
    return pair.state() instanceof State.Standby
        && active
        && !seen.peer().digestDiffers()
        && seen.local().publicUp()
        && path.state() == PathState.UP
        && path.peerHears() == PathState.UP;
  }

  /** What a standby says of the service in its beats. */
  public static ClientView view(PairConfig config, ServiceTrack service) {
    return service.view(config.plan().probes(), patience(config.timings()));
  }

  /** After so long a lost network is known as such: at this node, and at its peer by its beats. */
  private static Duration patience(Timings timings) {
    return timings.deadTime().plus(Timings.times(timings.interval(), 3)).plus(timings.jitter());
  }

  /** What the standby last said, as far as it is heard. */
  private static ClientView said(Step step) {
    return step.observed().report().map(PairReport::clients).orElse(ClientView.UNKNOWN);
  }

  /**
   * What of the standby's view is not held against the service: probes that a restart in place has
   * kept from being answered, and those under way when it ended.
   *
   * @param repairing whether one is under way, or ends now
   */
  static State.Excuse excuse(Step step, State.Active active, boolean repairing) {
    State.Excuse before = active.standing().excuse();
    GroupPlan plan = step.config.plan();
    if (plan.probes().isEmpty()) {
      return before;
    }
    ClientView said = said(step);
    Duration heard = Timings.times(step.config.timings().interval(), 2);
    Moment until = repairing ? step.now.plus(plan.longestPace().plus(heard)) : before.until();
    if (step.now.isBefore(until)) {
      return new State.Excuse(until, said.resource(), said.misses());
    }
    boolean answeredSince =
        said.verdict() != ClientVerdict.UNKNOWN
            && before.resource().filter(of -> said.missesOf(of) >= before.misses()).isEmpty();
    return answeredSince ? new State.Excuse(until, Optional.empty(), 0) : before;
  }

  /**
   * Treats a resource as failed if clients get no answer from it.
   *
   * @return whether a restart or a move begins; not while it rests from its restarts
   */
  static boolean tick(Step step, State.Active active) {
    Optional<ResourceName> unserved = unserved(step, active.standing().excuse());
    if (unserved.isEmpty()) {
      return false;
    }
    ResourceName resource = unserved.get();
    Watch watch = step.watch(resource);
    if (watch.restingUntil().filter(step.now::isBefore).isPresent()) {
      return false;
    }
    String text = "not served to clients, says " + step.config.peer() + ": " + said(step).text();
    step.watch(resource, watch.failed(text, step.now));
    if (watch.state() != ResourceState.FAILED) {
      step.notice(
          NoticeKind.RESOURCE_FAILED,
          resource.value(),
          watch.state().label(),
          "failed",
          MoveReason.NONE,
          resource + " is " + text);
    }
    RepairRules.begin(step, active, resource);
    return !(step.state() instanceof State.Active now) || now.repair().isPresent();
  }

  private static Optional<ResourceName> unserved(Step step, State.Excuse excuse) {
    ClientView said = said(step);
    GroupPlan plan = step.config.plan();
    return said.resource()
        .filter(plan.startOrder()::contains)
        .filter(
            resource ->
                !step.now.isBefore(excuse.until())
                    && said.misses() - excuse.missesOf(resource) >= plan.failuresOf(resource));
  }

  /** Whether clients get no answer from a resource of which its own monitor says that it runs. */
  static boolean contradict(Step step, ResourceName resource) {
    return said(step).missesOf(resource) > 0;
  }
}
