package io.hotpair.simulation;

import io.hotpair.core.model.Moment;
import io.hotpair.guard.Pace;
import java.time.Duration;

/** A machine's time as a guard's call sees it: what waits, waits in simulated time. */
final class SimulatedPace implements Pace {
  private final World world;
  private final Machine machine;
  private final SimulatedAgent agent;

  SimulatedPace(World world, Machine machine, SimulatedAgent agent) {
    this.world = world;
    this.machine = machine;
    this.agent = agent;
  }

  @Override
  public Moment now() {
    return machine.now();
  }

  @Override
  public void pause(Duration span) {
    Strand strand = agent.guardStrand();
    world.schedule.in(span, () -> agent.whenRunning(strand::resume));
    strand.await();
  }
}
