package io.hotpair.simulation;

import io.hotpair.core.model.BootId;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.NodeHealth;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairMemory;
import io.hotpair.core.pair.NodeConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** One machine: its power, its clock, its resources, and the agent that lives on it. */
final class Machine {
  private final World world;
  final NodeConfig config;
  final SimulatedGroup group;
  final SimulatedWatchdog watchdog;
  private boolean on = true;
  private long power;
  private long clockOrigin;
  private double clockRate = 1;
  private long frozenAt = -1;
  private PairMemory memory = PairMemory.EMPTY;
  private Optional<SimulatedAgent> agent = Optional.empty();
  boolean publicUp = true;
  private HealthVerdict health = HealthVerdict.OK;
  private long failingSince = Long.MAX_VALUE;
  private long clientsFailed = Long.MIN_VALUE / 2;

  Machine(World world, NodeConfig config) {
    this.world = world;
    this.config = config;
    group = new SimulatedGroup(world.schedule, world.dice, world.plan);
    watchdog = new SimulatedWatchdog(world, this);
    setClock();
  }

  NodeName name() {
    return config.self();
  }

  boolean isOn() {
    return on;
  }

  Optional<SimulatedAgent> agent() {
    return agent;
  }

  Moment now() {
    return new Moment(clockOrigin + (long) (world.schedule.now() * clockRate));
  }

  PairMemory memory() {
    return memory;
  }

  /** What its worst part is like from now on. */
  void health(HealthVerdict verdict) {
    if (!verdict.isFailing()) {
      failingSince = Long.MAX_VALUE;
    } else if (!health.isFailing()) {
      failingSince = world.schedule.now();
    }
    health = verdict;
  }

  NodeHealth health() {
    return new NodeHealth(health, health.isBad() ? "a part: " + health.label() : "");
  }

  /** Whether a part of it has been failing all the time for so long. */
  boolean hasBeenFailingFor(Duration span) {
    return failingSince <= world.schedule.now() - span.toNanos();
  }

  /** Whether a client that reaches this machine gets an answer. */
  boolean serves() {
    boolean serves = on && frozenAt < 0 && group.allRun() && !group.gray;
    if (!serves) {
      clientsFailed = world.schedule.now();
    }
    return serves;
  }

  /** Whether a client that would have reached it got no answer within a span until now. */
  boolean hasFailedClientsWithin(Duration span) {
    return clientsFailed >= world.schedule.now() - span.toNanos();
  }

  boolean diskIsWell() {
    SimulatedDisk.Way way = world.disk.way(name());
    return !way.hung && !way.failing && way.most.equals(SimulatedDisk.USUAL);
  }

  /** Its own disk is lost, and with it all that it remembered. */
  void forget() {
    memory = PairMemory.EMPTY;
    world.observer.forgot(name());
  }

  /** Its power is cut, and its own disk set back to what it was once. */
  void rollBack(PairMemory old) {
    powerOff();
    memory = old;
    world.observer.forgot(name());
  }

  /** All of it stands still, its clock too, and does not know. */
  void freeze() {
    if (agent.isPresent() && !agent.get().isStopped()) {
      frozenAt = world.schedule.now();
      agent.get().stop();
    }
  }

  void thaw() {
    if (frozenAt >= 0 && agent.isPresent()) {
      long span = world.schedule.now() - frozenAt;
      clockOrigin -= (long) (span * clockRate);
      agent.get().missed(span);
      agent.get().resume();
    }
    frozenAt = -1;
  }

  void remember(PairMemory newer) {
    memory = newer;
  }

  /** Says later whether this machine has had power all the time since now. */
  Supplier<Boolean> poweredSinceNow() {
    long since = power;
    return () -> on && power == since;
  }

  /** All of it is gone at once. */
  void powerOff() {
    if (!on) {
      return;
    }
    world.transcript.line(name().value(), () -> "### power off");
    on = false;
    frozenAt = -1;
    power++;
    agent.ifPresent(SimulatedAgent::die);
    agent = Optional.empty();
    world.watcher.ended(this);
    watchdog.disarm();
    group.powerOff();
    world.disk.drop(name());
  }

  /** Boots with an empty memory of all but what the disk keeps. */
  void powerOn() {
    if (!on) {
      world.transcript.line(name().value(), () -> "### power on");
      on = true;
      power++;
      world.watcher.poweredOn();
      setClock();
      startAgent();
    }
  }

  /** Starts the agent; waits for a dead agent's last commands, as an operating system does. */
  void startAgent() {
    if (!on || agent.isPresent()) {
      return;
    }
    if (world.disk.way(name()).underWay > 0) {
      Supplier<Boolean> powered = poweredSinceNow();
      world.schedule.in(
          Duration.ofMillis(20),
          () -> {
            if (powered.get()) {
              startAgent();
            }
          });
      return;
    }
    BootId boot = new BootId(world.dice.number() | 1);
    SimulatedAgent fresh = new SimulatedAgent(world, this, boot);
    agent = Optional.of(fresh);
    world.transcript.line(name().value(), () -> "### agent starts");
    fresh.start();
  }

  /** The agent's process dies; what it has started runs on. */
  void killAgent() {
    if (agent.isPresent()) {
      world.transcript.line(name().value(), () -> "### agent dies");
      agent.get().die();
      agent = Optional.empty();
      world.watcher.ended(this);
    }
  }

  private void setClock() {
    clockOrigin = world.dice.between(Duration.ZERO, Duration.ofDays(400));
    clockRate = 1 + (world.dice.below(401) - 200) / 1e6;
    // A clock that runs at another rate still agrees with itself: it starts from this origin.
    clockOrigin += world.schedule.now() - (long) (world.schedule.now() * clockRate);
  }
}
