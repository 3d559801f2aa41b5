package io.hotpair.core.pair;

import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairMemory;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.ResourceState;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Starts the group: all at once that need nothing of what is still to be started, the guard
 * verified before; then the pair is active.
 */
final class StartingRules {
  private StartingRules() {}

  static void begin(Step step, Epoch epoch, State.Move move, String why) {
    // The claim itself has just proven the guard.
    State.Starting starting =
        new State.Starting(epoch, move, step.config.plan().startOrder(), true);
    step.become(starting, why);
    advance(step, starting);
  }

  static void advance(Step step, State.Starting starting) {
    if (step.flight().isPresent() || EjectedRules.beginIfPassed(step, starting.epoch())) {
      return;
    }
    if (step.observed().disk().cloned()) {
      EjectedRules.begin(step, ActiveRules.CLONE);
    } else if (step.isLeaving()) {
      StoppingRules.begin(
          step,
          starting.epoch(),
          starting.move().because(MoveReason.SHUTDOWN),
          "the agent is stopping");
    } else if (starting.remaining().isEmpty() && isStillHeld(step, starting)) {
      complete(step, starting);
    } else {
      startWhatCan(step, starting);
    }
  }

  private static void startWhatCan(Step step, State.Starting starting) {
    List<ResourceName> next =
        step.config.plan().startable(starting.remaining()).stream()
            .filter(resource -> !step.isCalling(resource))
            .toList();
    boolean waits = next.isEmpty() && !starting.remaining().isEmpty();
    if (waits) {
      return;
    }
    if (!starting.verified()) {
      step.verifyGuard(starting.epoch());
    } else {
      next.forEach(step::start);
      step.because("starting " + underWay(step, starting));
    }
  }

  private static String underWay(Step step, State.Starting starting) {
    return starting.remaining().stream()
        .filter(step::isCalling)
        .map(ResourceName::value)
        .collect(Collectors.joining(", "));
  }

  /** A reservation may be taken from a node that lives: that all runs is only said if it holds. */
  private static boolean isStillHeld(Step step, State.Starting starting) {
    return starting.verified() || step.config.guard() != GuardKind.SCSI_PR;
  }

  static void guardAnswered(Step step, State.Starting starting, Outcome<GuardReading> outcome) {
    switch (outcome) {
      case Outcome.Succeeded<GuardReading>(GuardReading reading) -> {
        ActiveRules.tellMended(step, reading);
        State.Starting next =
            new State.Starting(
                starting.epoch().max(reading.own().epoch()),
                starting.move(),
                starting.remaining(),
                true);
        step.stay(next);
        advance(step, next);
      }
      case Outcome.Failed<GuardReading> lost ->
          EjectedRules.begin(step, "the guard was lost during the start: " + lost.text());
      // No answer is neither: nothing more starts until the guard is proven; the tick asks again.
      case Outcome.TimedOut<GuardReading> timedOut ->
          step.because("waiting for the shared disk: " + timedOut.text());
      case Outcome.Unknown<GuardReading> unknown ->
          step.because("waiting for the shared disk: " + unknown.text());
    }
  }

  static void started(Step step, State.Starting starting, Event.ResourceAnswered answer) {
    ResourceName resource = answer.resource();
    if (!answer.found(Event.Finding.RUNNING)) {
      failed(step, starting, resource, answer.outcome().text());
      return;
    }
    step.watch(
        resource,
        step.watch(resource).with(ResourceState.RUNNING, "started").took(answer.tookNanos(), -1));
    State.Starting next =
        new State.Starting(
            starting.epoch(),
            starting.move().done(resource.value(), step.now),
            Step.without(starting.remaining(), resource),
            false);
    step.stay(next);
    // A proof that was begun before says nothing about what starts after this.
    step.landed();
    advance(step, next);
  }

  private static void failed(
      Step step, State.Starting starting, ResourceName resource, String text) {
    State.Move move = starting.move();
    step.watch(resource, step.watch(resource).failed("start failed: " + text, step.now));
    step.remember(
        old -> old.with(old.counters().failedMove()).withFailedStart(resource + ": " + text));
    step.notice(
        NoticeKind.RESOURCE_FAILED,
        resource.value(),
        "starting",
        "failed",
        move.reason(),
        resource + " did not start: " + text);
    step.notice(
        move.isPlanned() ? NoticeKind.SWITCHOVER_FAILED : NoticeKind.TAKEOVER_FAILED,
        resource.value(),
        "starting",
        "stopping",
        move.reason(),
        "the group does not start on " + step.config.self() + ": " + resource + ": " + text);
    OrderRules.fail(step, move.requestId(), resource + " did not start: " + text);
    StoppingRules.begin(
        step,
        starting.epoch(),
        new State.Move(
            MoveReason.START_FAILED,
            "",
            move.timeline(),
            move.answersFailedStart(),
            move.isolated()),
        resource + " did not start");
  }

  private static void complete(Step step, State.Starting starting) {
    State.Move move = starting.move();
    if (move.isTakeover()) {
      step.count(PairMemory.Counters::takeover);
    } else if (move.isPlanned()) {
      step.count(PairMemory.Counters::switchover);
    }
    if (move.isAutomatic()) {
      step.moved();
    }
    rememberMove(step, starting);
    ActiveRules.begin(step, starting.epoch(), "runs the group");
    String took =
        "the group runs on "
            + step.config.self()
            + " after "
            + move.timeline().total().toMillis()
            + " ms: "
            + move.timeline().text();
    if (move.isTakeover()) {
      tell(step, NoticeKind.TAKEOVER_COMPLETED, move, took);
    } else if (move.isPlanned()) {
      tell(step, NoticeKind.SWITCHOVER_COMPLETED, move, took);
    }
    OrderRules.succeed(step, move.requestId(), took);
  }

  private static void tell(Step step, NoticeKind kind, State.Move move, String text) {
    step.notice(kind, "", "starting", "active", move.reason(), text);
  }

  private static void rememberMove(Step step, State.Starting starting) {
    State.Move move = starting.move();
    PairMemory.LastMove last =
        new PairMemory.LastMove(
            step.observed().local().wallMillis(),
            move.reason(),
            move.timeline().total().toMillis(),
            move.timeline().text(),
            starting.epoch());
    step.remember(old -> old.with(last));
  }
}
