package io.hotpair.core.model;

import java.util.List;

/**
 * What a node remembers of a pair over restarts. Losing it is safe: the epoch on the LUN counts.
 *
 * @param epochHint the largest epoch ever seen here
 * @param suspension the maintenance flag
 * @param counters the failover counters
 * @param lastMove the last move that ended here
 * @param executed the last executed requests, newest first
 * @param failedStart what failed in the last start of the group here, in words; empty once the
 *     group has run here, or a person has cleared it
 */
public record PairMemory(
    Epoch epochHint,
    Suspension suspension,
    Counters counters,
    LastMove lastMove,
    List<PairReport.Settled> executed,
    String failedStart) {
  /** How many executed requests are remembered. */
  public static final int MOST_EXECUTED = 32;

  /** Nothing happened yet. */
  public static final PairMemory EMPTY =
      new PairMemory(Epoch.NONE, Suspension.NONE, Counters.ZERO, LastMove.NONE, List.of(), "");

  /** Copies the list, dropping the oldest past {@link #MOST_EXECUTED}. */
  public PairMemory {
    executed =
        List.copyOf(
            executed.size() > MOST_EXECUTED ? executed.subList(0, MOST_EXECUTED) : executed);
  }

  /** The same, having seen an epoch. */
  public PairMemory seen(Epoch epoch) {
    // Each look says it anew, and hardly ever something new: nothing to compare field by field
    // then.
    return epoch.isAbove(epochHint)
        ? new PairMemory(epoch, suspension, counters, lastMove, executed, failedStart)
        : this;
  }

  /** The same with another maintenance flag. */
  public PairMemory with(Suspension other) {
    return other.equals(suspension)
        ? this
        : new PairMemory(epochHint, other, counters, lastMove, executed, failedStart);
  }

  /** The same with other counters. */
  public PairMemory with(Counters other) {
    return new PairMemory(epochHint, suspension, other, lastMove, executed, failedStart);
  }

  /** The same after another move. */
  public PairMemory with(LastMove other) {
    return new PairMemory(epochHint, suspension, counters, other, executed, failedStart);
  }

  /** The same with other executed requests, newest first. */
  public PairMemory withExecuted(List<PairReport.Settled> other) {
    return new PairMemory(epochHint, suspension, counters, lastMove, other, failedStart);
  }

  /** The same after a start that failed, in words; empty after one that did not. */
  public PairMemory withFailedStart(String other) {
    return new PairMemory(epochHint, suspension, counters, lastMove, executed, other);
  }

  /**
   * Counted by the node that became active.
   *
   * @param failovers moves of any kind: takeovers plus switchovers
   * @param takeovers moves after a loss
   * @param switchovers planned exchanges
   * @param failedMoves moves that did not end with the group running
   * @param suppressedMoves moves that were due and not made, because there were too many
   */
  public record Counters(
      long failovers, long takeovers, long switchovers, long failedMoves, long suppressedMoves) {
    /** All zero. */
    public static final Counters ZERO = new Counters(0, 0, 0, 0, 0);

    /** One more takeover. */
    public Counters takeover() {
      return new Counters(failovers + 1, takeovers + 1, switchovers, failedMoves, suppressedMoves);
    }

    /** One more switchover. */
    public Counters switchover() {
      return new Counters(failovers + 1, takeovers, switchovers + 1, failedMoves, suppressedMoves);
    }

    /** One more failed move. */
    public Counters failedMove() {
      return new Counters(failovers, takeovers, switchovers, failedMoves + 1, suppressedMoves);
    }

    /** One more suppressed move. */
    public Counters suppressedMove() {
      return new Counters(failovers, takeovers, switchovers, failedMoves, suppressedMoves + 1);
    }
  }

  /**
   * The last move that ended with the group running here.
   *
   * @param wallMillis when, milliseconds since 1970; 0 if never
   * @param reason why
   * @param durationMillis from its begin to the group running
   * @param timeline its steps in words
   * @param epoch the epoch that it claimed
   */
  public record LastMove(
      long wallMillis, MoveReason reason, long durationMillis, String timeline, Epoch epoch) {
    /** It never moved. */
    public static final LastMove NONE = new LastMove(0, MoveReason.NONE, 0, "", Epoch.NONE);
  }
}
