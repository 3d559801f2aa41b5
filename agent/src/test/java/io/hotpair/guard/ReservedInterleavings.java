package io.hotpair.guard;

import io.hotpair.core.model.BootId;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Outcome;
import io.hotpair.guard.ReservedSteps.Request;
import io.hotpair.port.ScsiPath.Answer;
import io.hotpair.simulation.TargetState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Every order in which two nodes' commands reach one target, with commands and answers lost,
 * commands carried out twice, or late by a dead node, power cuts, reboots, agent restarts and a
 * reservation that vanishes; each state once.
 */
final class ReservedInterleavings {
  private static final int OFF = -1;
  static final int ENDED = -2;

  /**
   * A node.
   *
   * @param life counts its lives
   * @param program what this life does; -1 if it is off, -2 if all is done
   * @param results of its commands
   * @param ran the epoch that the group ran at when this life began; 0 if it did not
   * @param late a dead node's last command, which may still reach the target
   */
  record Node(int life, int program, List<Object> results, long ran, Optional<Request.Send> late) {
    static Node begin(int life, int program, long ran) {
      return new Node(life, program, List.of(), ran, Optional.empty());
    }

    boolean isOff() {
      return program == OFF;
    }

    boolean hasEnded() {
      return program == ENDED;
    }

    Node with(Object result) {
      List<Object> more = new ArrayList<>(results);
      more.add(result);
      return new Node(life, program, List.copyOf(more), ran, late);
    }
  }

  /** What may still go wrong. */
  record Budget(int faults, int powerCuts, int reboots, int agentRestarts, int vanishings) {}

  /**
   * One state of it all.
   *
   * @param newest the newest epoch at which the group ever ran
   */
  record World(
      TargetState target, List<EpochRecord> records, List<Node> nodes, long newest, Budget budget) {
    World with(int index, Node node) {
      return with(index, node, budget);
    }

    World with(int index, Node node, Budget left) {
      List<Node> changed = new ArrayList<>(nodes);
      changed.set(index, node);
      return new World(target, records, List.copyOf(changed), newest, left);
    }

    World with(TargetState changed) {
      return new World(changed, records, nodes, newest, budget);
    }

    World with(int index, EpochRecord record) {
      List<EpochRecord> changed = new ArrayList<>(records);
      changed.set(index, record);
      return new World(target, List.copyOf(changed), nodes, newest, budget);
    }
  }

  /** Programs by index, which one a reboot and an agent restart begin, and each node's ways. */
  record Scenario(
      List<ReservedSteps.Program> programs,
      int afterReboot,
      int afterAgentRestart,
      List<List<String>> nexuses) {}

  private final Scenario scenario;
  private final Consumer<World> atRest;
  private final Set<World> seen = new HashSet<>();
  private final Deque<World> open = new ArrayDeque<>();

  ReservedInterleavings(Scenario scenario, Consumer<World> atRest) {
    this.scenario = scenario;
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
          whileOff(world, index);
        } else {
          if (!node.hasEnded()) {
            moving = true;
            step(world, index, position(index, node).request().orElseThrow());
          }
          breakDown(world, index);
        }
      }
      vanish(world);
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
      if (!node.isOff() && !node.hasEnded() && position(index, node).request().isEmpty()) {
        Node ended = new Node(node.life(), ENDED, List.of(), runs(index, node), node.late());
        world = world.with(index, ended);
      }
    }
    world = judge(world);
    if (seen.add(world)) {
      open.push(world);
    }
  }

  /** A group that runs may write at any time, on any of its ways. */
  private World judge(World world) {
    long newest = world.newest();
    for (int index = 0; index < 2; index++) {
      newest = Math.max(newest, runs(index, world.nodes().get(index)));
    }
    for (int index = 0; index < 2; index++) {
      long epoch = runs(index, world.nodes().get(index));
      boolean lands =
          world.target().holder().isPresent()
              && scenario.nexuses().get(index).stream().anyMatch(world.target()::takesWrites);
      if (epoch != 0 && epoch < newest && lands) {
        throw new AssertionError(
            "a write of epoch " + epoch + " lands after one of " + newest + ":\n" + world);
      }
    }
    return new World(world.target(), world.records(), world.nodes(), newest, world.budget());
  }

  /** The epoch at which the group runs at a node; 0 if it does not. */
  long runs(int index, Node node) {
    if (node.hasEnded()) {
      return node.ran();
    }
    return node.isOff() ? 0 : position(index, node).runs().orElse(node.ran());
  }

  private ReservedSteps.Position position(int index, Node node) {
    return ReservedSteps.replay(
        scenario.programs().get(node.program()),
        index + 1,
        new BootId((index + 1) * 100L + node.life()),
        scenario.nexuses().get(index),
        node.results());
  }

  private void step(World world, int index, Request request) {
    switch (request) {
      case Request.ReadRecords() -> {
        GuardReading reading =
            new GuardReading(
                world.records().get(index), world.records().get(1 - index), Optional.empty());
        answer(world, index, new Outcome.Succeeded<>(reading));
      }
      case Request.WriteRecord(EpochRecord record) -> write(world, index, record);
      case Request.Send send -> send(world, index, send);
      case Request.Reset() -> reset(world, index);
    }
  }

  private void answer(World world, int index, Object result) {
    reach(world.with(index, world.nodes().get(index).with(result)));
  }

  private void write(World world, int index, EpochRecord record) {
    boolean taken = scenario.nexuses().get(index).stream().allMatch(world.target()::takesWrites);
    if (!taken) {
      answer(world, index, new Outcome.Failed<>("reserved"));
      return;
    }
    answer(world.with(index, record), index, new Outcome.Succeeded<>(true));
    faulty(world)
        .ifPresent(
            left -> {
              answer(left, index, new Outcome.Unknown<>("write"));
              answer(left.with(index, record), index, new Outcome.Unknown<>("write"));
            });
  }

  private void send(World world, int index, Request.Send send) {
    TargetState.Done once = world.target().execute(send.nexus(), send.command());
    answer(world.with(once.next()), index, ReservedSteps.value(once.answer()));
    faulty(world)
        .ifPresent(
            left -> {
              answer(left, index, new Answer.None("lost"));
              answer(left.with(once.next()), index, new Answer.None("answer lost"));
              TargetState.Done twice = once.next().execute(send.nexus(), send.command());
              answer(left.with(twice.next()), index, ReservedSteps.value(twice.answer()));
            });
  }

  /** Its unit attentions are left out: each would only have the next command sent twice. */
  private void reset(World world, int index) {
    answer(world, index, new Outcome.Succeeded<>(true));
    faulty(world).ifPresent(left -> answer(left, index, new Outcome.Unknown<>("reset")));
  }

  private static Optional<World> faulty(World world) {
    Budget budget = world.budget();
    return budget.faults() == 0
        ? Optional.empty()
        : Optional.of(
            budget(
                world,
                new Budget(
                    budget.faults() - 1,
                    budget.powerCuts(),
                    budget.reboots(),
                    budget.agentRestarts(),
                    budget.vanishings())));
  }

  private static World budget(World world, Budget left) {
    return new World(world.target(), world.records(), world.nodes(), world.newest(), left);
  }

  private void breakDown(World world, int index) {
    Node node = world.nodes().get(index);
    Budget budget = world.budget();
    if (budget.powerCuts() > 0) {
      Budget left =
          new Budget(
              budget.faults(),
              budget.powerCuts() - 1,
              budget.reboots(),
              budget.agentRestarts(),
              budget.vanishings());
      Optional<Request.Send> late =
          node.hasEnded()
              ? Optional.empty()
              : position(index, node)
                  .request()
                  .filter(Request.Send.class::isInstance)
                  .map(Request.Send.class::cast);
      reach(world.with(index, new Node(node.life(), OFF, List.of(), 0, late), left));
    }
    if (budget.agentRestarts() > 0) {
      Budget left =
          new Budget(
              budget.faults(),
              budget.powerCuts(),
              budget.reboots(),
              budget.agentRestarts() - 1,
              budget.vanishings());
      Node reborn = Node.begin(node.life() + 1, scenario.afterAgentRestart(), runs(index, node));
      reach(world.with(index, reborn, left));
    }
  }

  private void whileOff(World world, int index) {
    Node node = world.nodes().get(index);
    if (node.late().isPresent()) {
      Request.Send send = node.late().get();
      TargetState after = world.target().execute(send.nexus(), send.command()).next();
      Node done = new Node(node.life(), OFF, List.of(), 0, Optional.empty());
      reach(world.with(after).with(index, done));
    }
    Budget budget = world.budget();
    if (budget.reboots() > 0) {
      Budget left =
          new Budget(
              budget.faults(),
              budget.powerCuts(),
              budget.reboots() - 1,
              budget.agentRestarts(),
              budget.vanishings());
      // The old session is lost with its commands; the registration stands.
      TargetState target = world.target();
      for (String nexus : scenario.nexuses().get(index)) {
        target = target.loseNexus(nexus);
      }
      Node booted = Node.begin(node.life() + 1, scenario.afterReboot(), 0);
      reach(world.with(target).with(index, booted, left));
    }
  }

  private void vanish(World world) {
    Budget budget = world.budget();
    if (budget.vanishings() > 0 && world.target().holder().isPresent()) {
      Budget left =
          new Budget(
              budget.faults(),
              budget.powerCuts(),
              budget.reboots(),
              budget.agentRestarts(),
              budget.vanishings() - 1);
      reach(budget(world.with(world.target().vanish()), left));
    }
  }

  /** A target on which a node holds an epoch. */
  static TargetState held(int node, long epoch, List<String> nexuses) {
    return new TargetState(
        ReservedPair.LIO,
        nexuses.stream()
            .collect(
                java.util.stream.Collectors.toMap(
                    nexus -> nexus,
                    nexus ->
                        io.hotpair.core.model.RegistrationKey.of(
                                node, new io.hotpair.core.model.Epoch(epoch))
                            .value())),
        Optional.of(nexuses.getFirst()),
        0,
        true,
        Map.of());
  }
}
