package io.hotpair.simulation;

import io.hotpair.core.model.Moment;
import io.hotpair.core.model.Timings;
import java.time.Duration;
import java.util.Optional;

/**
 * A machine's hardware watchdog, and the rule by which an agent feeds it: only while every lease
 * that something here may run under outlives the watchdog. It counts by itself: neither a hung
 * agent nor a dead one keeps it from its reset.
 */
final class SimulatedWatchdog {
  private final World world;
  private final Machine machine;
  private long feeds;
  private boolean armed;

  SimulatedWatchdog(World world, Machine machine) {
    this.world = world;
    this.machine = machine;
  }

  /** Feeds it if that is allowed, and so arms it. */
  void tick(SimulatedAgent agent, Optional<Moment> renewed) {
    boolean allowed = !agent.pair().mayRun() || outlives(renewed);
    if (allowed || world.removal.feedsAlways()) {
      armed = true;
      feed();
    }
  }

  /** Whether a group that is started now would not be reset at once. */
  boolean isReady(Optional<Moment> renewed) {
    return armed && outlives(renewed);
  }

  private boolean outlives(Optional<Moment> renewed) {
    Timings timings = world.timings;
    Moment reset = machine.now().plus(timings.watchdog());
    return renewed.isPresent() && !reset.isAtLeast(timings.lease(), renewed.get());
  }

  private void feed() {
    feeds++;
    long mine = feeds;
    world.schedule.in(
        world.timings.watchdog(),
        () -> {
          if (mine == feeds && armed && world.removal.hasWatchdog()) {
            world.transcript.line(machine.name().value(), () -> "### the watchdog resets");
            machine.powerOff();
            world.schedule.in(Duration.ofSeconds(3), machine::powerOn);
          }
        });
  }

  /** No longer counts: the agent has ended with nothing running, or the power is gone. */
  void disarm() {
    armed = false;
  }
}
