package io.hotpair.core.model;

/**
 * A LUN's name within its pair.
 *
 * @param value 1 to 32 characters of {@code A-Z a-z 0-9 _ -}
 */
public record LunName(String value) implements Comparable<LunName> {
  /** Refuses a value outside the allowed characters with {@link IllegalArgumentException}. */
  public LunName {
    Names.check("LUN name", value);
  }

  @Override
  public int compareTo(LunName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
