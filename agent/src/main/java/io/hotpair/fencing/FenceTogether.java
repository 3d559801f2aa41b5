package io.hotpair.fencing;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.FenceDevice.Power;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Devices of which each cuts only a part of a node's power, as the two outlets of a machine with
 * two power supplies. The node is off when all of them are, at one time.
 */
final class FenceTogether implements PowerSwitch {
  // How an off's share of the time compares with that of one more look, which is only a part of it.
  private static final int OFF_SHARE = 3;

  private final List<? extends PowerSwitch> parts;

  private FenceTogether(List<? extends PowerSwitch> parts) {
    this.parts = List.copyOf(parts);
  }

  /** The devices of one level; at least one. */
  static PowerSwitch of(List<? extends PowerSwitch> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a level without a device cuts no power");
    }
    return parts.size() == 1 ? parts.getFirst() : new FenceTogether(parts);
  }

  @Override
  public String name() {
    return parts.stream().map(PowerSwitch::name).collect(Collectors.joining(" and "));
  }

  @Override
  public Outcome<Power> off(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    int left = parts.size();
    for (PowerSwitch part : parts) {
      // What a quick device leaves is the next one's.
      Duration share =
          left(end).multipliedBy(OFF_SHARE).dividedBy(OFF_SHARE * left + (long) parts.size());
      if (!share.isPositive()) {
        return new Outcome.TimedOut<>(limit);
      }
      Outcome<Power> outcome = part.off(share);
      if (!FenceLevels.isOff(outcome)) {
        return outcome;
      }
      left--;
    }
    Duration rest = left(end);
    if (!rest.isPositive()) {
      return new Outcome.TimedOut<>(limit);
    }
    // The first was off before the last was: only a look at all of them now says "at one time".
    Outcome<Power> together = status(rest);
    return FenceLevels.isOff(together) || !together.succeeded()
        ? together
        : new Outcome.Failed<>("a power supply was switched on again");
  }

  /** Off if all are off, on if at least one is on. */
  @Override
  public Outcome<Power> status(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    int left = parts.size();
    Outcome<Power> together = new Outcome.Succeeded<>(Power.OFF);
    for (PowerSwitch part : parts) {
      Duration share = left(end).dividedBy(left);
      if (!share.isPositive()) {
        return new Outcome.TimedOut<>(limit);
      }
      Outcome<Power> outcome = part.status(share);
      if (!outcome.succeeded()) {
        return outcome;
      }
      together = FenceLevels.isOff(outcome) ? together : outcome;
      left--;
    }
    return together;
  }

  @Override
  public Outcome<Boolean> check(Duration limit) {
    for (PowerSwitch part : parts) {
      Outcome<Boolean> outcome = part.check(limit.dividedBy(parts.size()));
      if (!outcome.succeeded()) {
        return outcome;
      }
    }
    return new Outcome.Succeeded<>(true);
  }

  private static Duration left(long end) {
    return Duration.ofNanos(end - System.nanoTime());
  }
}
