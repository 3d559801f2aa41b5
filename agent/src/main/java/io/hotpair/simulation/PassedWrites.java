package io.hotpair.simulation;

import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.NodeName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Writes of the groups that have passed the target's check and do not lie on the medium yet: at
 * worst as many takeovers later.
 *
 * <p>PREEMPT AND ABORT reaches one only by the registration that it came by; a reset of the LUN
 * reaches all.
 */
final class PassedWrites {
  private final World world;
  private final List<Passed> underWay = new ArrayList<>();

  private static final class Passed {
    private final NodeName node;
    private final Epoch epoch;
    private boolean reachable;

    Passed(NodeName node, Epoch epoch, boolean reachable) {
      this.node = node;
      this.epoch = epoch;
      this.reachable = reachable;
    }
  }

  PassedWrites(World world) {
    this.world = world;
  }

  /**
   * Whatever runs has a write under way now, which has passed the check.
   *
   * @param registered the nexus that are registered
   */
  void pass(Set<String> registered) {
    Duration longest = Bounds.takeover(world.timings).multipliedBy(2);
    for (Machine machine : world.machines()) {
      if (machine.isOn() && machine.group.anyRuns()) {
        NodeName node = machine.name();
        Epoch epoch = machine.group.epoch();
        Passed write = new Passed(node, epoch, registered.contains(node.value()));
        underWay.add(write);
        world.schedule.in(world.dice.between(Duration.ZERO, longest), () -> land(write));
      }
    }
  }

  private void land(Passed write) {
    if (underWay.remove(write)) {
      world.transcript.line(
          write.node.value(), () -> "    target: a write of epoch " + write.epoch + " lands late");
      world.observer.landed(write.node, write.epoch);
    }
  }

  /** The target has forgotten by which registrations they came. */
  void forget() {
    underWay.forEach(write -> write.reachable = false);
  }

  /** PREEMPT AND ABORT of these nexus. */
  void abort(Set<String> preempted) {
    underWay.removeIf(write -> write.reachable && preempted.contains(write.node.value()));
  }

  /** LOGICAL UNIT RESET. */
  void abortAll() {
    underWay.clear();
  }
}
