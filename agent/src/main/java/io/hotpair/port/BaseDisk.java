package io.hotpair.port;

/**
 * A disk that lies on no other one: the foot of partitions, mapped devices and loops.
 *
 * @param name the kernel's, as {@code sdb}, or the file that a loop device shows
 * @param identity what it says that it is, as a WWID; empty: it says nothing
 */
public record BaseDisk(String name, String identity) {
  /** Whether both are the same, or ways to the same. */
  public boolean isSameAs(BaseDisk other) {
    return identity.isEmpty() || other.identity.isEmpty()
        ? name.equals(other.name)
        : identity.equals(other.identity);
  }

  @Override
  public String toString() {
    return identity.isEmpty() ? name : name + " (" + identity + ")";
  }
}
