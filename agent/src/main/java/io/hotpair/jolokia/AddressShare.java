package io.hotpair.jolokia;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets the requests of one address be so many at once, from the end of their headers until they are
 * answered: whoever sends or reads slowly leaves connections to others.
 */
final class AddressShare {
  private final int most;
  private final Map<InetAddress, Integer> underWay = new HashMap<>();

  AddressShare(int most) {
    this.most = most;
  }

  /** Whether there may be one more of an address; it ends with {@link #leave}. */
  synchronized boolean enter(InetAddress address) {
    int now = underWay.getOrDefault(address, 0);
    if (now == most) {
      return false;
    }
    underWay.put(address, now + 1);
    return true;
  }

  /** One is over that entered. */
  synchronized void leave(InetAddress address) {
    underWay.computeIfPresent(address, (who, now) -> now == 1 ? null : now - 1);
  }
}
