package io.hotpair.fencing;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.FenceDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Several ways to switch one node off, tried in order until one confirms that it is off. */
public final class FenceLevels implements FenceDevice {
  private final List<? extends FenceDevice> levels;

  private FenceLevels(List<? extends FenceDevice> levels) {
    this.levels = List.copyOf(levels);
  }

  /** The levels in the order in which they are tried; at least one. */
  public static FenceDevice inOrder(List<? extends FenceDevice> levels) {
    if (levels.isEmpty()) {
      throw new IllegalArgumentException("a node without a fence device has no levels");
    }
    return levels.size() == 1 ? levels.getFirst() : new FenceLevels(levels);
  }

  @Override
  public String name() {
    return levels.stream().map(FenceDevice::name).collect(Collectors.joining(", else "));
  }

  /** {@code Failed} only if every level failed: one that is unknown may have switched it off. */
  @Override
  public Outcome<Power> off() {
    List<String> reasons = new ArrayList<>();
    boolean failed = true;
    for (FenceDevice level : levels) {
      Outcome<Power> outcome = level.off();
      if (isOff(outcome)) {
        return outcome;
      }
      failed &= outcome instanceof Outcome.Failed<Power>;
      reasons.add(level.name() + ": " + outcome.text());
    }
    String reason = String.join("; ", reasons);
    return failed ? new Outcome.Failed<>(reason) : new Outcome.Unknown<>(reason);
  }

  /** Well only if every level answers: a level that fails today is no second way tomorrow. */
  @Override
  public Outcome<Power> status() {
    Outcome<Power> first = levels.getFirst().status();
    for (FenceDevice level : levels.subList(1, levels.size())) {
      if (!first.succeeded()) {
        return first;
      }
      Outcome<Power> next = level.status();
      if (!next.succeeded()) {
        return next;
      }
      if (!next.equals(first)) {
        return new Outcome.Unknown<>(
            levels.getFirst().name()
                + " says "
                + first.text()
                + ", but "
                + level.name()
                + " says "
                + next.text());
      }
    }
    return first;
  }

  static boolean isOff(Outcome<FenceDevice.Power> outcome) {
    return outcome instanceof Outcome.Succeeded<Power>(Power power) && power == Power.OFF;
  }
}
