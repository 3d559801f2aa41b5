package io.hotpair.fencing;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.FenceDevice;
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

  @Override
  public Outcome<Power> off() {
    Outcome<Power> last = levels.getFirst().off();
    for (FenceDevice level : levels.subList(1, levels.size())) {
      if (!isOff(last)) {
        last = level.off();
      }
    }
    return last;
  }

  /** Well only if every level answers: a level that fails today is no second way tomorrow. */
  @Override
  public Outcome<Power> status() {
    Outcome<Power> last = levels.getFirst().status();
    for (FenceDevice level : levels.subList(1, levels.size())) {
      if (last.succeeded()) {
        last = level.status();
      }
    }
    return last;
  }

  private static boolean isOff(Outcome<Power> outcome) {
    return outcome instanceof Outcome.Succeeded<Power>(Power power) && power == Power.OFF;
  }
}
