package io.hotpair.core.model;

import java.util.List;

/**
 * How a node leaves the guard after it has stopped the group.
 *
 * @param epoch the epoch that it held
 * @param disposition {@link Disposition#OFFERED}, {@link Disposition#CLEAN}, or {@link
 *     Disposition#RETREATED} for a claim that is given up
 * @param requestId the order behind it; empty if none
 * @param reason why
 * @param executed executed request ids to carry on, newest first
 */
public record Park(
    Epoch epoch,
    Disposition disposition,
    String requestId,
    MoveReason reason,
    List<String> executed) {
  /** Copies the list and refuses a disposition that still binds the node to the group. */
  public Park {
    executed = List.copyOf(executed);
    switch (disposition) {
      case OFFERED, CLEAN, RETREATED -> {}
      case NONE, CLAIMING, HELD ->
          throw new IllegalArgumentException("a guard is not parked as " + disposition);
    }
  }
}
