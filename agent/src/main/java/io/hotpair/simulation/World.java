package io.hotpair.simulation;

import io.hotpair.core.model.Action;
import io.hotpair.core.model.Beat;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.FailbackPolicy;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Order;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.Requester;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.Surface;
import io.hotpair.core.model.Timings;
import io.hotpair.core.pair.NodeConfig;
import io.hotpair.core.pair.PairConfig;
import io.hotpair.core.plan.GroupPlan;
import io.hotpair.explain.Recorder;
import io.hotpair.guard.RecordGuard;
import io.hotpair.guard.ScsiGuard;
import io.hotpair.port.EpochRecords;
import io.hotpair.port.Guard;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Two machines, their networks, their shared disk, their power switches. */
final class World {
  static final PairName PAIR = new PairName("erp");
  static final NodeName BLADE1 = new NodeName("blade1");
  static final NodeName VPE1 = new NodeName("vpe1");
  static final ResourceName FS = new ResourceName("fs");
  static final ResourceName DB = new ResourceName("db");
  static final ResourceName IP = new ResourceName("ip");
  static final List<ResourceName> GROUP = List.of(FS, DB, IP);
  static final Duration SWITCH_TIME = Duration.ofMillis(60);

  final Schedule schedule = new Schedule();
  final Dice dice;
  final Transcript transcript;
  final SimulatedSite site;
  final SimulatedDisk disk;
  final SimulatedTarget target;
  final SimulatedNetwork network;
  final Observer observer;
  final Watcher watcher;
  final Machine blade1;
  final Machine vpe1;
  final Timings timings;
  final GroupPlan plan;
  private final Rules rules;
  final Removal removal;

  /** Who wants to know of every move as the agents decided it. */
  Consumer<Recorder.Recording> moves = move -> {};

  /** How long a difference in health must last before the pair moves. */
  static final Duration HEALTH_GRACE = Duration.ofSeconds(2);

  boolean fenceFails;
  boolean fenceLies;
  private boolean proofBroken;
  boolean fenceSilent;
  boolean restartLeavers;
  boolean rebootFenced;
  boolean slowSwitch;

  /** Whether what the standbys ask is nothing that is ever answered. */
  boolean probesAreWrong;

  /**
   * What a run may vary.
   *
   * @param inBlocks whether the disk is read and written in the shipped format, checksums and all
   * @param shape what the resources need of each other
   */
  record Rules(
      Timings timings,
      GuardKind guard,
      FailbackPolicy failback,
      int restarts,
      int maxMoves,
      boolean inBlocks,
      GroupShape shape) {
    static final Rules USUAL =
        new Rules(
            Timings.BALANCED,
            GuardKind.FENCE,
            FailbackPolicy.MANUAL,
            2,
            1000,
            true,
            GroupShape.CHAIN);

    Rules with(Timings other) {
      return new Rules(other, guard, failback, restarts, maxMoves, inBlocks, shape);
    }

    Rules with(GuardKind other) {
      return new Rules(timings, other, failback, restarts, maxMoves, inBlocks, shape);
    }

    Rules withMaxMoves(int most) {
      return new Rules(timings, guard, failback, restarts, most, inBlocks, shape);
    }

    Rules with(GroupShape other) {
      return new Rules(timings, guard, failback, restarts, maxMoves, inBlocks, other);
    }

    Rules with(FailbackPolicy other) {
      return new Rules(timings, guard, other, restarts, maxMoves, inBlocks, shape);
    }
  }

  World(long seed, Rules rules, boolean written) {
    this(seed, rules, Removal.NOTHING, written);
  }

  /** A world in which a rule is taken away. */
  World(long seed, Rules rules, Removal removal, boolean written) {
    this.rules = rules;
    this.removal = removal;
    timings = rules.timings();
    dice = new Dice(seed);
    transcript = new Transcript(schedule, written);
    disk = new SimulatedDisk(schedule, dice, (node, beat) -> SimulatedPath.write(this, node, beat));
    target = new SimulatedTarget(this);
    network = new SimulatedNetwork(schedule, dice);
    site = new SimulatedSite(timings, rules.guard());
    plan =
        rules
            .shape()
            .plan(
                GROUP.stream()
                    .collect(Collectors.toMap(name -> name, name -> Duration.ofSeconds(2))),
                List.of(SimulatedClient.PLAN));
    blade1 = new Machine(this, config(BLADE1, 1, VPE1));
    vpe1 = new Machine(this, config(VPE1, 2, BLADE1));
    disk.connect(BLADE1, 1, blade1::isOn);
    disk.connect(VPE1, 2, vpe1::isOn);
    observer = new Observer(this);
    watcher = new Watcher(this, seed);
  }

  private NodeConfig config(NodeName self, int id, NodeName peer) {
    PairConfig pair =
        new PairConfig(
            PAIR,
            self,
            peer,
            self.equals(BLADE1),
            rules.guard(),
            removal.plan(plan),
            removal.timings(timings),
            rules.failback(),
            rules.restarts(),
            rules.maxMoves(),
            Duration.ofMinutes(10),
            HEALTH_GRACE,
            rules.guard() == GuardKind.NONE ? "no guard" : "");
    return new NodeConfig(self, id, timings, 4711, Map.of(peer, List.of(PAIR)), Map.of(PAIR, pair));
  }

  List<Machine> machines() {
    return List.of(blade1, vpe1);
  }

  /** Plays a schedule to its end, or until something breaks; then this world has ended. */
  Played play(long seed, Runnable schedule) {
    try {
      schedule.run();
      return played(seed, Optional.empty(), "");
    } catch (Violation broken) {
      return played(seed, Optional.of(broken.invariant()), broken.getMessage());
    } catch (RuntimeException bug) {
      return played(seed, Optional.of(Invariant.NO_EXCEPTION), Failures.inOneLine(bug));
    } finally {
      end();
    }
  }

  private Played played(long seed, Optional<Invariant> broken, String what) {
    return new Played(seed, broken, what, told(), watcher.extremes());
  }

  /** Ends what still waits in a call: nothing else would ever let it go. */
  void end() {
    machines().forEach(machine -> machine.agent().ifPresent(SimulatedAgent::die));
  }

  Machine machine(NodeName name) {
    return name.equals(BLADE1) ? blade1 : vpe1;
  }

  Machine peerOf(Machine machine) {
    return machine == blade1 ? vpe1 : blade1;
  }

  boolean inBlocks() {
    return rules.inBlocks();
  }

  /** The shipped guard of one life; its calls run in the agent's guard strand. */
  Guard guard(Machine machine, SimulatedAgent agent) {
    DiskCalls calls = calls(machine, agent, agent::guardStrand);
    SimulatedRecords simulated = new SimulatedRecords(this, machine, calls);
    EpochRecords records = rules.inBlocks() ? simulated.inBlocks() : simulated.asValues();
    EpochRecords changed = removal.records(records);
    if (isReserved()) {
      return removal.guard(
          new ScsiGuard(
              target.luns(machine, calls, way -> removal.way(machine.config.selfId(), way)),
              changed,
              agent.node().boot()));
    }
    return removal.guard(
        new RecordGuard(
            rules.guard(),
            changed,
            agent.node().boot(),
            new SimulatedPace(this, machine, agent),
            timings));
  }

  /**
   * Whether the storage takes this machine's writes to the data. The guards by epoch records stop
   * none; one that does answers here.
   */
  boolean takesWrites(Machine machine) {
    // While a reservation has vanished no promise holds: the array has broken its own.
    boolean judged = !isReserved() || target.isPromised() && target.takesWrites(machine.name());
    return machine.isOn() && judged;
  }

  /** Whether the guard is a reservation on the shared disk itself. */
  boolean isReserved() {
    return rules.guard() == GuardKind.SCSI_PR;
  }

  /** A caller's commands to the shared disk. */
  DiskCalls calls(Machine machine, SimulatedAgent agent, Supplier<Strand> caller) {
    return new DiskCalls(
        disk,
        machine.name(),
        agent,
        caller,
        () -> !isReserved() || target.takesWrites(machine.name()));
  }

  /**
   * Whether what the guard's proof rests on was broken: then nothing protects the data any more. A
   * fence device said off of a machine that is on; or a machine stood still together with its
   * watchdog, which a lease can't survive: such machines are refused for it.
   */
  boolean isProofBroken() {
    return proofBroken;
  }

  /** A machine begins to stand still, and its watchdog with it. */
  void freezing(Machine machine) {
    proofBroken |= rules.guard() == GuardKind.LEASE;
  }

  void send(Machine from, PathKind kind, Beat beat) {
    network.send(
        kind,
        from.name(),
        () -> peerOf(from).agent().ifPresent(agent -> agent.hear(from.name(), kind, beat)));
  }

  /** Switches the other machine off, as its power switch is able to. */
  void fence(Machine by, Consumer<Outcome<String>> answer) {
    Machine victim = peerOf(by);
    transcript.line(by.name().value(), () -> "### fencing " + victim.name());
    if (fenceSilent) {
      return;
    }
    long delay = dice.between(Duration.ofMillis(5), SWITCH_TIME);
    if (fenceFails) {
      schedule.in(delay, () -> answer.accept(new Outcome.Failed<>("the switch does not answer")));
      return;
    }
    observer.fenced(by, victim);
    if (fenceLies) {
      proofBroken = true;
      schedule.in(delay, () -> answer.accept(new Outcome.Succeeded<>("off")));
      return;
    }
    schedule.in(
        delay,
        () -> {
          victim.powerOff();
          if (rebootFenced) {
            Duration least = Duration.ofMillis(20);
            Duration most = dice.oneIn(3) ? Duration.ofMillis(100) : Duration.ofSeconds(10);
            schedule.in(dice.between(least, most), victim::powerOn);
          }
          // Whoever switches machines on again may be faster than the answer.
          Duration latest = slowSwitch ? Duration.ofSeconds(2) : SWITCH_TIME;
          long travel = dice.between(Duration.ofMillis(5), latest);
          schedule.in(travel, () -> answer.accept(new Outcome.Succeeded<>("off")));
        });
  }

  /** An agent that was asked to end has let go of everything. */
  void left(Machine machine, SimulatedAgent agent) {
    if (agent.isAlive()) {
      observer.left(machine);
      if (!machine.group.anyRuns()) {
        machine.watchdog.disarm();
      }
      machine.killAgent();
      if (restartLeavers) {
        schedule.in(
            dice.between(Duration.ofMillis(100), Duration.ofSeconds(10)), machine::startAgent);
      }
    }
  }

  /** Whether the public network carries from each machine to the other. */
  boolean isJoined() {
    return machines().stream().noneMatch(machine -> network.isCut(PathKind.PUBLIC, machine.name()));
  }

  void cut(PathKind kind, boolean isCut) {
    machines().forEach(machine -> network.cut(kind, machine.name(), isCut));
  }

  /** Takes a machine's public link away, or gives it back. */
  void publicLink(Machine machine, boolean up) {
    machine.publicUp = up;
    boolean isCut = machines().stream().anyMatch(any -> !any.publicUp);
    cut(PathKind.PUBLIC, isCut);
  }

  void boot() {
    machines().forEach(Machine::startAgent);
  }

  void run(Duration span) {
    long until = schedule.now() + span.toNanos();
    while (schedule.runNext(until)) {
      // The schedule does it.
    }
  }

  /** Runs for a span, or until a condition holds; whether it does. */
  boolean runFor(Duration span, BooleanSupplier condition) {
    long until = schedule.now() + span.toNanos();
    while (!condition.getAsBoolean()) {
      if (!schedule.runNext(until)) {
        return false;
      }
    }
    return true;
  }

  /** Runs until a condition holds; a violation if it does not in time. */
  void runUntil(String what, Duration limit, BooleanSupplier condition) {
    if (!runFor(limit, condition)) {
      throw new Violation(Invariant.LIVENESS, "not within " + limit + ": " + what);
    }
  }

  /** The transcript, and how things stand now; empty if none was written. */
  String told() {
    String text = transcript.text();
    return text.isEmpty() ? "" : text + "\n" + standing();
  }

  /** How things stand, for people. */
  String standing() {
    return machines().stream()
        .map(
            machine ->
                machine.name()
                    + (machine.isOn() ? "" : " off")
                    + " "
                    + machine
                        .agent()
                        .map(agent -> agent.pair().state() + " — " + agent.pair().reason())
                        .orElse("no agent")
                    + "\n   record "
                    + disk.record(machine.name())
                    + "\n   group "
                    + GROUP.stream().map(name -> name + "=" + machine.group.state(name)).toList())
        .collect(Collectors.joining("\n"));
  }

  static String nameOf(Timings timings) {
    return timings.equals(Timings.FAST)
        ? "fast"
        : timings.equals(Timings.BALANCED) ? "balanced" : "relaxed";
  }

  Order order(Action action, String id, NodeName target, boolean force) {
    return new Order(
        id,
        action,
        PAIR,
        Optional.ofNullable(target),
        Optional.<Epoch>empty(),
        force,
        new Requester(Surface.CLI, "operator", ""));
  }
}
