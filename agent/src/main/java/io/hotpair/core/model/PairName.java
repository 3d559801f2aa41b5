package io.hotpair.core.model;

/**
 * A pair's name, equal in the site file of both nodes.
 *
 * @param value 1 to 32 characters of {@code A-Z a-z 0-9 _ -}
 */
public record PairName(String value) implements Comparable<PairName> {
  /** Refuses a value outside the allowed characters with {@link IllegalArgumentException}. */
  public PairName {
    Names.check("pair name", value);
  }

  @Override
  public int compareTo(PairName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
