package io.hotpair.core.pair;

import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.ResourceName;
import java.util.Optional;

/** The pair's one function: a state and an event in, the next state and effects out. */
public final class PairRules {
  private PairRules() {}

  /**
   * Decides upon one event. Pure: the same arguments give the same transition. An answer to an
   * effect that is not in flight any more changes nothing but what it lets us know.
   */
  public static Transition step(PairConfig config, Pair pair, Event event) {
    Step step = new Step(config, pair, event.now());
    switch (event) {
      case Event.Tick tick -> {
        Observations.take(step, tick);
        OrderRules.follow(step);
        tick(step);
      }
      case Event.GuardAnswered answer -> guardAnswered(step, answer);
      case Event.ClaimAnswered answer -> {
        if (lands(step, answer.id())) {
          claimAnswered(step, answer);
        }
      }
      case Event.FenceAnswered answer -> {
        if (lands(step, answer.id())) {
          fenceAnswered(step, answer);
        }
      }
      case Event.ResourceAnswered answer -> resourceAnswered(step, answer);
      case Event.Ordered ordered -> OrderRules.take(step, ordered.order());
      case Event.Leaving leaving -> leave(step, leaving);
    }
    return step.transition();
  }

  private static void tick(Step step) {
    switch (step.state()) {
      case State.Joining joining -> JoiningRules.tick(step, joining);
      case State.Standby standby -> StandbyRules.tick(step, standby);
      case State.Confirming confirming -> ConfirmingRules.tick(step, confirming);
      case State.Claiming claiming -> ClaimingRules.tick(step, claiming);
      case State.Starting starting -> StartingRules.advance(step, starting);
      case State.Active active -> ActiveRules.tick(step, active);
      case State.Stopping stopping -> StoppingRules.tick(step, stopping);
      case State.Ejected ejected -> EjectedRules.tick(step, ejected);
      case State.Faulted faulted -> FaultedRules.tick(step, faulted);
      case State.Suspended suspended -> SuspendedRules.tick(step, suspended);
    }
  }

  private static void guardAnswered(Step step, Event.GuardAnswered answer) {
    if (answer.outcome() instanceof Outcome.Succeeded<GuardReading>(GuardReading reading)) {
      Observations.read(step, reading);
    }
    if (step.audit().equals(Optional.of(answer.id()))) {
      step.audited();
      audited(step, answer.outcome());
    } else if (lands(step, answer.id())) {
      guardLanded(step, answer.outcome());
    }
  }

  private static void audited(Step step, Outcome<GuardReading> outcome) {
    switch (step.state()) {
      case State.Active active -> ActiveRules.audited(step, active, outcome);
      case State.Suspended(State.Active active) -> ActiveRules.audited(step, active, outcome);
      case State.Suspended suspended -> {}
      case State.Joining joining -> {}
      case State.Standby standby -> {}
      case State.Confirming confirming -> {}
      case State.Claiming claiming -> {}
      case State.Starting starting -> {}
      case State.Stopping stopping -> {}
      case State.Ejected ejected -> {}
      case State.Faulted faulted -> {}
    }
  }

  private static void guardLanded(Step step, Outcome<GuardReading> outcome) {
    switch (step.state()) {
      case State.Joining joining -> JoiningRules.guardAnswered(step, joining, outcome);
      case State.Claiming claiming -> ClaimingRules.guardAnswered(step, claiming, outcome);
      case State.Starting starting -> StartingRules.guardAnswered(step, starting, outcome);
      case State.Stopping stopping -> StoppingRules.guardAnswered(step, stopping, outcome);
      case State.Faulted faulted -> FaultedRules.guardAnswered(step, faulted);
      case State.Active active -> RepairRules.guardAnswered(step, active, outcome);
      case State.Suspended(State.Active active) -> RepairRules.guardAnswered(step, active, outcome);
      case State.Standby standby -> {}
      case State.Confirming confirming -> {}
      case State.Ejected ejected -> {}
      case State.Suspended suspended -> {}
    }
  }

  private static void claimAnswered(Step step, Event.ClaimAnswered answer) {
    switch (step.state()) {
      case State.Claiming claiming -> ClaimingRules.claimed(step, claiming, answer.outcome());
      case State.Stopping stopping -> StoppingRules.withdrawn(step, stopping, answer.outcome());
      case State.Joining joining -> {}
      case State.Standby standby -> {}
      case State.Confirming confirming -> {}
      case State.Starting starting -> {}
      case State.Active active -> {}
      case State.Ejected ejected -> {}
      case State.Faulted faulted -> {}
      case State.Suspended suspended -> {}
    }
  }

  private static void fenceAnswered(Step step, Event.FenceAnswered answer) {
    switch (step.state()) {
      case State.Claiming claiming -> ClaimingRules.fenced(step, claiming, answer.outcome());
      case State.Joining joining -> {}
      case State.Standby standby -> {}
      case State.Confirming confirming -> {}
      case State.Starting starting -> {}
      case State.Active active -> {}
      case State.Stopping stopping -> {}
      case State.Ejected ejected -> {}
      case State.Faulted faulted -> {}
      case State.Suspended suspended -> {}
    }
  }

  private static void resourceAnswered(Step step, Event.ResourceAnswered answer) {
    ResourceName resource = answer.resource();
    if (step.watch(resource).monitor().equals(Optional.of(answer.id()))) {
      Watch watch = step.watch(resource);
      step.watch(resource, watch.monitoring(Optional.empty(), watch.nextMonitor()));
      monitored(step, answer);
      return;
    }
    Optional<Watch.Call> call = step.watch(resource).call();
    if (call.isPresent() && call.get().id().equals(answer.id())) {
      step.returned(resource);
      resourceReturned(step, answer, call.get().kind());
    }
  }

  private static void monitored(Step step, Event.ResourceAnswered answer) {
    switch (step.state()) {
      case State.Joining joining -> JoiningRules.monitored(step, joining, answer);
      case State.Active active -> ActiveRules.monitored(step, active, answer, false);
      case State.Suspended(State.Active active) ->
          ActiveRules.monitored(step, active, answer, true);
      case State.Suspended suspended -> {}
      case State.Standby standby -> {}
      case State.Confirming confirming -> {}
      case State.Claiming claiming -> {}
      case State.Starting starting -> {}
      case State.Stopping stopping -> {}
      case State.Ejected ejected -> {}
      case State.Faulted faulted -> {}
    }
  }

  private static void resourceReturned(
      Step step, Event.ResourceAnswered answer, Watch.Call.Kind call) {
    switch (step.state()) {
      case State.Starting starting -> StartingRules.started(step, starting, answer);
      case State.Active active -> RepairRules.answered(step, active, answer, call);
      case State.Suspended(State.Active active) -> RepairRules.answered(step, active, answer, call);
      case State.Suspended suspended -> {}
      case State.Stopping stopping -> StoppingRules.answered(step, stopping, answer, call);
      case State.Ejected ejected -> EjectedRules.answered(step, ejected, answer, call);
      case State.Joining joining -> {}
      case State.Standby standby -> {}
      case State.Confirming confirming -> {}
      case State.Claiming claiming -> {}
      case State.Faulted faulted -> {}
    }
  }

  private static void leave(Step step, Event.Leaving leaving) {
    boolean runsOn = leaving.keepRunning() && step.state() instanceof State.Active;
    if (runsOn) {
      // Nothing changes until the agent ends; its next life adopts the group.
      step.left();
      return;
    }
    step.leave();
    switch (step.state()) {
      // At once, unless a restart in place is under way: it ends first.
      case State.Active active -> ActiveRules.leaveIfIdle(step, active);
      // Maintenance moves nothing: a group that runs stays, with or without an agent.
      case State.Suspended suspended -> step.left();
      case State.Standby standby -> step.left();
      case State.Confirming confirming -> step.left();
      // What is found running here is stopped in good order unless it shall run on.
      case State.Joining joining -> {
        if (leaving.keepRunning()) {
          step.left();
        }
      }
      case State.Faulted faulted -> step.left();
      // A move under way ends first; the tick then sees that the agent is leaving.
      case State.Claiming claiming -> {}
      case State.Starting starting -> {}
      case State.Stopping stopping -> {}
      case State.Ejected ejected -> {}
    }
  }

  private static boolean lands(Step step, EffectId id) {
    if (!step.flight().equals(Optional.of(id))) {
      return false;
    }
    step.landed();
    return true;
  }
}
