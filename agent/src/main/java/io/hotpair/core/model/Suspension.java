package io.hotpair.core.model;

/**
 * The pair-wide maintenance flag. The larger version wins on both nodes; with equal versions,
 * suspended wins.
 *
 * @param version grows by one with each change
 * @param suspended whether the pair is in maintenance
 */
public record Suspension(long version, boolean suspended) {
  /** Never suspended. */
  public static final Suspension NONE = new Suspension(0, false);

  /** More changes than a peer makes unheard, and few enough for any number of orders. */
  private static final long MORE_THAN_THE_PEERS = 1L << 20;

  /** The one that counts. */
  public Suspension merge(Suspension other) {
    if (version != other.version) {
      return version > other.version ? this : other;
    }
    return suspended ? this : other;
  }

  /**
   * The flag after an order.
   *
   * @param peerIsHeard whether the peer's flag is known: a suspension that is ordered without it
   *     outlives whatever the peer has made of the flag meanwhile
   */
  public Suspension change(boolean toSuspended, boolean peerIsHeard) {
    return new Suspension(
        version + (toSuspended && !peerIsHeard ? MORE_THAN_THE_PEERS : 1), toSuspended);
  }
}
