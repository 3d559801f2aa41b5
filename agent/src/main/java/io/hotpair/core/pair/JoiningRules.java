package io.hotpair.core.pair;

import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.FaultCause;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.Park;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.ResourceState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A fresh agent, or one that lost track, reads the guard, looks at every resource, and only then
 * takes a part. What a dead process left under way is settled here.
 */
final class JoiningRules {
  private JoiningRules() {}

  static void begin(Step step, String why) {
    step.forget();
    // A look that began before says nothing about what is found from now on.
    for (ResourceName resource : step.config.plan().startOrder()) {
      step.watch(resource, step.watch(resource).monitoring(Optional.empty(), step.now));
    }
    step.become(new State.Joining(step.now, Optional.empty(), Map.of()), why);
  }

  static void tick(Step step, State.Joining joining) {
    if (step.observed().disk().cloned()) {
      FaultedRules.begin(step, FaultCause.CLONE_FOUND, ActiveRules.CLONE, Epoch.NONE);
      return;
    }
    if (step.flight().isPresent() || step.now.isBefore(joining.notBefore())) {
      return;
    }
    if (joining.reading().isEmpty()) {
      step.readGuard();
    }
    for (ResourceName resource : step.config.plan().startOrder()) {
      boolean asked = step.watch(resource).monitor().isPresent();
      if (!asked && !joining.found().containsKey(resource)) {
        step.monitor(resource, step.now);
      }
    }
    decide(step, joining);
  }

  static void guardAnswered(Step step, State.Joining joining, Outcome<GuardReading> outcome) {
    if (joining.reading().isPresent()) {
      adopted(step, joining, outcome);
      return;
    }
    switch (outcome) {
      case Outcome.Succeeded<GuardReading>(GuardReading reading) -> taken(step, joining, reading);
      case Outcome.Failed<GuardReading> failed -> unread(step, joining, failed.text());
      case Outcome.TimedOut<GuardReading> timedOut -> unread(step, joining, timedOut.text());
      case Outcome.Unknown<GuardReading> unknown -> unread(step, joining, unknown.text());
    }
  }

  private static void taken(Step step, State.Joining joining, GuardReading reading) {
    EpochRecord own = reading.own();
    if (own.disposition() == Disposition.CLAIMING) {
      // An earlier life died in its claim: it never started anything, and must not seem to claim.
      step.park(new Park(own.epoch(), Disposition.RETREATED, "", MoveReason.NONE, own.executed()));
      return;
    }
    State.Joining next =
        new State.Joining(joining.notBefore(), Optional.of(reading), joining.found());
    step.stay(next);
    decide(step, next);
  }

  static void monitored(Step step, State.Joining joining, Event.ResourceAnswered answer) {
    ResourceName resource = answer.resource();
    Optional<Event.Finding> finding = found(answer.outcome());
    if (finding.isPresent()) {
      Map<ResourceName, Event.Finding> found = new HashMap<>(joining.found());
      found.put(resource, finding.get());
      step.watch(
          resource, step.watch(resource).with(stateOf(finding.get()), answer.outcome().text()));
      State.Joining next =
          new State.Joining(joining.notBefore(), joining.reading(), Map.copyOf(found));
      step.stay(next);
      decide(step, next);
    } else {
      step.watch(
          resource, step.watch(resource).with(ResourceState.UNKNOWN, answer.outcome().text()));
      again(step, resource + " did not say whether it runs here: " + answer.outcome().text());
    }
  }

  /** What a monitor's answer says of a resource; empty if nothing. */
  private static Optional<Event.Finding> found(Outcome<Event.Finding> outcome) {
    return switch (outcome) {
      case Outcome.Succeeded<Event.Finding>(Event.Finding finding) -> Optional.of(finding);
      case Outcome.Failed<Event.Finding> broken -> Optional.of(Event.Finding.FAILED);
      case Outcome.TimedOut<Event.Finding> silent -> Optional.empty();
      case Outcome.Unknown<Event.Finding> unknown -> Optional.empty();
    };
  }

  private static ResourceState stateOf(Event.Finding finding) {
    return switch (finding) {
      case RUNNING -> ResourceState.RUNNING;
      case STOPPED -> ResourceState.STOPPED;
      case FAILED -> ResourceState.FAILED;
    };
  }

  /**
   * The guard is asked again; meanwhile an agent that shall end need only know what runs here, and
   * a group that runs ends by the word of a peer that holds the guard above all that was seen here.
   */
  private static void unread(Step step, State.Joining joining, String why) {
    boolean running = joining.found().values().stream().anyMatch(JoiningRules::mayRun);
    if (running && EjectedRules.beginIfPassed(step, step.memory().epochHint())) {
      return;
    }
    again(step, why);
    if (step.isLeaving()) {
      State.Joining looking =
          new State.Joining(
              step.now.plus(step.config.timings().interval()), Optional.empty(), joining.found());
      step.stay(looking);
      decide(step, looking);
    }
  }

  private static void again(Step step, String why) {
    step.become(
        new State.Joining(
            step.now.plus(step.config.timings().interval()), Optional.empty(), Map.of()),
        why);
  }

  private static void decide(Step step, State.Joining joining) {
    boolean complete = joining.found().size() == step.config.plan().startOrder().size();
    boolean running = joining.found().values().stream().anyMatch(JoiningRules::mayRun);
    if (step.isLeaving() && complete && !running) {
      // An agent that shall end need not wait for a guard that does not answer.
      StandbyRules.begin(step, "nothing runs here");
      return;
    }
    if (joining.reading().isEmpty() || !complete || step.flight().isPresent()) {
      return;
    }
    GuardReading reading = joining.reading().get();
    if (!running) {
      StandbyRules.begin(step, "nothing runs here");
    } else if (reading.isOwn()) {
      step.verifyGuard(reading.own().epoch());
    } else if (reading.largestEpoch().equals(Epoch.NONE)) {
      // First installation on a running service: nobody has ever claimed, so it is claimed for it.
      ClaimingRules.begin(
          step,
          State.Move.begin(MoveReason.FIRST_START, "", step.now),
          "the group runs here, and nobody ever held the guard");
    } else {
      EjectedRules.begin(step, "the group runs here, but the guard is not this node's");
    }
  }

  private static void adopted(Step step, State.Joining joining, Outcome<GuardReading> outcome) {
    switch (outcome) {
      case Outcome.Succeeded<GuardReading>(GuardReading reading) -> {
        step.notice(
            NoticeKind.GROUP_ADOPTED,
            "",
            MoveReason.NONE,
            "the agent restarted; the group runs on under epoch " + reading.own().epoch());
        ActiveRules.begin(
            step, reading.own().epoch(), "found the group running under its own guard");
        firstBroken(step, joining)
            .ifPresent(broken -> RepairRules.begin(step, (State.Active) step.state(), broken));
      }
      case Outcome.Failed<GuardReading> failed ->
          EjectedRules.begin(step, "the guard was lost while the agent was away: " + failed.text());
      case Outcome.TimedOut<GuardReading> timedOut -> again(step, timedOut.text());
      case Outcome.Unknown<GuardReading> unknown -> again(step, unknown.text());
    }
  }

  private static Optional<ResourceName> firstBroken(Step step, State.Joining joining) {
    return step.config.plan().startOrder().stream()
        .filter(resource -> joining.found().get(resource) != Event.Finding.RUNNING)
        .findFirst();
  }

  private static boolean mayRun(Event.Finding finding) {
    return finding != Event.Finding.STOPPED;
  }
}
