package io.hotpair.snmp;

import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.PairName;
import java.util.HashMap;
import java.util.Map;

/**
 * The values of {@code hotpairControlLock}. A lock advances with each order taken down here, and
 * with the pair's epoch: an order that was decided before a move finds another lock after it.
 *
 * @param base where all locks begin; random for each start of the agent, so that a lock which was
 *     read before a restart fits no more
 * @param advances how often each lock advanced by orders; 0 if missing
 */
record Locks(int base, Map<PairName, Integer> advances) {
  /** Copies the map. */
  Locks {
    advances = Map.copyOf(advances);
  }

  /** The lock's value, 0 to 2147483647, wrapping around as TestAndIncr does (RFC 2579). */
  int value(PairName pair, Epoch epoch) {
    return (int) (base + advances.getOrDefault(pair, 0) + epoch.value()) & Integer.MAX_VALUE;
  }

  /** After one more order for a pair. */
  Locks advance(PairName pair) {
    Map<PairName, Integer> more = new HashMap<>(advances);
    more.merge(pair, 1, Integer::sum);
    return new Locks(base, more);
  }
}
