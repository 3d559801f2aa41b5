package io.hotpair.core.model;

/**
 * A node's name, equal in the site file of every node.
 *
 * @param value 1 to 32 characters of {@code A-Z a-z 0-9 _ -}
 */
public record NodeName(String value) implements Comparable<NodeName> {
  /** Refuses a value outside the allowed characters with {@link IllegalArgumentException}. */
  public NodeName {
    Names.check("node name", value);
  }

  @Override
  public int compareTo(NodeName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
