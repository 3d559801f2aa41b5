package io.hotpair.core.pair;

import io.hotpair.core.model.CannotTakeOverCause;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.Reservation;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.ResourceState;
import io.hotpair.core.model.Timings;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Runs the group: audits the guard, looks at the resources, gives the pair up when it should. */
final class ActiveRules {
  /** Two machines that are one node: whichever of them goes on, the records mean nothing. */
  static final String CLONE =
      "another machine writes this node's blocks on the shared disk: it is a copy of this one, or"
          + " the disk was set back";

  private ActiveRules() {}

  static void begin(Step step, Epoch epoch, String why) {
    boolean isolated = isIsolated(step);
    boolean chosenFailing =
        isChosen(step) && step.observed().local().health().verdict().isFailing();
    step.become(
        new State.Active(
            epoch,
            step.now,
            step.now,
            step.now,
            Optional.empty(),
            State.Standing.begin(isolated, chosenFailing)),
        why);
    // It runs here: whatever kept it from that before is over.
    step.remember(old -> old.withFailedStart(""));
    for (ResourceName resource : step.config.plan().startOrder()) {
      Moment first = step.now.plus(step.config.plan().monitorInterval().get(resource));
      step.watch(resource, step.watch(resource).monitoring(Optional.empty(), first));
    }
  }

  /** Whether a person has put the pair here. */
  private static boolean isChosen(Step step) {
    MoveReason last = step.memory().lastMove().reason();
    return last == MoveReason.ORDERED || last == MoveReason.FORCED;
  }

  static void tick(Step step, State.Active active) {
    if (step.isSuspended() && active.repair().isEmpty()) {
      SuspendedRules.begin(step, active);
    } else if (guardHolds(step, active) && !leaveIfIdle(step, active)) {
      watch(step, active);
      State.Active current = ReliefRules.look(step, active);
      if (current.repair().isPresent()) {
        RepairRules.tick(step, current);
      } else if (step.isIdle()
          && !RepairRules.leavesResting(step, current)
          && !Clients.tick(step, current)) {
        ReliefRules.tick(step, current);
      }
    }
  }

  /** Gives the pair up if the agent is ending and no restart in place is under way. */
  static boolean leaveIfIdle(Step step, State.Active active) {
    boolean leaves = step.isLeaving() && active.repair().isEmpty() && step.isIdle();
    if (leaves) {
      StoppingRules.leave(step, active);
    }
    return leaves;
  }

  /** What goes on in maintenance, too: the guard is audited, the resources are looked at. */
  static void watch(Step step, State.Active active) {
    Timings timings = step.config.timings();
    boolean late = step.observed().local().lag().compareTo(timings.halfDeadTime()) > 0;
    if (step.audit().isEmpty() && (late || !step.now.isBefore(active.nextAudit()))) {
      step.auditGuard(active.epoch());
    }
    for (ResourceName resource : step.config.plan().startOrder()) {
      Watch watch = step.watch(resource);
      if (watch.monitor().isEmpty() && !step.now.isBefore(watch.nextMonitor())) {
        Duration interval = step.config.plan().monitorInterval().get(resource);
        step.monitor(resource, step.now.plus(interval));
      }
    }
  }

  /** Whether nothing that is known says that the guard is gone; ejects if something does. */
  static boolean guardHolds(Step step, State.Active active) {
    if (step.observed().disk().cloned()) {
      EjectedRules.begin(step, CLONE);
      return false;
    }
    Optional<GuardReading> reading = step.observed().reading();
    if (reading.isPresent() && isTaken(reading.get(), active.epoch())) {
      EjectedRules.begin(
          step, step.config.peer() + " holds the guard at epoch " + reading.get().peer().epoch());
      return false;
    }
    if (EjectedRules.beginIfPassed(step, active.epoch())) {
      return false;
    }
    Duration unproven = step.now.since(active.lastAudit());
    boolean pastHalf = Timings.times(unproven, 2).compareTo(step.config.timings().lease()) > 0;
    if (step.config.guard() == GuardKind.LEASE && pastHalf) {
      EjectedRules.begin(step, "the lease was not renewed for " + unproven.toMillis() + " ms");
      return false;
    }
    return true;
  }

  private static boolean isTaken(GuardReading reading, Epoch epoch) {
    return switch (reading.peer().disposition()) {
      // A peer that has parked a higher epoch has held it.
      case HELD, OFFERED, CLEAN -> reading.peer().epoch().isAbove(epoch);
      case NONE, CLAIMING, RETREATED -> false;
    };
  }

  static void audited(Step step, State.Active active, Outcome<GuardReading> outcome) {
    Timings timings = step.config.timings();
    switch (outcome) {
      case Outcome.Succeeded<GuardReading>(GuardReading reading) -> {
        boolean wasDue = !active.nextAudit().equals(active.lastAudit().plus(timings.auditPeriod()));
        if (wasDue && active.repair().isEmpty()) {
          step.because("runs the group");
        }
        tellMended(step, reading);
        State.Active held = at(active, active.epoch().max(reading.own().epoch()));
        put(step, audit(held, step.now, step.now.plus(timings.auditPeriod())));
      }
      case Outcome.Failed<GuardReading> lost -> EjectedRules.begin(step, lost.text());
      case Outcome.TimedOut<GuardReading> timedOut -> unproven(step, active, timedOut.text());
      case Outcome.Unknown<GuardReading> unknown -> unproven(step, active, unknown.text());
    }
  }

  /** A guard that could hold only by mending something is told of. */
  static void tellMended(Step step, GuardReading reading) {
    String remark = reading.reservation().map(Reservation::remark).orElse("");
    if (!remark.isEmpty()) {
      step.notice(NoticeKind.STORAGE_DEGRADED, "", MoveReason.NONE, remark);
    }
  }

  /** A guard may have gone above its own epoch to prove itself. */
  static State.Active at(State.Active active, Epoch epoch) {
    return new State.Active(
        epoch,
        active.since(),
        active.lastAudit(),
        active.nextAudit(),
        active.repair(),
        active.standing());
  }

  private static void unproven(Step step, State.Active active, String text) {
    Timings timings = step.config.timings();
    put(step, audit(active, active.lastAudit(), step.now.plus(timings.interval())));
    step.because("the shared disk does not answer: " + text);
  }

  static void monitored(
      Step step, State.Active active, Event.ResourceAnswered answer, boolean onlyWatch) {
    ResourceName resource = answer.resource();
    boolean inRepair =
        active.repair().isPresent() && active.repair().get().scope().contains(resource);
    if (inRepair) {
      return;
    }
    Watch watch = step.watch(resource);
    boolean runs = answer.found(Event.Finding.RUNNING);
    if (runs && Clients.contradict(step, resource)) {
      return;
    }
    if (runs) {
      boolean longAgo = step.now.isAtLeast(step.config.moveWindow(), watch.lastFailure());
      Watch well = watch.with(ResourceState.RUNNING, "runs");
      step.watch(resource, longAgo ? well.forgiven() : well);
      if (watch.state() == ResourceState.FAILED) {
        recovered(step, resource);
      }
      return;
    }
    String text =
        answer.outcome() instanceof Outcome.Succeeded<Event.Finding>(Event.Finding finding)
            ? "the monitor says " + finding.name().toLowerCase(Locale.ROOT)
            : answer.outcome().text();
    boolean isNew = watch.state() != ResourceState.FAILED;
    step.watch(resource, watch.failed(text, step.now));
    if (isNew) {
      step.notice(
          NoticeKind.RESOURCE_FAILED,
          resource.value(),
          watch.state().label(),
          "failed",
          MoveReason.NONE,
          resource + " is not well: " + text);
    }
    if (!onlyWatch && active.repair().isEmpty() && step.isIdle()) {
      RepairRules.begin(step, active, firstDown(step, resource));
    }
  }

  /** What lies deepest below it: to restart what builds on that alone would be in vain. */
  private static ResourceName firstDown(Step step, ResourceName found) {
    return step.config.plan().startOrder().stream()
        .filter(resource -> step.config.plan().needs(found, resource))
        .filter(resource -> isDown(step.watch(resource).state()))
        .findFirst()
        .orElse(found);
  }

  static boolean isDown(ResourceState state) {
    return switch (state) {
      case STOPPED, FAILED -> true;
      case UNKNOWN, STARTING, RUNNING, STOPPING -> false;
    };
  }

  static void recovered(Step step, ResourceName resource) {
    step.notice(
        NoticeKind.RESOURCE_RECOVERED,
        resource.value(),
        "failed",
        "running",
        MoveReason.NONE,
        resource + " runs again");
  }

  /** Whether nothing at all is heard and the own public network is down. */
  static boolean isIsolated(Step step) {
    return !step.observed().peer().isHeard() && !step.observed().local().publicUp();
  }

  /**
   * Whether the peer could take the pair, no part of it is failing, and its last start was well.
   */
  static boolean peerIsWell(Step step) {
    return Fitness.ofPeer(step.observed()).isReadyIfAsked();
  }

  /**
   * Whether the peer could take the pair for a resource that does not run here: for that, a part of
   * it that is failing and works still is good enough. A start that failed there is not: it would
   * be one failure for another, to and fro.
   */
  static boolean peerCouldRun(Step step) {
    return peerIsWell(step)
        || Fitness.ofPeer(step.observed()).cause() == CannotTakeOverCause.HEALTH_FAILING
            && step.observed().peer().nodeHealth() == HealthVerdict.FAILING;
  }

  /**
   * Whether the peer could take the pair for a network or a disk that is lost only here: it has
   * what is needed most, and what its last start failed of may be over.
   */
  static boolean peerCould(Step step) {
    return peerCouldRun(step)
        || Fitness.ofPeer(step.observed()).cause() == CannotTakeOverCause.START_FAILED
            && step.observed().peer().nodeHealth() != HealthVerdict.FAILED;
  }

  /** Whether the peer says that it has lost the disk as well. */
  static boolean peerLostDisk(Step step) {
    return Fitness.ofPeer(step.observed()).cause() == CannotTakeOverCause.DISK_UNREACHABLE;
  }

  private static State.Active audit(State.Active active, Moment last, Moment next) {
    return new State.Active(
        active.epoch(), active.since(), last, next, active.repair(), active.standing());
  }

  /** Keeps changed data of an active state, in maintenance or not. */
  static void put(Step step, State.Active active) {
    step.stay(step.state() instanceof State.Suspended ? new State.Suspended(active) : active);
  }
}
