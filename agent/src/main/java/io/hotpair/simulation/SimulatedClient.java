package io.hotpair.simulation;

import io.hotpair.core.model.Moment;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.ProbePlan;
import io.hotpair.core.pair.NodeEvent;
import io.hotpair.core.pair.State;
import java.time.Duration;

/** A standby that asks the active's service as a client would, as the runtime has it ask. */
final class SimulatedClient {
  static final int FAILURES = 3;
  private static final Duration INTERVAL = Duration.ofMillis(400);
  private static final Duration TIMEOUT = Duration.ofMillis(200);
  private static final Duration PROMPT = Duration.ofMillis(20);

  /** The address is the last to start: what clients don't reach is asked for there. */
  static final ProbePlan PLAN =
      new ProbePlan(World.GROUP.getLast(), FAILURES, INTERVAL.plus(TIMEOUT));

  private final World world;
  private final Machine machine;
  private final SimulatedAgent agent;

  SimulatedClient(World world, Machine machine, SimulatedAgent agent) {
    this.world = world;
    this.machine = machine;
    this.agent = agent;
  }

  void turn() {
    if (agent.pair().state() instanceof State.Standby) {
      ask();
    }
    world.schedule.in(INTERVAL, () -> agent.whenRunning(this::turn));
  }

  private void ask() {
    Moment asked = machine.now();
    boolean served = isServed();
    Outcome<Boolean> outcome =
        served ? new Outcome.Succeeded<>(true) : new Outcome.Failed<>("no answer");
    long delay = served ? world.dice.between(Duration.ofMillis(1), PROMPT) : TIMEOUT.toNanos();
    world.schedule.in(
        delay,
        () ->
            agent.whenRunning(
                () ->
                    agent.take(
                        new NodeEvent.Probed(machine.now(), World.PAIR, 0, outcome, asked))));
  }

  private boolean isServed() {
    Machine peer = world.peerOf(machine);
    return peer.serves() && world.isJoined() && machine.publicUp && !world.probesAreWrong;
  }
}
