package io.hotpair.simulation;

import io.hotpair.core.model.PairState;
import io.hotpair.core.model.Role;
import io.hotpair.core.pair.Pair;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Takes the time of everything that is measured in one run. */
final class Watcher {
  private final World world;
  private final long seed;
  private final Extremes extremes = new Extremes();
  private final Map<Machine, Stay> stays = new HashMap<>();
  private long notRunningSince = -1;
  private long twiceSince = -1;
  private long cutAt = -1;
  private final Map<Machine, Long> passedSince = new HashMap<>();

  private record Stay(PairState state, long since) {}

  Watcher(World world, long seed) {
    this.world = world;
    this.seed = seed;
  }

  Extremes extremes() {
    return extremes;
  }

  /** The one fault of this run: the active loses its power. */
  void powerCut() {
    cutAt = world.schedule.now();
  }

  /** Somebody comes back: what is measured from a power cut alone is no longer that. */
  void poweredOn() {
    cutAt = -1;
  }

  void healed(Duration took) {
    see(Measure.HEALED_TO_WELL, took.toNanos());
  }

  /** After every event. */
  void look(boolean twice) {
    long now = world.schedule.now();
    passed(world.blade1);
    passed(world.vpe1);
    boolean runs = world.blade1.group.allRun() || world.vpe1.group.allRun();
    if (runs) {
      if (notRunningSince >= 0) {
        see(Measure.WITHOUT_SERVICE, now - notRunningSince);
        notRunningSince = -1;
      }
      if (cutAt >= 0) {
        long took = now - cutAt;
        cutAt = -1;
        see(Measure.POWER_CUT_TO_SERVICE, took);
        Duration bound = Bounds.takeover(world.timings);
        if (took > bound.toNanos()) {
          throw new Violation(
              Invariant.LIVENESS,
              "after a power cut of the active alone the group ran again only after "
                  + Duration.ofNanos(took)
                  + ", allowed are "
                  + bound);
        }
      }
    } else if (notRunningSince < 0) {
      notRunningSince = now;
    }
    if (twice && world.machines().stream().anyMatch(Watcher::isHindered)) {
      // It can't find out, or can't stop: the time begins when it can.
      twiceSince = now;
    } else if (twice) {
      twiceSince = twiceSince < 0 ? now : twiceSince;
    } else if (twiceSince >= 0) {
      see(Measure.ON_BOTH_NODES, now - twiceSince);
      twiceSince = -1;
    }
  }

  /**
   * An active that hears its peer hold the guard above its own epoch gives up at once, whatever its
   * disk does: that the group can do no harm there is no reason to leave it running.
   */
  private void passed(Machine machine) {
    boolean goesOn =
        machine
            .agent()
            .filter(agent -> !agent.isStopped())
            .filter(agent -> hearsAHolderAbove(agent.pair()))
            .isPresent();
    if (!goesOn) {
      passedSince.remove(machine);
      return;
    }
    long since = passedSince.computeIfAbsent(machine, it -> world.schedule.now());
    Observer.require(
        Invariant.LIVENESS,
        world.schedule.now() - since <= world.timings.deadTime().toNanos(),
        machine.name()
            + " goes on although it hears that its peer holds the guard above its epoch");
  }

  private static boolean hearsAHolderAbove(Pair pair) {
    return pair.role() == Role.ACTIVE
        && pair.observed()
            .report()
            .filter(said -> said.holdsAbove(pair.held().orElseThrow()))
            .isPresent();
  }

  private static boolean isHindered(Machine machine) {
    return machine.agent().isEmpty()
        || machine.agent().get().isStopped()
        || machine.group.stopsAreInVain()
        || !machine.diskIsWell();
  }

  /** How long the group has run on both nodes by now, in nanoseconds. */
  long twiceFor() {
    return twiceSince < 0 ? 0 : world.schedule.now() - twiceSince;
  }

  void stands(Machine machine, PairState state) {
    long now = world.schedule.now();
    Stay stay = stays.get(machine);
    if (stay == null || stay.state() != state) {
      if (stay != null) {
        Measure.of(stay.state()).ifPresent(measure -> see(measure, now - stay.since()));
      }
      stays.put(machine, new Stay(state, now));
    }
  }

  /** The agent of a machine is no more. */
  void ended(Machine machine) {
    stays.remove(machine);
  }

  private void see(Measure measure, long nanos) {
    extremes.see(measure, world.timings, Duration.ofNanos(nanos), seed);
  }
}
