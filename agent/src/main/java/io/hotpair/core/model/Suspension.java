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

  /** The one that counts. */
  public Suspension merge(Suspension other) {
    if (version != other.version) {
      return version > other.version ? this : other;
    }
    return suspended ? this : other;
  }

  /** The flag after an order. */
  public Suspension change(boolean toSuspended) {
    return new Suspension(version + 1, toSuspended);
  }
}
