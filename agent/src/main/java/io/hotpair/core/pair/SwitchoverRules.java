package io.hotpair.core.pair;

import io.hotpair.core.model.Moment;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Order;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.Readiness;
import io.hotpair.core.model.Timings;
import java.util.Optional;

/** A switchover is ordered at either node; the active one carries it out. */
final class SwitchoverRules {
  private SwitchoverRules() {}

  static void order(Step step, Order order) {
    switch (step.state()) {
      case State.Active active -> atActive(step, active, order);
      case State.Standby standby -> atStandby(step, order);
      case State.Suspended suspended ->
          OrderRules.refuse(step, order, "the pair is in maintenance: resume it first");
      case State.Faulted faulted ->
          OrderRules.refuse(step, order, step.config.self() + " is faulted: " + faulted.detail());
      case State.Confirming confirming -> moving(step, order);
      case State.Joining joining -> moving(step, order);
      case State.Claiming claiming -> moving(step, order);
      case State.Starting starting -> moving(step, order);
      case State.Stopping stopping -> moving(step, order);
      case State.Ejected ejected -> moving(step, order);
    }
  }

  private static void moving(Step step, Order order) {
    OrderRules.refuse(
        step,
        order,
        step.config.self() + " is " + OrderRules.state(step) + ": wait until it is over");
  }

  private static void atActive(Step step, State.Active active, Order order) {
    NodeName target = order.target().orElse(step.config.peer());
    Readiness peer = Fitness.ofPeer(step.observed());
    if (!target.equals(step.config.peer())) {
      OrderRules.refuse(step, order, "the pair is active on " + target + " already");
    } else if (!peer.isReadyIfAsked() && !order.force()) {
      OrderRules.refuse(step, order, target.value(), peer);
    } else if (active.repair().isPresent() || !step.isIdle()) {
      OrderRules.refuse(step, order, "a resource is being restarted: wait until it runs");
    } else {
      track(step, order, true);
      StoppingRules.begin(
          step,
          active.epoch(),
          State.Move.begin(MoveReason.ORDERED, order.requestId(), step.now),
          "a switchover was ordered by " + order.requester());
    }
  }

  private static void atStandby(Step step, Order order) {
    NodeName target = order.target().orElse(step.config.self());
    Readiness own = Fitness.wellPlaced(step.config, step.observed(), step.memory());
    Optional<PairState> peer = step.observed().report().map(report -> report.state());
    if (!target.equals(step.config.self())) {
      OrderRules.refuse(step, order, "the pair is active on " + target + " already");
    } else if (peer.isEmpty()) {
      OrderRules.refuse(
          step,
          order,
          step.config.peer() + " is not heard: a switchover needs both; else force a takeover");
    } else if (peer.get() != PairState.ACTIVE) {
      OrderRules.refuse(step, order, step.config.peer() + " is " + peer.get().label());
    } else if (!own.isReady() && !order.force()) {
      OrderRules.refuse(step, order, step.config.self().value(), own);
    } else {
      track(step, order, false);
      step.progress(order.requestId(), "passed on to " + step.config.peer());
    }
  }

  /** Follows an order until its outcome shows, or is given up as unknown. */
  static void track(Step step, Order order, boolean carriedOut) {
    Timings timings = step.config.timings();
    Moment until = step.now.plus(timings.offerTime()).plus(timings.offerTime());
    step.track(Optional.of(new Tracked(order, step.pair().epoch(), until, carriedOut)));
  }
}
