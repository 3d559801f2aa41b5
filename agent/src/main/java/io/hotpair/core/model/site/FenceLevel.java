package io.hotpair.core.model.site;

import java.time.Duration;
import java.util.List;

/**
 * One way to switch a node off: all of its devices together.
 *
 * @param devices at least one; each cuts a part of the node's power, so all of them must be off
 * @param deadline for switching off and looking again, all devices together; at least 500 ms
 */
public record FenceLevel(List<FenceSpec> devices, Duration deadline) {
  /** The shortest deadline of a level. */
  public static final Duration SHORTEST_DEADLINE = Duration.ofMillis(500);

  /**
   * Checks it.
   *
   * @throws IllegalArgumentException if it has no device, or too short a deadline
   */
  public FenceLevel {
    devices = List.copyOf(devices);
    if (devices.isEmpty()) {
      throw new IllegalArgumentException("a level without a device cuts no power");
    }
    if (deadline.compareTo(SHORTEST_DEADLINE) < 0) {
      throw new IllegalArgumentException(
          "a level's deadline is "
              + deadline.toMillis()
              + " ms, allowed are "
              + SHORTEST_DEADLINE.toMillis()
              + " ms and more");
    }
  }
}
