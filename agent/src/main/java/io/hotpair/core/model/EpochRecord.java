package io.hotpair.core.model;

import java.util.List;

/**
 * What a node durably says of itself on the arbiter LUN. Each node writes its own record only.
 *
 * @param node the writer's id
 * @param boot the writer's life
 * @param sequence grows with every write of the record, over restarts
 * @param epoch the epoch that it is about
 * @param disposition what the node says
 * @param requestId the order behind an offer; empty if none
 * @param reason why the group was stopped, for an offer or a clean stop
 * @param executed ids of the last executed requests, newest first, at most {@link #MOST_EXECUTED}
 */
public record EpochRecord(
    int node,
    BootId boot,
    long sequence,
    Epoch epoch,
    Disposition disposition,
    String requestId,
    MoveReason reason,
    List<String> executed) {
  /** How many executed request ids travel with the record. */
  public static final int MOST_EXECUTED = 8;

  /** Copies the list and refuses one that is too long. */
  public EpochRecord {
    executed = List.copyOf(executed);
    if (executed.size() > MOST_EXECUTED) {
      throw new IllegalArgumentException("more than " + MOST_EXECUTED + " executed requests");
    }
  }

  /** The record of a node that never wrote one. */
  public static EpochRecord none(int node) {
    return new EpochRecord(
        node, BootId.NONE, 0, Epoch.NONE, Disposition.NONE, "", MoveReason.NONE, List.of());
  }
}
