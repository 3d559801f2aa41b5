package io.hotpair.simulation;

import io.hotpair.core.model.Timings;
import java.time.Duration;

/** How long things may take, computed from a site's timings and the simulated world's own spans. */
final class Bounds {
  /** Between an event and the tick that compares it with a deadline, and a beat's travel. */
  private static final Duration SLACK = Duration.ofMillis(100);

  private Bounds() {}

  /**
   * From an active's loss to the group running again: detection, the proof that the guard needs, a
   * claim, and the starts, each after a verification.
   */
  static Duration takeover(Timings timings) {
    Duration detection = timings.diskDeadTime().plus(timings.auditPeriod()).plus(SLACK);
    Duration proof = longer(timings.leaseWait(), World.SWITCH_TIME.multipliedBy(2));
    Duration io = SimulatedDisk.USUAL.multipliedBy(2);
    Duration claim = io.multipliedBy(8);
    Duration starts = SimulatedGroup.LONGEST_START.plus(io).multipliedBy(World.GROUP.size());
    return detection.plus(proof).plus(claim).plus(starts);
  }

  /**
   * From healed to well: the longest chain of waits that the rules have, twice: an offer that
   * nobody takes, a join, a fence or a lease, starts and stops.
   */
  static Duration settling(Timings timings) {
    Duration group = SimulatedGroup.LONGEST_CALL.multipliedBy(2L * World.GROUP.size());
    return timings
        .offerTime()
        .plus(timings.joinWait())
        .plus(longer(timings.fenceDeadline(), timings.leaseWait()))
        .plus(timings.deadTime())
        .plus(group)
        .multipliedBy(2);
  }

  /** From another's claim to the end of the group here: one audit, its answer, and the stops. */
  static Duration ejection(Timings timings) {
    Duration stops = SimulatedGroup.LONGEST_CALL.multipliedBy(World.GROUP.size());
    return timings
        .auditPeriod()
        .plus(timings.ioDeadline().multipliedBy(3))
        .plus(stops)
        .plus(timings.fenceDeadline())
        .plus(SLACK);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
