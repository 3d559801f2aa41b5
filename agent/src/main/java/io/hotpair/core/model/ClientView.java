package io.hotpair.core.model;

import java.util.Optional;

/**
 * A client's view of a pair's service, as its standby reports it.
 *
 * @param verdict what it has found
 * @param resource the first resource in the start order whose service gives no answer; empty unless
 *     it is unserved
 * @param misses how many probes in a row got no answer; 0 unless it is unserved
 * @param text what came instead, for people; empty unless it is unserved
 */
public record ClientView(
    ClientVerdict verdict, Optional<ResourceName> resource, int misses, String text) {
  /** Nobody asks. */
  public static final ClientView UNKNOWN =
      new ClientView(ClientVerdict.UNKNOWN, Optional.empty(), 0, "");

  /** All that is asked is answered. */
  public static final ClientView SERVED =
      new ClientView(ClientVerdict.SERVED, Optional.empty(), 0, "");

  /** Refuses what says less than it must. */
  public ClientView {
    boolean unserved = verdict == ClientVerdict.UNSERVED;
    if (unserved != resource.isPresent() || unserved != misses > 0) {
      throw new IllegalArgumentException(verdict + " of " + resource + " with " + misses);
    }
  }

  /** A resource whose service gives no answer. */
  public static ClientView unserved(ResourceName resource, int misses, String text) {
    return new ClientView(ClientVerdict.UNSERVED, Optional.of(resource), misses, text);
  }

  /** How many probes of a resource in a row got no answer, as far as is known. */
  public int missesOf(ResourceName asked) {
    return resource.equals(Optional.of(asked)) ? misses : 0;
  }
}
