package io.hotpair.simulation;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.Timings;
import io.hotpair.core.pair.NodeEvent;
import java.time.Duration;
import java.util.Optional;

/** Writes an agent's newest beat and looks at the peer's, once in an audit period. */
final class DiskLoop {
  private static final Duration SHORTEST = Duration.ofMillis(20);

  private final World world;
  private final Machine machine;
  private final SimulatedAgent agent;
  private final Timings timings;
  private final NodeName self;
  private final NodeName peer;
  private Beat ready;
  private Beat written;
  private long turns;
  private boolean busy;
  private boolean sooner;

  private record Seen(Optional<Beat> beat, GuardReading records) {}

  DiskLoop(World world, Machine machine, SimulatedAgent agent) {
    this.world = world;
    this.machine = machine;
    this.agent = agent;
    timings = machine.config.timings();
    self = machine.name();
    peer = machine.config.peerOf(World.PAIR);
  }

  void lay(Beat beat) {
    ready = beat;
  }

  void sooner() {
    if (busy) {
      sooner = true;
    } else if (!sooner) {
      sooner = true;
      plan(SHORTEST);
    }
  }

  void turn() {
    busy = true;
    sooner = false;
    Beat latest = ready;
    if (latest == null || latest == written) {
      look(true);
      return;
    }
    world.disk.issue(
        self,
        agent.machineAlive(),
        () -> {
          world.disk.put(self, latest);
          return true;
        },
        outcome ->
            agent.whenRunning(
                () -> {
                  written = outcome.succeeded() ? latest : written;
                  look(outcome.succeeded());
                }));
  }

  private void look(boolean wrote) {
    Moment asked = machine.now();
    world.disk.issue(
        self,
        agent.machineAlive(),
        () ->
            new Seen(
                Optional.ofNullable(world.disk.beat(peer)),
                new GuardReading(
                    world.disk.record(self), world.disk.record(peer), Optional.empty())),
        outcome -> agent.whenRunning(() -> looked(wrote, asked, outcome)));
  }

  private void looked(boolean wrote, Moment asked, Outcome<Seen> outcome) {
    Moment now = machine.now();
    boolean inTime = !now.isAtLeast(timings.ioDeadline(), asked);
    if (wrote && inTime && outcome instanceof Outcome.Succeeded<Seen>(Seen seen)) {
      agent.take(new NodeEvent.Looked(now, World.PAIR, seen.beat(), seen.records(), false, asked));
    } else {
      agent.take(new NodeEvent.DiskFailed(now, World.PAIR));
    }
    busy = false;
    plan(sooner ? SHORTEST : timings.auditPeriod());
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
                  if (mine == turns && !busy) {
                    turn();
                  }
                }));
  }
}
