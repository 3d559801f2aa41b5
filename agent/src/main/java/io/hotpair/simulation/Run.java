package io.hotpair.simulation;

import io.hotpair.core.model.FailbackPolicy;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.Timings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One schedule from its seed: chaos, healing, and the check that the pair lives again. */
final class Run {
  private final World world;
  private final long seed;

  Run(long seed, boolean written) {
    this.seed = seed;
    Dice choice = new Dice(~seed);
    World.Rules rules =
        new World.Rules(
            choice.pick(List.of(Timings.FAST, Timings.BALANCED)),
            GuardKind.FENCE,
            choice.oneIn(4) ? FailbackPolicy.AUTOMATIC : FailbackPolicy.MANUAL,
            choice.below(3),
            choice.oneIn(10) ? 3 : 1000);
    world = new World(seed, rules, written);
  }

  World world() {
    return world;
  }

  /** Plays a seed; one that fails is played again for its transcript, which the answer holds. */
  static Optional<String> check(long seed) {
    Optional<String> failure = failure(seed, false);
    return failure.isPresent()
        ? failure(seed, true)
            .map(text -> "seed " + seed + ": " + text)
            .or(() -> Optional.of("seed " + seed + " fails only without a transcript"))
        : Optional.empty();
  }

  private static Optional<String> failure(long seed, boolean written) {
    Run run = new Run(seed, written);
    try {
      run.play();
      return Optional.empty();
    } catch (Violation broken) {
      return Optional.of(broken.getMessage());
    } catch (RuntimeException bug) {
      return Optional.of(bug + "\n" + bug.getCause() + "\n" + run.world.transcript.text());
    }
  }

  void play() {
    Timings timings = world.timings;
    Duration horizon = timings.deadTime().multipliedBy(10).plus(timings.joinWait());
    Chaos chaos = new Chaos(world, horizon);
    world.schedule.in(
        world.dice.between(Duration.ZERO, timings.joinWait()), world.blade1::startAgent);
    world.schedule.in(
        world.dice.between(Duration.ZERO, timings.joinWait()), world.vpe1::startAgent);
    world.schedule.in(timings.joinWait(), chaos::plan);
    world.run(horizon.plus(timings.joinWait()));
    chaos.healAll();
    for (int part = 0; part < 8 && !isWell(); part++) {
      world.run(settling(timings).dividedBy(8));
      chaos.tidy();
    }
    world.runUntil("seed " + seed + ": one active, one standby", settling(timings), this::isWell);
    // What was due then may still come, a failback for one; then it must be well again.
    world.run(timings.offerTime().plus(timings.joinWait()));
    chaos.tidy();
    world.runUntil("seed " + seed + ": well again", settling(timings), this::isWell);
  }

  /**
   * How long a pair may take from healed to well: the longest chain of waits that the rules have,
   * twice: an offer that nobody takes, a join, a fence, starts and stops.
   */
  static Duration settling(Timings timings) {
    Duration group = SimulatedGroup.LONGEST_CALL.multipliedBy(2L * World.GROUP.size());
    return timings
        .offerTime()
        .plus(timings.joinWait())
        .plus(timings.fenceDeadline())
        .plus(timings.deadTime())
        .plus(group)
        .multipliedBy(2);
  }

  private boolean isWell() {
    return isWell(world.blade1, world.vpe1) || isWell(world.vpe1, world.blade1);
  }

  private static boolean isWell(Machine active, Machine standby) {
    return is(active, PairState.ACTIVE)
        && active.group.allRun()
        && is(standby, PairState.STANDBY)
        && !standby.group.anyRuns();
  }

  static boolean is(Machine machine, PairState state) {
    return machine.agent().map(agent -> agent.pair().state().word() == state).orElse(false);
  }
}
