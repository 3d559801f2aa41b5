package io.hotpair.core.pair;

import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.ResourceState;
import java.util.List;
import java.util.Optional;

/**
 * A failed resource: what builds on it is stopped, it is restarted, and the rest follows. When the
 * restarts are used up and the peer could do better, the pair moves.
 */
final class RepairRules {
  private RepairRules() {}

  static void begin(Step step, State.Active active, ResourceName failed) {
    Watch watch = step.watch(failed);
    boolean usedUp = watch.restartsUsed() >= step.config.restarts();
    String why = failed + " failed " + (watch.restartsUsed() + 1) + " times: " + watch.lastResult();
    if (usedUp && ActiveRules.peerCould(step) && step.config.isArmed() && step.mayMove(why)) {
      StoppingRules.begin(
          step, active.epoch(), State.Move.begin(MoveReason.RESOURCE_FAILED, "", step.now), why);
      return;
    }
    step.watch(failed, watch.restarted());
    State.Repair repair =
        new State.Repair(
            failed,
            step.config.plan().stopOrderFor(failed),
            step.config.plan().startOrderFrom(failed),
            false,
            false);
    put(step, active, Optional.of(repair));
    step.because("restarting " + failed + ": " + watch.lastResult());
    advance(step, active, repair);
  }

  /** A repair waits for its effects; the tick has nothing to add unless none is in flight. */
  static void tick(Step step, State.Active active) {
    if (step.flight().isEmpty() && !ReliefRules.leavesLostDisk(step, active)) {
      active.repair().ifPresent(repair -> advance(step, active, repair));
    }
  }

  private static void advance(Step step, State.Active active, State.Repair repair) {
    if (!repair.stops().isEmpty()) {
      ResourceName next = repair.stops().getFirst();
      step.watch(next, step.watch(next).with(ResourceState.STOPPING, ""));
      step.stop(next);
    } else if (!repair.starts().isEmpty() && !repair.verified()) {
      step.verifyGuard(active.epoch());
    } else if (!repair.starts().isEmpty()) {
      ResourceName next = repair.starts().getFirst();
      step.watch(next, step.watch(next).with(ResourceState.STARTING, ""));
      step.start(next);
    } else {
      put(step, active, Optional.empty());
      step.because("runs the group");
      ActiveRules.recovered(step, repair.failed());
    }
  }

  /** Nothing is started again under a guard that was lost meanwhile, or that can't be told. */
  static void guardAnswered(Step step, State.Active active, Outcome<GuardReading> outcome) {
    if (active.repair().isEmpty()) {
      return;
    }
    State.Repair repair = active.repair().get();
    switch (outcome) {
      case Outcome.Succeeded<GuardReading>(GuardReading reading) -> {
        ActiveRules.tellMended(step, reading);
        next(
            step,
            ActiveRules.at(active, active.epoch().max(reading.own().epoch())),
            repair.diskFailed() ? ofAll(step, repair) : verified(repair));
      }
      case Outcome.Failed<GuardReading> lost ->
          EjectedRules.begin(step, "the guard was lost during a restart: " + lost.text());
      case Outcome.TimedOut<GuardReading> timedOut ->
          diskFailed(step, active, repair, timedOut.text());
      case Outcome.Unknown<GuardReading> unknown ->
          diskFailed(step, active, repair, unknown.text());
    }
  }

  private static State.Repair verified(State.Repair repair) {
    return new State.Repair(repair.failed(), repair.stops(), repair.starts(), true, false);
  }

  // A file system that has seen its disk fail takes no more writes until it is mounted anew.
  private static State.Repair ofAll(Step step, State.Repair repair) {
    step.because("the shared disk answers again: restarting the whole group");
    return new State.Repair(
        repair.failed(),
        step.config.plan().stopOrder(),
        step.config.plan().startOrder(),
        false,
        false);
  }

  private static void diskFailed(Step step, State.Active active, State.Repair repair, String text) {
    put(
        step,
        active,
        Optional.of(
            new State.Repair(repair.failed(), repair.stops(), repair.starts(), false, true)));
    step.because("waiting for the shared disk: " + text);
  }

  static void answered(Step step, State.Active active, Event.ResourceAnswered answer) {
    if (active.repair().isEmpty()) {
      return;
    }
    State.Repair repair = active.repair().get();
    if (!repair.stops().isEmpty()) {
      stopped(step, active, repair, answer);
    } else {
      started(step, active, repair, answer);
    }
  }

  private static void stopped(
      Step step, State.Active active, State.Repair repair, Event.ResourceAnswered answer) {
    ResourceName resource = answer.resource();
    if (!answer.outcome().succeeded()) {
      // It may still run: the group is stopped as far as it goes, and the peer has to enforce.
      step.watch(resource, step.watch(resource).failed(answer.outcome().text(), step.now));
      StoppingRules.begin(
          step,
          active.epoch(),
          State.Move.begin(MoveReason.RESOURCE_FAILED, "", step.now),
          resource + " did not stop: " + answer.outcome().text());
      return;
    }
    step.watch(
        resource,
        step.watch(resource).with(ResourceState.STOPPED, "stopped").took(-1, answer.tookNanos()));
    next(
        step,
        active,
        new State.Repair(repair.failed(), tail(repair.stops()), repair.starts(), false, false));
  }

  private static void started(
      Step step, State.Active active, State.Repair repair, Event.ResourceAnswered answer) {
    ResourceName resource = answer.resource();
    boolean runs =
        answer.outcome() instanceof Outcome.Succeeded<Event.Finding>(Event.Finding finding)
            && finding == Event.Finding.RUNNING;
    if (runs) {
      step.watch(
          resource,
          step.watch(resource)
              .with(ResourceState.RUNNING, "restarted")
              .took(answer.tookNanos(), -1));
      next(
          step,
          active,
          new State.Repair(repair.failed(), List.of(), tail(repair.starts()), false, false));
      return;
    }
    // The monitors find it, and everything behind it, not running, and decide with what is left of
    // the restarts.
    Moment soon = step.now.plus(step.config.timings().interval());
    step.watch(
        resource,
        step.watch(resource)
            .failed("restart failed: " + answer.outcome().text(), step.now)
            .monitoring(Optional.empty(), soon));
    put(step, active, Optional.empty());
    step.because(resource + " did not restart: " + answer.outcome().text());
  }

  private static void next(Step step, State.Active active, State.Repair repair) {
    put(step, active, Optional.of(repair));
    advance(step, active, repair);
  }

  private static List<ResourceName> tail(List<ResourceName> list) {
    return List.copyOf(list.subList(1, list.size()));
  }

  private static void put(Step step, State.Active active, Optional<State.Repair> repair) {
    ActiveRules.put(
        step,
        new State.Active(
            active.epoch(),
            active.since(),
            active.lastAudit(),
            active.nextAudit(),
            repair,
            active.standing()));
  }
}
