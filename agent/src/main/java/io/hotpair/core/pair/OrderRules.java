package io.hotpair.core.pair;

import io.hotpair.core.model.Action;
import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.Order;
import io.hotpair.core.model.PairMemory;
import io.hotpair.core.model.PairReport;
import io.hotpair.core.model.PairReport.Settled;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.Readiness;
import io.hotpair.core.model.Suspension;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Orders: each at most once, refused with a reason, followed until they are over. */
final class OrderRules {
  private OrderRules() {}

  /** Takes an order that was given here, or passed on by the peer. */
  static void take(Step step, Order order) {
    Optional<Settled> before =
        step.memory().executed().stream()
            .filter(settled -> settled.requestId().equals(order.requestId()))
            .findFirst();
    Epoch epoch = step.pair().epoch();
    if (before.isPresent()) {
      step.settle(order.requestId(), before.get().state(), before.get().text());
    } else if (wasExecuted(step, order.requestId())) {
      step.settle(order.requestId(), OperationState.SUCCEEDED, "was carried out before");
    } else if (isUnderWay(step, order.requestId())) {
      step.progress(order.requestId(), "is under way");
    } else if (isOffered(step, order.requestId())) {
      await(step, order);
    } else if (step.tracked().isPresent()) {
      refuse(step, order, "another order is under way: " + id(step.tracked().get().order()));
    } else if (order.decidedIn().isPresent() && epoch.isAbove(order.decidedIn().get())) {
      refuse(
          step,
          order,
          "it was decided in epoch " + order.decidedIn().get() + "; the pair is in " + epoch);
    } else {
      carryOut(step, order);
    }
  }

  private static void carryOut(Step step, Order order) {
    switch (order.action()) {
      case NONE -> refuse(step, order, "it orders nothing");
      case SUSPEND -> suspend(step, order, true);
      case RESUME -> suspend(step, order, false);
      case CLEAR_FAULT -> {
        if (step.state() instanceof State.Faulted faulted) {
          FaultedRules.clear(step, faulted);
          done(step, order, "the fault was cleared");
        } else if (step.state() instanceof State.Active active
            && RepairRules.forgive(step, active)) {
          done(step, order, "what failed is restarted, and its restarts count anew");
        } else if (StandbyRules.forgiveStart(step)) {
          done(step, order, "the failed start is cleared");
        } else {
          refuse(step, order, step.config.self() + " is not faulted");
        }
      }
      case SWITCHOVER -> SwitchoverRules.order(step, order);
      case FORCE_TAKEOVER -> force(step, order);
    }
  }

  private static void suspend(Step step, Order order, boolean suspended) {
    if (step.isSuspended() == suspended) {
      done(step, order, suspended ? "was suspended already" : "was not suspended");
      return;
    }
    if (!suspended && !order.force() && SuspendedRules.mayRunUnheard(step)) {
      refuse(step, order, SuspendedRules.unheard(step));
      return;
    }
    Suspension changed =
        step.memory().suspension().change(suspended, step.observed().peer().isHeard());
    Observations.mergeSuspension(step, changed);
    step.notice(
        suspended ? NoticeKind.SUSPENDED : NoticeKind.RESUMED,
        "",
        MoveReason.NONE,
        (suspended ? "maintenance begins: nothing moves, ordered by " : "maintenance ends, by ")
            + order.requester());
    done(step, order, suspended ? "suspended" : "resumed");
  }

  private static void force(Step step, Order order) {
    boolean here = order.target().map(step.config.self()::equals).orElse(true);
    boolean can = step.state() instanceof State.Standby || step.state() instanceof State.Confirming;
    if (!here) {
      refuse(step, order, "a takeover is forced at the node that shall be active");
    } else if (!can) {
      refuse(step, order, "a takeover is forced on a standby; this node is " + state(step));
    } else if (!order.force()) {
      refuse(step, order, "a forced takeover needs force");
    } else {
      step.track(Optional.of(new Tracked(order, step.pair().epoch(), step.now, true)));
      step.progress(order.requestId(), "taking over");
      TakeoverRules.begin(
          step, MoveReason.FORCED, order.requestId(), "forced by " + order.requester());
    }
  }

  /** On every tick: what the peer passes on, and what became of the order that is followed. */
  static void follow(Step step) {
    Optional<PairReport> report = step.observed().report();
    report.flatMap(PairReport::settled).ifPresent(settled -> note(step, settled));
    report.flatMap(PairReport::order).ifPresent(order -> takeFromPeer(step, order));
    Optional<Tracked> tracked = step.tracked();
    if (tracked.isEmpty()) {
      return;
    }
    Order order = tracked.get().order();
    Optional<Settled> settled = report.flatMap(PairReport::settled);
    boolean told = settled.isPresent() && settled.get().requestId().equals(order.requestId());
    if (told) {
      step.settle(order.requestId(), settled.get().state(), settled.get().text());
    } else if (peerCarriedOut(step, order)) {
      succeed(step, order.requestId(), step.config.peer() + " is active, and has carried it out");
    } else if (isOvertaken(step, tracked.get())) {
      refuse(step, order, "the pair moved for another reason before it was begun");
    } else if (isOverdue(step, tracked.get())) {
      step.settle(
          order.requestId(),
          OperationState.UNKNOWN,
          "nothing was heard of it in time; look at the pair before you order again");
    }
  }

  /** A node that has forgotten it, or never knew it: the offer on the disk stands for it. */
  private static void await(Step step, Order order) {
    step.progress(order.requestId(), "is under way: its offer lies on the disk");
    if (step.tracked().isEmpty()) {
      SwitchoverRules.track(step, order, true);
    }
  }

  /** What the peer has carried out, well or not, is not carried out again by a repeat here. */
  private static void note(Step step, Settled settled) {
    boolean begun =
        switch (settled.state()) {
          case SUCCEEDED, FAILED -> true;
          case ACCEPTED, RUNNING, REFUSED, UNKNOWN -> false;
        };
    boolean known =
        step.memory().executed().stream()
            .anyMatch(other -> other.requestId().equals(settled.requestId()));
    if (begun && !known) {
      step.settle(settled.requestId(), settled.state(), settled.text());
    }
  }

  private static void takeFromPeer(Step step, Order order) {
    boolean known =
        isUnderWay(step, order.requestId())
            || wasExecuted(step, order.requestId())
            || order.action() != Action.SWITCHOVER
            || step.memory().executed().stream()
                .anyMatch(settled -> settled.requestId().equals(order.requestId()));
    if (!known && step.state() instanceof State.Active) {
      take(step, order);
    }
  }

  /** By the peer's record: its word in the beat may already be about a later order. */
  private static boolean peerCarriedOut(Step step, Order order) {
    boolean active =
        step.observed().report().map(PairReport::state).equals(Optional.of(PairState.ACTIVE));
    return active
        && step.observed()
            .reading()
            .map(GuardReading::peer)
            .filter(record -> record.disposition() == Disposition.HELD)
            .filter(record -> record.executed().contains(order.requestId()))
            .isPresent();
  }

  /** Whether this node became active itself while the order waited for the peer. */
  private static boolean isOvertaken(Step step, Tracked tracked) {
    return !tracked.carriedOut()
        && step.state() instanceof State.Active active
        && active.epoch().isAbove(tracked.from())
        && !step.observed().report().map(PairReport::state).equals(Optional.of(PairState.ACTIVE));
  }

  private static boolean isOverdue(Step step, Tracked tracked) {
    return switch (step.state()) {
      case State.Standby standby -> tracked.until().isBefore(step.now);
      case State.Active active -> tracked.until().isBefore(step.now);
      case State.Joining joining -> tracked.until().isBefore(step.now);
      case State.Faulted faulted -> true;
      case State.Confirming confirming -> false;
      case State.Claiming claiming -> false;
      case State.Starting starting -> false;
      case State.Stopping stopping -> false;
      case State.Ejected ejected -> false;
      case State.Suspended suspended -> tracked.until().isBefore(step.now);
    };
  }

  static void succeed(Step step, String requestId, String text) {
    step.settle(requestId, OperationState.SUCCEEDED, text);
  }

  static void fail(Step step, String requestId, String text) {
    step.settle(requestId, OperationState.FAILED, text);
  }

  static void refuse(Step step, Order order, String why) {
    step.settle(order.requestId(), OperationState.REFUSED, why);
  }

  /** Refuses an order because of what the target says of itself. */
  static void refuse(Step step, Order order, String node, Readiness readiness) {
    refuse(step, order, node + " could not take over, " + Fitness.text(readiness));
  }

  static String state(Step step) {
    return step.state().word().label();
  }

  private static void done(Step step, Order order, String text) {
    step.settle(order.requestId(), OperationState.SUCCEEDED, text);
  }

  private static String id(Order order) {
    return order.requestId() + ", " + order.action().label() + " by " + order.requester();
  }

  /** Whether it is followed here, or is behind the move of this node or its peer. */
  private static boolean isUnderWay(Step step, String requestId) {
    boolean followed =
        step.tracked().filter(it -> it.order().requestId().equals(requestId)).isPresent();
    return followed || moveId(step.state()).equals(requestId) || isPeers(step, requestId);
  }

  private static String moveId(State state) {
    return switch (state) {
      case State.Claiming claiming -> claiming.move().requestId();
      case State.Starting starting -> starting.move().requestId();
      case State.Stopping stopping -> stopping.move().requestId();
      case State.Joining joining -> "";
      case State.Standby standby -> "";
      case State.Confirming confirming -> "";
      case State.Active active -> "";
      case State.Ejected ejected -> "";
      case State.Faulted faulted -> "";
      case State.Suspended suspended -> "";
    };
  }

  /** Whether the peer follows it; what it passes on to an active node is for that one to do. */
  private static boolean isPeers(Step step, String requestId) {
    Optional<Order> peers = step.observed().report().flatMap(PairReport::order);
    return !(step.state() instanceof State.Active)
        && peers.filter(order -> order.requestId().equals(requestId)).isPresent();
  }

  /** Whether the newest word on the disk is an offer that was made for it. */
  private static boolean isOffered(Step step, String requestId) {
    Optional<GuardReading> reading = step.observed().reading();
    return reading
        .map(read -> read.peer().epoch().isAbove(read.own().epoch()) ? read.peer() : read.own())
        .filter(record -> record.disposition() == Disposition.OFFERED)
        .filter(record -> record.requestId().equals(requestId))
        .isPresent();
  }

  private static boolean wasExecuted(Step step, String requestId) {
    return step.observed().reading().isPresent()
        && (step.observed().reading().get().own().executed().contains(requestId)
            || step.observed().reading().get().peer().executed().contains(requestId));
  }

  /** The ids that travel with the next epoch record, newest first. */
  static List<String> executedIds(Step step, Optional<GuardReading> reading) {
    Set<String> ids = new LinkedHashSet<>();
    PairMemory memory = step.memory();
    memory.executed().stream()
        .filter(settled -> settled.state() == OperationState.SUCCEEDED)
        .forEach(settled -> ids.add(settled.requestId()));
    reading.ifPresent(
        read -> {
          ids.addAll(read.peer().executed());
          ids.addAll(read.own().executed());
        });
    return ids.stream().limit(EpochRecord.MOST_EXECUTED).toList();
  }
}
