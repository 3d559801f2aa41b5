package io.hotpair.core.model;

import java.util.Optional;

/**
 * What a node tells its peer about one pair, in every heartbeat.
 *
 * @param pair the pair
 * @param state what the node does
 * @param epoch the epoch that it holds the guard at; else the largest that it knows
 * @param readiness whether it could take over
 * @param running whether any resource may run there; true if unknown
 * @param relief why its offer lies on the disk, to be claimed; {@link MoveReason#NONE} if none does
 * @param needsFencing whether it can stop by itself no more and asks to be fenced
 * @param suspension the maintenance flag as it knows it
 * @param order the switchover that it follows: for the active to carry out, or being carried out
 * @param settled the request id of the last order that this node finished, with its end state;
 *     empty if none
 * @param luns what its devices say that they are
 * @param clients what it has found of the peer's service as a client
 */
public record PairReport(
    PairName pair,
    PairState state,
    Epoch epoch,
    Readiness readiness,
    boolean running,
    MoveReason relief,
    boolean needsFencing,
    Suspension suspension,
    Optional<Order> order,
    Optional<Settled> settled,
    LunMarks luns,
    ClientView clients) {
  /** A report of a node that has not looked at its LUNs, and is no client. */
  public PairReport(
      PairName pair,
      PairState state,
      Epoch epoch,
      Readiness readiness,
      boolean running,
      MoveReason relief,
      boolean needsFencing,
      Suspension suspension,
      Optional<Order> order,
      Optional<Settled> settled) {
    this(
        pair,
        state,
        epoch,
        readiness,
        running,
        relief,
        needsFencing,
        suspension,
        order,
        settled,
        LunMarks.NONE,
        ClientView.UNKNOWN);
  }

  /** Whether the node says that it holds the guard, at an epoch above another. */
  public boolean holdsAbove(Epoch other) {
    boolean holds =
        switch (state) {
          case STARTING, ACTIVE, STOPPING -> true;
          case SUSPENDED, FAULTED -> running;
          case JOINING, STANDBY, CONFIRMING, CLAIMING, EJECTED -> false;
        };
    return holds && epoch.isAbove(other);
  }

  /** The same, and what the node's devices say that they are. */
  public PairReport with(LunMarks seen) {
    return new PairReport(
        pair,
        state,
        epoch,
        readiness,
        running,
        relief,
        needsFencing,
        suspension,
        order,
        settled,
        seen,
        clients);
  }

  /** The same, and what the node has found as a client. */
  public PairReport with(ClientView found) {
    return new PairReport(
        pair,
        state,
        epoch,
        readiness,
        running,
        relief,
        needsFencing,
        suspension,
        order,
        settled,
        luns,
        found);
  }

  /**
   * The end of an order.
   *
   * @param requestId its id
   * @param state a state that is over
   * @param text the result or the error
   */
  public record Settled(String requestId, OperationState state, String text) {}
}
