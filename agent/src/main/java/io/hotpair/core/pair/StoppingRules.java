package io.hotpair.core.pair;

import io.hotpair.core.model.ClaimRequest;
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
import io.hotpair.core.model.Timings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Stops the group, the address first, and leaves the guard where the peer can claim it. The offer
 * lies on the LUN; if nobody takes it, it is withdrawn by the same compare-and-set.
 */
final class StoppingRules {
  private StoppingRules() {}

  static void begin(Step step, Epoch epoch, State.Move move, String why) {
    begin(step, epoch, move, why, List.of());
  }

  /**
   * The same after a stop that did not succeed. Another one would take as long again, and whoever
   * can be cut off need not wait for that: the resource is only looked at.
   */
  static void beginAfterStop(
      Step step, Epoch epoch, State.Move move, ResourceName tried, String why) {
    begin(step, epoch, move, why, step.config.guard().cutsOff() ? List.of(tried) : List.of());
  }

  private static void begin(
      Step step, Epoch epoch, State.Move move, String why, List<ResourceName> tried) {
    step.landed();
    State.Stopping stopping =
        new State.Stopping(
            epoch, move, step.config.plan().stopOrder(), List.of(), State.StopStep.STOP, step.now);
    step.become(stopping, why);
    if (move.isAutomatic()) {
      // Here as well as at the peer, so that both nodes of a pair that goes to and fro reach the
      // limit; and at the begin, for the group stands still even if nobody takes it.
      step.moved();
    }
    if (move.reason() != MoveReason.START_FAILED) {
      step.notice(NoticeKind.SWITCHOVER_STARTED, "", "active", "stopping", move.reason(), why);
    }
    step.progress(move.requestId(), "stopping the group on " + step.config.self());
    tried.forEach(step::look);
    advance(step, stopping);
  }

  /** The agent is ending in good order: the peer shall take the pair. */
  static void leave(Step step, State.Active active) {
    begin(
        step,
        active.epoch(),
        State.Move.begin(MoveReason.SHUTDOWN, "", step.now),
        "the agent is stopping");
  }

  private static void advance(Step step, State.Stopping stopping) {
    List<ResourceName> left =
        stopping.remaining().stream().filter(resource -> mayRun(step, resource)).toList();
    if (left.isEmpty()) {
      park(step, with(step, stopping, left, State.StopStep.PARK));
      return;
    }
    // While it is asked for, fencing stays asked for: a repeated stop may hang as the first did.
    boolean asked = stopping.step() == State.StopStep.ASK_FOR_FENCING;
    State.Stopping next =
        with(step, stopping, left, asked ? State.StopStep.ASK_FOR_FENCING : State.StopStep.STOP);
    for (ResourceName resource : step.config.plan().stoppable(left)) {
      if (!step.isCalling(resource) && !stopping.stuck().contains(resource)) {
        step.stop(resource);
      }
    }
    if (!step.isCallingAny()) {
      giveUp(step, next);
    }
  }

  /** The peer has not cut this node off yet: what does not stop is tried once more. */
  private static void again(Step step, State.Stopping stopping) {
    if (stopping.remaining().isEmpty()) {
      advance(step, stopping);
    } else {
      with(step, stopping, stopping.remaining(), State.StopStep.ASK_FOR_FENCING);
      step.stopTopmost(stopping.remaining());
    }
  }

  private static boolean mayRun(Step step, ResourceName resource) {
    return step.isCalling(resource) || step.watch(resource).state() != ResourceState.STOPPED;
  }

  static void answered(
      Step step, State.Stopping stopping, Event.ResourceAnswered answer, Watch.Call.Kind call) {
    switch (call) {
      // The group is given up because another one did not start; this one ended its start first.
      case START -> advance(step, stopping);
      case STOP, LOOK -> stopped(step, stopping, answer, call);
    }
  }

  private static void stopped(
      Step step, State.Stopping stopping, Event.ResourceAnswered answer, Watch.Call.Kind call) {
    ResourceName resource = answer.resource();
    if (answer.found(Event.Finding.STOPPED)) {
      step.watch(
          resource,
          step.watch(resource).with(ResourceState.STOPPED, "stopped").took(-1, answer.tookNanos()));
      List<ResourceName> stuck = Step.without(stopping.stuck(), resource);
      State.StopStep next = stuck.isEmpty() ? State.StopStep.STOP : stopping.step();
      advance(step, with(step, stuck(step, stopping, stuck), stopping.remaining(), next));
    } else if (call == Watch.Call.Kind.STOP) {
      // Never rolled back blindly: look first.
      step.look(resource);
    } else {
      cannotStop(step, stopping, resource, answer.outcome().text());
    }
  }

  private static void cannotStop(
      Step step, State.Stopping stopping, ResourceName resource, String text) {
    step.watch(resource, step.watch(resource).failed("did not stop: " + text, step.now));
    if (!stopping.stuck().contains(resource)) {
      step.notice(
          NoticeKind.RESOURCE_FAILED,
          resource.value(),
          "stopping",
          "failed",
          stopping.move().reason(),
          resource + " did not stop: " + text);
    }
    State.Stopping next = stuck(step, stopping, Step.with(stopping.stuck(), resource));
    if (step.config.guard().cutsOff()) {
      next = with(step, next, next.remaining(), State.StopStep.ASK_FOR_FENCING);
      step.because(resource + " does not stop; the peer is asked to cut this node off");
    }
    // What does not need it is stopped all the same.
    advance(step, next);
  }

  /** All that is left does not stop, or lies below something that does not. */
  private static void giveUp(Step step, State.Stopping stopping) {
    if (step.config.guard().cutsOff()) {
      return;
    }
    ResourceName stuck =
        stopping.remaining().stream().filter(stopping.stuck()::contains).findFirst().orElseThrow();
    String why = stuck + " " + step.watch(stuck).lastResult();
    OrderRules.fail(step, stopping.move().requestId(), why);
    FaultedRules.begin(step, FaultCause.STOP_FAILED, why, stopping.epoch());
  }

  private static void park(Step step, State.Stopping stopping) {
    step.park(
        new Park(
            stopping.epoch(),
            disposition(stopping.move()),
            stopping.move().requestId(),
            stopping.move().reason(),
            OrderRules.executedIds(step, step.observed().reading())));
  }

  private static Disposition disposition(State.Move move) {
    return switch (move.reason()) {
      case SHUTDOWN, ISOLATED -> Disposition.CLEAN;
      case START_FAILED -> move.answersFailedStart() ? Disposition.RETREATED : Disposition.OFFERED;
      case NONE,
          FIRST_START,
          PEER_SILENT,
          PEER_DEAD,
          PARKED_FOUND,
          OWN_GUARD_FOUND,
          ORDERED,
          PUBLIC_NETWORK_LOST,
          RESOURCE_FAILED,
          DISK_LOST,
          STOP_FAILED,
          FAILBACK,
          FORCED,
          OFFER_NOT_TAKEN,
          HEALTH_FAILING ->
          Disposition.OFFERED;
    };
  }

  static void guardAnswered(Step step, State.Stopping stopping, Outcome<GuardReading> outcome) {
    if (!outcome.succeeded()) {
      notParked(step, stopping, outcome.text());
      return;
    }
    switch (disposition(stopping.move())) {
      case OFFERED -> {
        with(step, stopping, stopping.remaining(), State.StopStep.OFFERED);
        step.because("stopped; " + step.config.peer() + " is asked to claim");
        step.progress(
            stopping.move().requestId(), "waiting for " + step.config.peer() + " to claim");
      }
      case RETREATED ->
          FaultedRules.begin(
              step, FaultCause.START_FAILED, Fitness.sentence(FaultCause.START_FAILED), Epoch.NONE);
      case CLEAN, NONE, CLAIMING, HELD -> StandbyRules.begin(step, "stopped in good order");
    }
  }

  /**
   * Nothing runs here; the tick parks again until the disk answers or the peer has enforced. One
   * write that failed is no reason to switch a node off that has stopped in good order: it asks for
   * that once the disk is gone, or nobody would claim any more.
   */
  private static void notParked(Step step, State.Stopping stopping, String text) {
    Timings timings = step.config.timings();
    boolean hopeless =
        !step.observed().diskReachable(timings)
            || step.now.isAtLeast(timings.offerTime(), stopping.since());
    if (hopeless) {
      with(step, stopping, stopping.remaining(), State.StopStep.ASK_FOR_FENCING);
    }
    step.because("stopped, but the guard could not be left: " + text);
  }

  static void tick(Step step, State.Stopping stopping) {
    Optional<GuardReading> reading = step.observed().reading();
    if (reading.isPresent() && reading.get().peer().epoch().isAbove(stopping.epoch())) {
      if (peerClaimed(step, stopping, reading.get().peer())) {
        return;
      }
    }
    if (!step.isIdle()) {
      return;
    }
    switch (stopping.step()) {
      case OFFERED -> whileOffered(step, stopping, reading);
      case ASK_FOR_FENCING -> {
        if (step.now.isAtLeast(retryPeriod(step), stopping.since())) {
          again(step, stopping);
        }
      }
      // Since it was tried first, not since the last try.
      case PARK -> park(step, stopping);
      case STOP, WITHDRAW, PARKED -> advance(step, stopping);
    }
  }

  /** The peer's record is above; whether that says all that is to be done now. */
  private static boolean peerClaimed(Step step, State.Stopping stopping, EpochRecord peer) {
    boolean mayRun = step.pair().mayRun();
    return switch (peer.disposition()) {
      case HELD -> {
        if (mayRun) {
          EjectedRules.begin(
              step, step.config.peer() + " has claimed while the group was stopping");
        } else {
          StandbyRules.begin(step, step.config.peer() + " holds the guard");
        }
        yield true;
      }
      case CLAIMING -> {
        boolean over = step.now.isAtLeast(step.config.timings().offerTime(), stopping.since());
        boolean gone = step.observed().peer().networkSilent() && step.observed().peer().diskStale();
        if (over && gone && !mayRun && step.flight().isEmpty()) {
          StandbyRules.begin(step, step.config.peer() + " fell silent while it claimed");
        }
        yield true;
      }
      case OFFERED, CLEAN -> {
        boolean idle = !mayRun && step.flight().isEmpty();
        if (idle) {
          StandbyRules.begin(step, step.config.peer() + " has claimed, and left the guard again");
        }
        yield idle;
      }
      case NONE, RETREATED -> false;
    };
  }

  private static void whileOffered(
      Step step, State.Stopping stopping, Optional<GuardReading> reading) {
    if (step.isLeaving()) {
      step.left();
      return;
    }
    boolean over =
        step.now.isAtLeast(step.config.timings().offerTime(), stopping.since())
            || refused(step, stopping);
    if (!over || reading.isEmpty()) {
      return;
    }
    if (stopping.move().reason() == MoveReason.START_FAILED) {
      FaultedRules.begin(
          step,
          FaultCause.START_FAILED,
          "the group does not start here, and " + step.config.peer() + " does not claim",
          Epoch.NONE);
      return;
    }
    Epoch largest = reading.get().largestEpoch().max(step.memory().epochHint());
    if (largest.isLast()) {
      ClaimingRules.usedUp(step);
      return;
    }
    with(step, stopping, stopping.remaining(), State.StopStep.WITHDRAW);
    step.because(step.config.peer() + " did not claim; the offer is withdrawn");
    step.claim(
        new ClaimRequest(
            largest.next(),
            ClaimRequest.Proof.PEER_RECORD,
            reading.get(),
            step.config.preferred(),
            MoveReason.OFFER_NOT_TAKEN,
            OrderRules.executedIds(step, reading)));
  }

  /** Whether the peer says that it can't claim; then nobody need wait for the whole offer time. */
  private static boolean refused(Step step, State.Stopping stopping) {
    Duration once = step.config.timings().deadTime();
    return step.observed().peer().isHeard()
        && step.now.isAtLeast(once, stopping.since())
        && switch (Fitness.ofPeer(step.observed()).cause()) {
          case FAULTED,
              NOT_ARMED,
              CONFIGURATION_DIFFERS,
              DISK_UNREACHABLE,
              PUBLIC_NETWORK_DOWN,
              RESOURCE_MISSING ->
              true;
          case NONE,
              NOT_HEARD,
              JOINING,
              EJECTED,
              SUSPENDED,
              DECIDING_LATE,
              FENCE_UNAVAILABLE,
              START_FAILED,
              MOVE_UNDER_WAY,
              ACTIVE,
              HEALTH_FAILING,
              MOVES_USED_UP ->
              false;
        };
  }

  static void withdrawn(Step step, State.Stopping stopping, Outcome<Epoch> outcome) {
    if (outcome instanceof Outcome.Succeeded<Epoch>(Epoch epoch)) {
      String why = step.config.peer() + " did not claim in time";
      step.rememberEpoch(epoch);
      step.notice(
          NoticeKind.SWITCHOVER_FAILED,
          "",
          "stopping",
          "starting",
          stopping.move().reason(),
          why + "; the group starts on " + step.config.self() + " again");
      OrderRules.fail(step, stopping.move().requestId(), why);
      StartingRules.begin(
          step, epoch, State.Move.begin(MoveReason.OFFER_NOT_TAKEN, "", step.now), why);
    } else {
      JoiningRules.begin(step, "the offer could not be withdrawn: " + outcome.text());
    }
  }

  private static Duration retryPeriod(Step step) {
    return step.config.timings().deadTime();
  }

  private static State.Stopping with(
      Step step, State.Stopping stopping, List<ResourceName> remaining, State.StopStep next) {
    State.Stopping changed =
        new State.Stopping(
            stopping.epoch(), stopping.move(), remaining, stopping.stuck(), next, step.now);
    step.stay(changed);
    return changed;
  }

  private static State.Stopping stuck(
      Step step, State.Stopping stopping, List<ResourceName> stuck) {
    State.Stopping changed =
        new State.Stopping(
            stopping.epoch(),
            stopping.move(),
            stopping.remaining(),
            stuck,
            stopping.step(),
            stopping.since());
    step.stay(changed);
    return changed;
  }
}
