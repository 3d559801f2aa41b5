package io.hotpair.simulation;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.Timings;
import io.hotpair.core.pair.NodeEvent;
import io.hotpair.guard.ReservedDisk;
import io.hotpair.port.DiskPath;
import java.time.Duration;
import java.util.Optional;

/** Writes an agent's newest beat and looks at the peer's, once in an audit period. */
final class DiskLoop {
  private static final Duration SHORTEST = Duration.ofMillis(20);

  private final World world;
  private final Machine machine;
  private final SimulatedAgent agent;
  private final Timings timings;
  private final DiskPath path;
  private Optional<Strand> round = Optional.empty();
  private Beat ready;
  private Beat written;
  private Optional<Moment> renewed = Optional.empty();
  private long turns;
  private boolean sooner;

  DiskLoop(World world, Machine machine, SimulatedAgent agent) {
    this.world = world;
    this.machine = machine;
    this.agent = agent;
    timings = machine.config.timings();
    DiskCalls calls = world.calls(machine, agent, () -> round.orElseThrow());
    SimulatedPath simulated = new SimulatedPath(world, machine, calls);
    DiskPath blocks = world.inBlocks() ? simulated.inBlocks() : simulated.asValues();
    path =
        world.isReserved()
            ? new ReservedDisk(blocks, world.target.luns(machine, calls, way -> way))
            : blocks;
  }

  void lay(Beat beat) {
    ready = beat;
  }

  void die() {
    round.ifPresent(Strand::cut);
    round = Optional.empty();
  }

  void sooner() {
    if (round.isPresent()) {
      sooner = true;
    } else if (!sooner) {
      sooner = true;
      plan(SHORTEST);
    }
  }

  void turn() {
    sooner = false;
    Strand strand = new Strand();
    round = Optional.of(strand);
    strand.begin(this::round);
  }

  private void round() {
    Beat latest = ready;
    boolean wrote = latest == null || latest == written || write(latest);
    Moment asked = machine.now();
    Outcome<DiskPath.Look> outcome = path.look();
    round = Optional.empty();
    // Not from within the call: what is decided may end this life, and the call with it.
    world.schedule.in(0, () -> agent.whenRunning(() -> looked(wrote, asked, outcome)));
  }

  /** When the newest beat that was surely written was issued: a lease runs from there. */
  Optional<Moment> renewed() {
    return renewed;
  }

  private boolean write(Beat beat) {
    Moment issued = machine.now();
    boolean wrote = path.write(beat).succeeded();
    if (wrote) {
      written = beat;
      renewed = Optional.of(issued);
    }
    return wrote;
  }

  private void looked(boolean wrote, Moment asked, Outcome<DiskPath.Look> outcome) {
    Moment now = machine.now();
    boolean inTime = !now.isAtLeast(timings.ioDeadline(), asked);
    if (wrote
        && inTime
        && outcome instanceof Outcome.Succeeded<DiskPath.Look>(DiskPath.Look seen)) {
      GuardReading records = seen.reading();
      agent.take(
          new NodeEvent.Looked(now, World.PAIR, seen.peerBeat(), records, seen.cloned(), asked));
    } else {
      agent.take(new NodeEvent.DiskFailed(now, World.PAIR));
    }
    if (agent.isAlive()) {
      plan(sooner ? SHORTEST : timings.auditPeriod());
    }
  }

  /** The newest plan counts; an older one finds its turn taken. */
  private void plan(Duration delay) {
    turns++;
    long mine = turns;
    world.schedule.in(
        delay,
        () ->
            agent.whenRunning(
                () -> {
                  if (mine == turns && round.isEmpty()) {
                    turn();
                  }
                }));
  }
}
