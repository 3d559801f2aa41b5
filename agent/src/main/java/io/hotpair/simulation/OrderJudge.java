package io.hotpair.simulation;

import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.ResourceState;
import io.hotpair.core.pair.Pair;

/**
 * Judges the order within a group, by what a node knows of its resources: what fails by itself
 * fails in no order.
 */
final class OrderJudge {
  private OrderJudge() {}

  static void starts(World world, Machine machine, Pair pair, ResourceName resource) {
    for (ResourceName needed : World.GROUP) {
      ResourceState state = pair.watch(needed).state();
      Observer.require(
          Invariant.IN_ORDER,
          !world.plan.needs(resource, needed) || state == ResourceState.RUNNING,
          machine.name() + " starts " + resource + " while " + needed + " is " + state.label());
    }
  }

  static void stops(World world, Machine machine, Pair pair, ResourceName resource) {
    for (ResourceName above : World.GROUP) {
      ResourceState state = pair.watch(above).state();
      Observer.require(
          Invariant.IN_ORDER,
          !world.plan.needs(above, resource) || state == ResourceState.STOPPED,
          machine.name() + " stops " + resource + " while " + above + " is " + state.label());
    }
  }
}
