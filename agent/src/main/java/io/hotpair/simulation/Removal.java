package io.hotpair.simulation;

import io.hotpair.core.model.Moment;
import io.hotpair.core.model.Timings;
import io.hotpair.core.pair.Effect;
import io.hotpair.core.pair.Event;
import io.hotpair.core.pair.Node;
import io.hotpair.core.pair.NodeEvent;
import io.hotpair.core.pair.Pair;
import io.hotpair.core.plan.GroupPlan;
import io.hotpair.port.EpochRecords;
import io.hotpair.port.Guard;
import io.hotpair.port.ScsiPath;
import java.util.Optional;
import java.util.function.Function;

/** What stands between the shipped code and the world, to take a rule away; here: nothing. */
class Removal {
  /** Everything as shipped. */
  static final Removal NOTHING = new Removal();

  /** What the rules know. */
  Node known(Node node) {
    return node;
  }

  /** What the rules are told. */
  NodeEvent told(Node node, NodeEvent event) {
    return event;
  }

  /** The answer to an effect that is not carried out; empty: it is. */
  Optional<Function<Moment, Event>> instead(Pair pair, Effect effect) {
    return Optional.empty();
  }

  /** The disk's records as the guard has them. */
  EpochRecords records(EpochRecords shipped) {
    return shipped;
  }

  /**
   * A node's way to the LUN, as its guard has it.
   *
   * @param self the node's id
   */
  ScsiPath way(int self, ScsiPath shipped) {
    return shipped;
  }

  /** The guard as the rules have it. */
  Guard guard(Guard shipped) {
    return shipped;
  }

  /** The times that the rules count with. */
  Timings timings(Timings site) {
    return site;
  }

  /** The group's order as the rules have it. */
  GroupPlan plan(GroupPlan shipped) {
    return shipped;
  }

  /** Whether the watchdog resets anything. */
  boolean hasWatchdog() {
    return true;
  }

  /** Whether it is fed whatever the lease says. */
  boolean feedsAlways() {
    return false;
  }
}
