package io.hotpair.core.model;

/**
 * A resource's name within its pair's group.
 *
 * @param value 1 to 32 characters of {@code A-Z a-z 0-9 _ -}
 */
public record ResourceName(String value) implements Comparable<ResourceName> {
  /** Refuses a value outside the allowed characters with {@link IllegalArgumentException}. */
  public ResourceName {
    Names.check("resource name", value);
  }

  @Override
  public int compareTo(ResourceName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
