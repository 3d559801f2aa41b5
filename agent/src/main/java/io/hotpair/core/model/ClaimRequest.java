package io.hotpair.core.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a claim names: the compare-and-set of the protocol.
 *
 * @param epoch the epoch to claim; above {@code basis.largestEpoch()}
 * @param proof why the peer's word need not be waited for
 * @param basis what was read before; the claim fails if the peer's record has changed since
 * @param preferred whether this node wins when both claim in the same instant
 * @param reason why the pair moves
 * @param executed executed request ids to carry on, newest first
 * @param requestId the order behind it, which is executed once the claim holds; empty if none
 */
public record ClaimRequest(
    Epoch epoch,
    Proof proof,
    GuardReading basis,
    boolean preferred,
    MoveReason reason,
    List<String> executed,
    String requestId) {
  /** Copies the list and refuses an epoch that is not above what was read. */
  public ClaimRequest {
    executed = List.copyOf(executed);
    if (!epoch.isAbove(basis.largestEpoch())) {
      throw new IllegalArgumentException(
          "claim of epoch " + epoch + " is not above " + basis.largestEpoch());
    }
  }

  /** A claim without an order behind it. */
  public ClaimRequest(
      Epoch epoch,
      Proof proof,
      GuardReading basis,
      boolean preferred,
      MoveReason reason,
      List<String> executed) {
    this(epoch, proof, basis, preferred, reason, executed, "");
  }

  /**
   * The executed request ids that a record with this disposition carries, newest first. A claim
   * that is announced, or taken back, has carried nothing out.
   */
  public List<String> executedAs(Disposition disposition) {
    boolean holds =
        switch (disposition) {
          case HELD -> true;
          case NONE, CLAIMING, OFFERED, CLEAN, RETREATED -> false;
        };
    if (!holds || requestId.isEmpty()) {
      return executed;
    }
    return Stream.concat(Stream.of(requestId), executed.stream())
        .distinct()
        .limit(EpochRecord.MOST_EXECUTED)
        .toList();
  }

  /** Why a claim may pass over the peer. */
  public enum Proof {
    /** None: the claim succeeds only if the peer's own record says that it runs nothing. */
    PEER_RECORD,

    /** The peer was proven dead, or the guard enforces itself, after {@code basis} was read. */
    PEER_CUT_OFF
  }
}
