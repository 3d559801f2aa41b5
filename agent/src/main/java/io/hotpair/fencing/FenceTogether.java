package io.hotpair.fencing;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.FenceDevice;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Devices of which each cuts only a part of a node's power, as the two outlets of a machine with
 * two power supplies. The node is off when all of them are, at one time.
 */
public final class FenceTogether implements FenceDevice {
  private final List<? extends FenceDevice> parts;

  private FenceTogether(List<? extends FenceDevice> parts) {
    this.parts = List.copyOf(parts);
  }

  /** The devices of one level; at least one. */
  public static FenceDevice of(List<? extends FenceDevice> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a level without a device cuts no power");
    }
    return parts.size() == 1 ? parts.getFirst() : new FenceTogether(parts);
  }

  @Override
  public String name() {
    return parts.stream().map(FenceDevice::name).collect(Collectors.joining(" and "));
  }

  @Override
  public Outcome<Power> off() {
    for (FenceDevice part : parts) {
      Outcome<Power> outcome = part.off();
      if (!FenceLevels.isOff(outcome)) {
        return outcome;
      }
    }
    // The first was off before the last was: only a look at all of them now says "at one time".
    Outcome<Power> together = status();
    return FenceLevels.isOff(together) || !together.succeeded()
        ? together
        : new Outcome.Failed<>("a power supply was switched on again");
  }

  /** Off if all are off, on if at least one is on. */
  @Override
  public Outcome<Power> status() {
    Outcome<Power> together = new Outcome.Succeeded<>(Power.OFF);
    for (FenceDevice part : parts) {
      Outcome<Power> outcome = part.status();
      if (!outcome.succeeded()) {
        return outcome;
      }
      together = FenceLevels.isOff(outcome) ? together : outcome;
    }
    return together;
  }
}
