package io.hotpair.core.pair;

import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.ResourceState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A failed resource: what needs it is stopped, it is restarted, and the rest follows. When the
 * restarts are used up the pair moves if the peer could do better; else the next ones follow after
 * pauses that grow.
 */
final class RepairRules {
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private RepairRules() {}

  static void begin(Step step, State.Active active, ResourceName failed) {
    if (moves(step, active, failed) || rests(step, failed)) {
      return;
    }
    Watch watch = step.watch(failed);
    step.watch(failed, watch.restarted());
    State.Repair repair = State.Repair.of(failed, scope(step, failed));
    put(step, active, Optional.of(repair));
    step.because("restarting " + failed + ": " + watch.lastResult());
    advance(step, active, repair);
  }

  /** What needs it, it itself, and what nobody has started: that of a group found in part. */
  private static List<ResourceName> scope(Step step, ResourceName failed) {
    List<ResourceName> order = step.config.plan().startOrder();
    List<ResourceName> roots =
        order.stream()
            .filter(
                resource ->
                    resource.equals(failed)
                        || step.watch(resource).state() == ResourceState.STOPPED)
            .toList();
    return order.stream()
        .filter(resource -> roots.contains(resource) || needsAny(step, resource, roots))
        .toList();
  }

  private static boolean needsAny(Step step, ResourceName resource, List<ResourceName> others) {
    return others.stream().anyMatch(other -> step.config.plan().needs(resource, other));
  }

  private static boolean isUsedUp(Step step, Watch watch) {
    return watch.restartsUsed() >= step.config.restarts();
  }

  private static boolean moves(Step step, State.Active active, ResourceName failed) {
    Watch watch = step.watch(failed);
    boolean could =
        isUsedUp(step, watch) && ActiveRules.peerCouldRun(step) && step.config.isArmed();
    if (could && step.mayMove(why(failed, watch))) {
      StoppingRules.begin(
          step,
          active.epoch(),
          State.Move.begin(MoveReason.RESOURCE_FAILED, "", step.now),
          why(failed, watch));
    }
    return step.state() instanceof State.Stopping;
  }

  private static String why(ResourceName failed, Watch watch) {
    return failed + " failed " + (watch.restartsUsed() + 1) + " times: " + watch.lastResult();
  }

  /** Whether a resource waits for its next restart because it has had its share. */
  private static boolean rests(Step step, ResourceName failed) {
    Watch watch = step.watch(failed);
    if (!isUsedUp(step, watch)) {
      return false;
    }
    Duration pause = pause(step, failed);
    Moment until = watch.restingUntil().orElse(step.now.plus(pause));
    if (watch.restingUntil().isEmpty()) {
      step.watch(failed, watch.resting(until));
      tellOnce(step, failed, watch);
    }
    boolean rests = step.now.isBefore(until);
    if (rests) {
      step.because(
          why(failed, watch) + "; it is restarted after " + pause.toSeconds() + " s of rest");
    }
    return rests;
  }

  private static void tellOnce(Step step, ResourceName failed, Watch watch) {
    if (watch.restartsUsed() == step.config.restarts()) {
      step.notice(
          NoticeKind.RESOURCE_FAILED,
          failed.value(),
          watch.state().label(),
          watch.state().label(),
          MoveReason.NONE,
          why(failed, watch)
              + "; the pair does not move, and the next restarts follow after pauses of up to "
              + LONGEST_PAUSE.toMinutes()
              + " min");
    }
  }

  /** From the monitor's interval on, each twice as long as the one before. */
  private static Duration pause(Step step, ResourceName failed) {
    Duration pause = step.config.plan().monitorInterval().get(failed);
    int over = step.watch(failed).restartsUsed() - step.config.restarts();
    for (int time = 0; time < over && pause.compareTo(LONGEST_PAUSE) < 0; time++) {
      pause = pause.plus(pause);
    }
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  /**
   * Gives the pair up for a resource that rests, as soon as the peer could run it.
   *
   * @return whether it does
   */
  static boolean leavesResting(Step step, State.Active active) {
    for (ResourceName resource : step.config.plan().startOrder()) {
      if (isResting(step.watch(resource)) && moves(step, active, resource)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isResting(Watch watch) {
    return watch.restingUntil().isPresent() && watch.state() != ResourceState.RUNNING;
  }

  /**
   * A person has mended something: what rests is restarted at once, and its restarts count anew.
   *
   * @return whether anything rested
   */
  static boolean forgive(Step step, State.Active active) {
    List<ResourceName> resting =
        step.config.plan().startOrder().stream()
            .filter(resource -> isResting(step.watch(resource)))
            .toList();
    resting.forEach(resource -> step.watch(resource, step.watch(resource).forgiven()));
    if (!resting.isEmpty() && active.repair().isEmpty() && step.isIdle()) {
      begin(step, active, resting.getFirst());
    }
    return !resting.isEmpty();
  }

  /** A repair waits for its effects; the tick has nothing to add unless none is in flight. */
  static void tick(Step step, State.Active active) {
    if (step.isIdle() && !ReliefRules.leavesLostDisk(step, active)) {
      active.repair().ifPresent(repair -> advance(step, active, repair));
    }
  }

  private static void advance(Step step, State.Active active, State.Repair repair) {
    if (!repair.stops().isEmpty()) {
      step.stopTopmost(repair.stops());
    } else if (!repair.starts().isEmpty() || repair.diskFailed()) {
      startWhatCan(step, active, repair);
    } else {
      end(step, active, repair);
    }
  }

  private static void startWhatCan(Step step, State.Active active, State.Repair repair) {
    List<ResourceName> able = able(step, repair.starts());
    if (able.size() < repair.starts().size()) {
      next(step, active, repair.with(List.of(), able));
      return;
    }
    List<ResourceName> next =
        step.config.plan().startable(repair.starts()).stream()
            .filter(resource -> !step.isCalling(resource))
            .toList();
    // Whether the disk is back decides about all, whatever could start.
    boolean waits = next.isEmpty() && !repair.diskFailed();
    if (waits || step.flight().isPresent()) {
      return;
    }
    if (repair.verified()) {
      next.forEach(step::start);
    } else {
      step.verifyGuard(active.epoch());
    }
  }

  /** Without what needs something else that is down: that one's own restart starts it as well. */
  private static List<ResourceName> able(Step step, List<ResourceName> starts) {
    List<ResourceName> down =
        step.config.plan().startOrder().stream()
            .filter(resource -> !starts.contains(resource))
            .filter(resource -> ActiveRules.isDown(step.watch(resource).state()))
            .toList();
    return starts.stream().filter(resource -> !needsAny(step, resource, down)).toList();
  }

  private static void end(Step step, State.Active active, State.Repair repair) {
    put(step, active, Optional.empty());
    Optional<ResourceName> broken =
        step.config.plan().startOrder().stream()
            .filter(resource -> step.watch(resource).state() == ResourceState.FAILED)
            .findFirst();
    if (broken.isPresent()) {
      step.because(broken.get() + ": " + step.watch(broken.get()).lastResult());
    } else {
      step.because("runs the group");
    }
    if (step.watch(repair.failed()).state() == ResourceState.RUNNING) {
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
            repair.diskFailed() ? ofAll(step, repair) : repair.proven());
      }
      case Outcome.Failed<GuardReading> lost ->
          EjectedRules.begin(step, "the guard was lost during a restart: " + lost.text());
      case Outcome.TimedOut<GuardReading> timedOut ->
          diskFailed(step, active, repair, timedOut.text());
      case Outcome.Unknown<GuardReading> unknown ->
          diskFailed(step, active, repair, unknown.text());
    }
  }

  // A file system that has seen its disk fail takes no more writes until it is mounted anew.
  private static State.Repair ofAll(Step step, State.Repair repair) {
    step.because("the shared disk answers again: restarting the whole group");
    return State.Repair.of(repair.failed(), step.config.plan().startOrder());
  }

  private static void diskFailed(Step step, State.Active active, State.Repair repair, String text) {
    put(step, active, Optional.of(repair.withoutDisk()));
    step.because("waiting for the shared disk: " + text);
  }

  static void answered(
      Step step, State.Active active, Event.ResourceAnswered answer, Watch.Call.Kind call) {
    if (active.repair().isEmpty()) {
      return;
    }
    State.Repair repair = active.repair().get();
    switch (call) {
      case START -> started(step, active, repair, answer);
      case STOP, LOOK -> stopped(step, active, repair, answer);
    }
  }

  private static void stopped(
      Step step, State.Active active, State.Repair repair, Event.ResourceAnswered answer) {
    ResourceName resource = answer.resource();
    if (!answer.outcome().succeeded()) {
      // It may still run: the group is stopped as far as it goes, and the peer has to enforce.
      step.watch(resource, step.watch(resource).failed(answer.outcome().text(), step.now));
      StoppingRules.beginAfterStop(
          step,
          active.epoch(),
          State.Move.begin(MoveReason.RESOURCE_FAILED, "", step.now),
          resource,
          resource + " did not stop: " + answer.outcome().text());
      return;
    }
    step.watch(
        resource,
        step.watch(resource).with(ResourceState.STOPPED, "stopped").took(-1, answer.tookNanos()));
    next(step, active, repair.with(Step.without(repair.stops(), resource), repair.starts()));
  }

  private static void started(
      Step step, State.Active active, State.Repair repair, Event.ResourceAnswered answer) {
    ResourceName resource = answer.resource();
    // A proof that was begun before says nothing about what starts after this.
    step.landed();
    List<ResourceName> left;
    if (answer.found(Event.Finding.RUNNING)) {
      step.watch(
          resource,
          step.watch(resource)
              .with(ResourceState.RUNNING, "restarted")
              .took(answer.tookNanos(), -1));
      left = Step.without(repair.starts(), resource);
    } else {
      notRestarted(step, repair, resource, answer.outcome().text());
      left =
          repair.starts().stream()
              .filter(other -> !other.equals(resource))
              .filter(other -> !step.config.plan().needs(other, resource))
              .toList();
    }
    // All is to be restarted if the disk has failed meanwhile, this one, too.
    next(step, active, repair.stops().isEmpty() ? repair.with(List.of(), left) : repair);
  }

  /**
   * Monitors find it, and everything behind it, not running, and decide with what is left of the
   * restarts.
   */
  private static void notRestarted(
      Step step, State.Repair repair, ResourceName resource, String text) {
    Moment soon = step.now.plus(step.config.timings().interval());
    step.watch(
        resource,
        step.watch(resource)
            .failed("restart failed: " + text, step.now)
            .monitoring(Optional.empty(), soon));
    if (!resource.equals(repair.failed())) {
      step.notice(
          NoticeKind.RESOURCE_FAILED,
          resource.value(),
          "starting",
          "failed",
          MoveReason.NONE,
          resource + " did not restart: " + text);
    }
  }

  private static void next(Step step, State.Active active, State.Repair repair) {
    put(step, active, Optional.of(repair));
    advance(step, active, repair);
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
            active.standing().with(Clients.excuse(step, active, true))));
  }
}
