package io.hotpair.core.pair;

import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.PairReport;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.ResourceState;
import java.util.Optional;

/**
 * The guard is gone: the address goes first, then the rest; what can't be stopped in time takes the
 * machine with it.
 */
final class EjectedRules {
  private EjectedRules() {}

  static void begin(Step step, String why) {
    step.notice(NoticeKind.GUARD_LOST, "", MoveReason.NONE, why);
    step.notice(
        NoticeKind.NODE_EJECTED,
        "",
        step.state().word().label(),
        "ejected",
        MoveReason.NONE,
        step.config.self() + " brings the group down: " + why);
    State.Ejected ejected = new State.Ejected(why, step.config.plan().stopOrder(), step.now);
    step.become(ejected, why);
    step.landed();
    advance(step, ejected);
  }

  /**
   * Ejects if the peer says that it holds the guard above this node's epoch: where the disk does
   * not answer, no audit would ever tell. An older word of the peer's is about a lower epoch.
   *
   * @return whether it does
   */
  static boolean beginIfPassed(Step step, Epoch own) {
    Optional<PairReport> above = step.observed().report().filter(said -> said.holdsAbove(own));
    above.ifPresent(
        said ->
            begin(
                step,
                step.config.peer() + " says that it holds the guard at epoch " + said.epoch()));
    return above.isPresent();
  }

  static void tick(Step step, State.Ejected ejected) {
    if (step.now.isAtLeast(step.config.timings().fenceDeadline(), ejected.since())) {
      step.fenceSelf(
          ejected.remaining().getFirst() + " could not be stopped after the guard was lost");
      // Should the machine survive even that, it is tried again after the same time.
      step.stay(new State.Ejected(ejected.reason(), ejected.remaining(), step.now));
    } else {
      advance(step, ejected);
    }
  }

  private static void advance(Step step, State.Ejected ejected) {
    if (ejected.remaining().isEmpty()) {
      JoiningRules.begin(step, "all is down after the guard was lost: " + ejected.reason());
      return;
    }
    // A start that is under way ends first: stopped before that, the resource would come up again.
    step.stopTopmost(ejected.remaining());
  }

  static void answered(
      Step step, State.Ejected ejected, Event.ResourceAnswered answer, Watch.Call.Kind call) {
    ResourceName resource = answer.resource();
    switch (call) {
      case START -> advance(step, ejected);
      case STOP, LOOK -> {
        if (answer.found(Event.Finding.STOPPED)) {
          step.watch(resource, step.watch(resource).with(ResourceState.STOPPED, "stopped"));
          State.Ejected next =
              new State.Ejected(
                  ejected.reason(), Step.without(ejected.remaining(), resource), ejected.since());
          step.stay(next);
          advance(step, next);
        } else {
          // The tick tries again.
          step.watch(
              resource,
              step.watch(resource).failed("did not stop: " + answer.outcome().text(), step.now));
        }
      }
    }
  }
}
