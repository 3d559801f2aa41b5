package io.hotpair.guard;

import io.hotpair.core.model.BootId;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Every order in which two nodes' steps, I/O faults, power cuts, reboots and agent restarts can
 * happen, each state once. A write takes two steps, and a read between them gets the old or the new
 * record.
 */
final class Interleavings {
  /**
   * A node.
   *
   * @param record what its record says
   * @param underWay its write that is neither done nor lost; empty if none
   * @param life counts its lives
   * @param program what this life does: an index into the scenario's programs; -1 if it is off, -2
   *     if all is done
   * @param results of its steps
   * @param ran whether the group ran when this life began
   */
  record Node(
      EpochRecord record,
      Optional<EpochRecord> underWay,
      int life,
      int program,
      List<Object> results,
      boolean ran) {
    private static final int OFF = -1;
    private static final int ENDED = -2;

    static Node off(EpochRecord record, int life) {
      return new Node(record, Optional.empty(), life, OFF, List.of(), false);
    }

    boolean isOff() {
      return program == OFF;
    }

    boolean hasEnded() {
      return program == ENDED;
    }

    /** Its program is over: how it came there does not matter any more. */
    Node ended(boolean runsNow) {
      return new Node(record, Optional.empty(), life, ENDED, List.of(), runsNow);
    }

    Node with(Object result) {
      List<Object> more = new ArrayList<>(results);
      more.add(result);
      return new Node(record, Optional.empty(), life, program, List.copyOf(more), ran);
    }

    Node with(EpochRecord written, Object result) {
      return new Node(written, Optional.empty(), life, program, results, ran).with(result);
    }

    Node writing(EpochRecord next) {
      return new Node(record, Optional.of(next), life, program, results, ran);
    }

    Node begin(EpochRecord settled, int newProgram, boolean running) {
      return new Node(settled, Optional.empty(), life + 1, newProgram, List.of(), running);
    }

    /** What a write under way can turn out to have done. */
    List<EpochRecord> settlements() {
      return underWay.map(next -> List.of(record, next)).orElse(List.of(record));
    }
  }

  /** What may still go wrong. */
  record Budget(int faults, int powerCuts, int reboots, int agentRestarts) {}

  /** One state of it all. */
  record World(List<Node> nodes, Budget budget) {
    World with(int index, Node node, Budget left) {
      List<Node> changed = new ArrayList<>(nodes);
      changed.set(index, node);
      return new World(List.copyOf(changed), left);
    }

    World with(int index, Node node) {
      return with(index, node, budget);
    }
  }

  /** What can be: programs by index, and which one a reboot and an agent restart begin. */
  record Scenario(
      List<Steps.Program> programs, List<Integer> afterReboot, List<Integer> afterAgentRestart) {}

  private final Scenario scenario;
  private final Consumer<World> invariant;
  private final Consumer<World> atRest;
  private final Set<World> seen = new HashSet<>();
  private final Deque<World> open = new ArrayDeque<>();

  Interleavings(Scenario scenario, Consumer<World> invariant, Consumer<World> atRest) {
    this.scenario = scenario;
    this.invariant = invariant;
    this.atRest = atRest;
  }

  /** Visits every state that can follow; returns how many there are. */
  int explore(World start) {
    reach(start);
    while (!open.isEmpty()) {
      World world = open.pop();
      boolean moving = false;
      for (int index = 0; index < 2; index++) {
        Node node = world.nodes().get(index);
        if (node.isOff()) {
          reboot(world, index);
        } else {
          if (!node.hasEnded()) {
            moving = true;
            step(world, index, position(node).request().orElseThrow());
          }
          breakDown(world, index);
        }
      }
      if (!moving) {
        atRest.accept(world);
      }
    }
    return seen.size();
  }

  private void reach(World reached) {
    World world = reached;
    for (int index = 0; index < 2; index++) {
      Node node = world.nodes().get(index);
      if (!node.isOff() && !node.hasEnded() && position(node).request().isEmpty()) {
        world = world.with(index, node.ended(runs(node)));
      }
    }
    if (seen.add(world)) {
      invariant.accept(world);
      open.push(world);
    }
  }

  /** Whether the group runs at a node. */
  boolean runs(Node node) {
    return node.hasEnded() ? node.ran() : !node.isOff() && position(node).runs().orElse(node.ran());
  }

  private Steps.Position position(Node node) {
    return Steps.replay(scenario.programs().get(node.program()), boot(node), node.results());
  }

  private static BootId boot(Node node) {
    return new BootId(node.record().node() * 100L + node.life());
  }

  private void step(World world, int index, Steps.Request request) {
    Node node = world.nodes().get(index);
    switch (request) {
      case Steps.Request.Read() -> read(world, index);
      case Steps.Request.Write(EpochRecord record) -> write(world, index, record);
      case Steps.Request.Pause() -> reach(world.with(index, node.with(true)));
      case Steps.Request.Fence() -> {
        World answered = world.with(index, node.with(true));
        powerOff(answered, 1 - index, world.budget());
      }
    }
  }

  private void read(World world, int index) {
    Node node = world.nodes().get(index);
    for (EpochRecord peer : world.nodes().get(1 - index).settlements()) {
      GuardReading reading = new GuardReading(node.record(), peer, Optional.empty());
      reach(world.with(index, node.with(new Outcome.Succeeded<>(reading))));
    }
    faulty(world)
        .ifPresent(left -> reach(world.with(index, node.with(new Outcome.Failed<>("read")), left)));
  }

  private void write(World world, int index, EpochRecord record) {
    Node node = world.nodes().get(index);
    if (node.underWay().isEmpty()) {
      reach(world.with(index, node.writing(record)));
      return;
    }
    reach(world.with(index, node.with(record, new Outcome.Succeeded<>(true))));
    faulty(world)
        .ifPresent(
            left -> {
              for (EpochRecord settled : node.settlements()) {
                Node unsure = node.with(settled, new Outcome.Unknown<>("write"));
                reach(world.with(index, unsure, left));
              }
            });
  }

  private static Optional<Budget> faulty(World world) {
    Budget budget = world.budget();
    return budget.faults() == 0
        ? Optional.empty()
        : Optional.of(
            new Budget(
                budget.faults() - 1, budget.powerCuts(), budget.reboots(), budget.agentRestarts()));
  }

  private void breakDown(World world, int index) {
    Node node = world.nodes().get(index);
    Budget budget = world.budget();
    if (budget.powerCuts() > 0) {
      Budget left =
          new Budget(
              budget.faults(), budget.powerCuts() - 1, budget.reboots(), budget.agentRestarts());
      powerOff(world, index, left);
    }
    if (budget.agentRestarts() > 0) {
      Budget left =
          new Budget(
              budget.faults(), budget.powerCuts(), budget.reboots(), budget.agentRestarts() - 1);
      for (EpochRecord settled : node.settlements()) {
        Node reborn = node.begin(settled, scenario.afterAgentRestart().get(index), runs(node));
        reach(world.with(index, reborn, left));
      }
    }
  }

  private void powerOff(World world, int index, Budget left) {
    Node node = world.nodes().get(index);
    for (EpochRecord settled : node.settlements()) {
      reach(world.with(index, Node.off(settled, node.life()), left));
    }
  }

  private void reboot(World world, int index) {
    Node node = world.nodes().get(index);
    Budget budget = world.budget();
    if (budget.reboots() > 0) {
      Budget left =
          new Budget(
              budget.faults(), budget.powerCuts(), budget.reboots() - 1, budget.agentRestarts());
      Node booted = node.begin(node.record(), scenario.afterReboot().get(index), false);
      reach(world.with(index, booted, left));
    }
  }
}
