package io.hotpair.core.model;

/**
 * Orders the decisions of a pair: grows by at least one with each claim and never falls.
 *
 * @param value 0 (never claimed) to 2^40 - 1, so that it fits beside magic and node id in an 8-byte
 *     SCSI-3 registration key
 */
public record Epoch(long value) implements Comparable<Epoch> {
  /** The largest value: 2^40 - 1. */
  public static final long LARGEST = (1L << 40) - 1;

  /** No claim was ever made. */
  public static final Epoch NONE = new Epoch(0);

  /** Refuses a value outside 0 to {@link #LARGEST} with {@link IllegalArgumentException}. */
  public Epoch {
    if (value < 0 || value > LARGEST) {
      throw new IllegalArgumentException("epoch " + value + ": allowed are 0 to " + LARGEST);
    }
  }

  /**
   * The epoch of the next claim.
   *
   * @throws IllegalArgumentException past {@link #LARGEST}: no claim is possible any more
   */
  public Epoch next() {
    return new Epoch(value + 1);
  }

  /** Whether no claim is possible any more. */
  public boolean isLast() {
    return value == LARGEST;
  }

  /** Whether this epoch is above the other. */
  public boolean isAbove(Epoch other) {
    return value > other.value;
  }

  /** The larger of both. */
  public Epoch max(Epoch other) {
    return value >= other.value ? this : other;
  }

  @Override
  public int compareTo(Epoch other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
