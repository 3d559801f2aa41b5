package io.hotpair.simulation;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.BootId;
import io.hotpair.core.model.CannotTakeOverCause;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Order;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.Readiness;
import io.hotpair.core.model.Timings;
import io.hotpair.core.pair.Event;
import io.hotpair.core.pair.LocalView;
import io.hotpair.core.pair.Node;
import io.hotpair.core.pair.NodeConfig;
import io.hotpair.core.pair.NodeEffect;
import io.hotpair.core.pair.NodeEvent;
import io.hotpair.core.pair.NodeRules;
import io.hotpair.core.pair.NodeTransition;
import io.hotpair.core.pair.Pair;
import io.hotpair.explain.Recorder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One life of an agent: the real rules, fed by the simulated world as the runtime feeds them. It
 * can be stopped and continued as SIGSTOP and SIGCONT do: whatever comes meanwhile waits, in any
 * order with the late tick.
 */
final class SimulatedAgent {
  private final World world;
  private final Machine machine;
  private final NodeConfig config;
  private final Recorder recorder;
  private final DiskLoop diskLoop;
  private final EffectRunner runner;
  private final SimulatedClient client;
  private final Supplier<Boolean> powered;
  private final Deque<Runnable> frozen = new ArrayDeque<>();
  private final long tickNanos;
  private Node node;
  private boolean alive = true;
  private boolean stopped;
  private Moment stoppedAt = Moment.ZERO;
  private long tickDue;

  SimulatedAgent(World world, Machine machine, BootId boot) {
    this.world = world;
    this.machine = machine;
    config = machine.config;
    recorder = new Recorder(config, move -> world.moves.accept(move));
    powered = machine.poweredSinceNow();
    node = Node.begin(config, boot, Map.of(World.PAIR, machine.memory()), machine.now());
    tickNanos = config.timings().interval().dividedBy(5).toNanos();
    diskLoop = new DiskLoop(world, machine, this);
    runner = new EffectRunner(world, machine, this);
    client = new SimulatedClient(world, machine, this);
  }

  void start() {
    tickDue = world.schedule.now();
    tick();
    diskLoop.turn();
    client.turn();
  }

  Pair pair() {
    return node.pairs().get(World.PAIR);
  }

  Node node() {
    return node;
  }

  boolean isAlive() {
    return alive;
  }

  boolean isStopped() {
    return stopped;
  }

  Supplier<Boolean> machineAlive() {
    return powered;
  }

  Strand guardStrand() {
    return runner.strand();
  }

  void die() {
    alive = false;
    frozen.clear();
    runner.die();
    diskLoop.die();
  }

  void stop() {
    stopped = true;
    stoppedAt = machine.now();
    world.transcript.line(name(), () -> "### agent stopped (SIGSTOP)");
  }

  /** A span that this machine's clock has not counted. */
  void missed(long nanos) {
    tickDue += nanos;
  }

  void resume() {
    if (!stopped || !alive) {
      return;
    }
    world.transcript.line(name(), () -> "### agent continues (SIGCONT)");
    stopped = false;
    // Its next tick was due up to a tick later than it was stopped, and counts from there.
    Timings timings = config.timings();
    Duration surelyLate = timings.halfDeadTime().plus(timings.interval().dividedBy(5));
    Duration stoodStill = machine.now().since(stoppedAt);
    if (stoodStill.compareTo(surelyLate) > 0) {
      world.observer.takeovers.resumed(machine, stoodStill);
    }
    // Threads that wake together run in any order.
    while (alive && !stopped && !frozen.isEmpty()) {
      Runnable next = world.dice.oneIn(3) ? frozen.removeLast() : frozen.removeFirst();
      next.run();
    }
  }

  /** Runs it now if this life runs, later if it is stopped, never if it has ended. */
  void whenRunning(Runnable what) {
    if (!alive) {
      return;
    }
    if (stopped) {
      frozen.addLast(what);
    } else {
      what.run();
    }
  }

  private void tick() {
    long now = world.schedule.now();
    Duration lag = Duration.ofNanos(now - tickDue);
    tickDue = Math.max(tickDue + tickNanos, now + tickNanos / 2);
    LocalView local =
        new LocalView(machine.publicUp, lag, 0, machine.health(), LocalView.WELL.equipment());
    world.schedule.in(tickDue - now, () -> whenRunning(this::tick));
    if (config.pairs().get(World.PAIR).guard() == GuardKind.LEASE) {
      machine.watchdog.tick(this, diskLoop.renewed());
    }
    take(new NodeEvent.Ticked(machine.now(), local, Map.of(World.PAIR, equipment())));
  }

  private Readiness equipment() {
    boolean lease = config.pairs().get(World.PAIR).guard() == GuardKind.LEASE;
    return lease && !machine.watchdog.isReady(diskLoop.renewed())
        ? new Readiness(CannotTakeOverCause.NOT_ARMED, "the lease is not being renewed")
        : Readiness.READY;
  }

  void order(Order order) {
    whenRunning(
        () -> {
          world.transcript.line(name(), () -> "### order " + order);
          take(new NodeEvent.ForPair(World.PAIR, new Event.Ordered(machine.now(), order)));
        });
  }

  void carrierLost() {
    whenRunning(() -> take(new NodeEvent.CarrierLost(machine.now())));
  }

  void leave(boolean keepRunning) {
    whenRunning(() -> take(new NodeEvent.Leaving(machine.now(), keepRunning)));
  }

  void hear(NodeName from, PathKind kind, Beat beat) {
    whenRunning(
        () -> {
          Moment now = machine.now();
          world.observer.takeovers.heard(machine);
          take(new NodeEvent.Heard(now, from, kind, beat, now));
        });
  }

  void answer(Supplier<Event> event) {
    whenRunning(() -> take(new NodeEvent.ForPair(World.PAIR, event.get())));
  }

  void take(NodeEvent event) {
    if (!alive) {
      return;
    }
    Pair before = pair();
    Node known = world.removal.known(node);
    NodeEvent told = world.removal.told(known, event);
    NodeTransition transition = NodeRules.step(config, known, told);
    recorder.decided(known, told, transition, List.of());
    node = transition.next();
    world.observer.stepped(machine, this, before, event, transition);
    for (NodeEffect effect : transition.effects()) {
      perform(effect);
    }
    world.observer.check();
  }

  private void perform(NodeEffect effect) {
    switch (effect) {
      case NodeEffect.Send send -> {
        world.send(machine, PathKind.PRIVATE, send.beat());
        world.send(machine, PathKind.PUBLIC, send.beat());
      }
      case NodeEffect.LayReady ready -> diskLoop.lay(ready.beat());
      case NodeEffect.LookSooner look -> diskLoop.sooner();
      case NodeEffect.OfPair(var pair, var inner) -> runner.perform(inner);
    }
  }

  private String name() {
    return machine.name().value();
  }
}
