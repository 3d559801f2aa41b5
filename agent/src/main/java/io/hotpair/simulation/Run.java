package io.hotpair.simulation;

import io.hotpair.core.model.FailbackPolicy;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.Timings;
import java.time.Duration;
import java.util.List;

/** One schedule from its seed: chaos, healing, and the check that the pair lives again. */
final class Run {
  private static final int PARTS = 8;

  final World world;
  private final long seed;

  Run(long seed, boolean written) {
    this(seed, Removal.NOTHING, written);
  }

  Run(long seed, Removal removal, boolean written) {
    this.seed = seed;
    world = new World(seed, rules(seed), removal, written);
  }

  private static World.Rules rules(long seed) {
    Dice choice = new Dice(~seed);
    World.Rules rules =
        new World.Rules(
            choice.pick(List.of(Timings.FAST, Timings.BALANCED)),
            choice.oneIn(4) ? GuardKind.LEASE : GuardKind.FENCE,
            choice.oneIn(4) ? FailbackPolicy.AUTOMATIC : FailbackPolicy.MANUAL,
            choice.below(3),
            choice.oneIn(10) ? 3 : 1000,
            choice.oneIn(5),
            GroupShape.CHAIN);
    World.Rules guarded = choice.oneIn(3) ? rules.with(GuardKind.SCSI_PR) : rules;
    return guarded.with(choice.pick(List.of(GroupShape.values())));
  }

  Played play() {
    return world.play(seed, this::playThrough);
  }

  private void playThrough() {
    Timings timings = world.timings;
    Duration horizon = timings.deadTime().multipliedBy(10).plus(timings.joinWait());
    Chaos chaos = new Chaos(world, horizon);
    for (Machine machine : world.machines()) {
      long delay = world.dice.between(Duration.ZERO, timings.joinWait());
      world.schedule.in(delay, machine::startAgent);
    }
    world.schedule.in(timings.joinWait(), chaos::plan);
    world.run(horizon.plus(timings.joinWait()));
    chaos.healAll();
    long healed = world.schedule.now();
    Duration settling = Bounds.settling(timings);
    // A person looks in from time to time.
    for (int part = 0; part < PARTS && !isWell(); part++) {
      world.runFor(settling.dividedBy(PARTS), this::isWell);
      chaos.tidy();
    }
    world.runUntil("one active, one standby", settling, this::isWell);
    world.watcher.healed(Duration.ofNanos(world.schedule.now() - healed));
    // What was due then may still come, a failback for one; then it must be well again.
    world.run(timings.offerTime().plus(timings.joinWait()));
    chaos.tidy();
    world.runUntil("well again", settling, this::isWell);
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
