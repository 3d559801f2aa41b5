package io.hotpair.core.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one heartbeat says: the payload of a datagram, and of the disk's beat block.
 *
 * @param sender the sender's node id
 * @param boot the sender's life
 * @param sequence grows by one with each beat of that life to the receiver, over all paths
 * @param sent the sender's clock when its deciding thread made this beat
 * @param echo the newest beat that the sender has from the receiver; for round-trip times
 * @param hears what the sender hears of the receiver on each path
 * @param digest the first 8 bytes of the sender's configuration digest
 * @param publicUp whether the sender's public network is up, as far as it can tell
 * @param health the worst that is known of any part of the sender; unknown if it does not say
 * @param leaving a clean goodbye: the agent is stopping, and the guard is parked for every pair
 * @param probe whether an answer is asked for at once
 * @param reports one for each pair that the two nodes share
 */
public record Beat(
    int sender,
    BootId boot,
    long sequence,
    Moment sent,
    Echo echo,
    Map<PathKind, PathState> hears,
    long digest,
    boolean publicUp,
    HealthVerdict health,
    boolean leaving,
    boolean probe,
    List<PairReport> reports) {
  /** Copies the collections. */
  public Beat {
    hears = Map.copyOf(hears);
    reports = Reports.of(reports);
  }

  /** What it says of a pair; empty if the sender does not know the pair. */
  public Optional<PairReport> reportOf(PairName pair) {
    return Optional.ofNullable(Reports.of(reports).of(pair));
  }

  /**
   * The newest beat that a node has from its peer.
   *
   * @param sequence its sequence; 0 if none
   * @param sent the peer's clock reading in it
   * @param heldNanos how long it lay here before this answer, in nanoseconds
   */
  public record Echo(long sequence, Moment sent, long heldNanos) {
    /** Nothing heard yet. */
    public static final Echo NONE = new Echo(0, Moment.ZERO, 0);
  }
}
