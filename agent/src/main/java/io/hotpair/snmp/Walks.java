package io.hotpair.snmp;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.snmp4j.smi.OID;

/**
 * The walks under way: a table that is fetched by several requests comes from one snapshot, so that
 * its rows fit together. A requester is known by what it sends from. A request that begins at a
 * cell goes on with its requester's walk; any other begins a new one, from the newest page.
 */
final class Walks {
  /** How long a walk waits for its next request. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  /** How old a page may become, however busily it is walked. */
  static final Duration LONGEST = Duration.ofSeconds(60);

  /** How many walks are kept; the one that was idle longest gives way, and goes on from news. */
  static final int MOST = 32;

  private record Walk(Page page, long begun, long used) {}

  private final Supplier<Page> newest;
  private final LongSupplier nanos;
  private final LinkedHashMap<Object, Walk> walks = new LinkedHashMap<>(MOST, 0.75f, true);

  /**
   * No walk is under way.
   *
   * @param newest the newest page
   * @param nanos a monotonic clock in nanoseconds
   */
  Walks(Supplier<Page> newest, LongSupplier nanos) {
    this.newest = newest;
    this.nanos = nanos;
  }

  /** The page that answers a request for what comes after an OID. */
  synchronized Page next(Object requester, OID after) {
    long now = nanos.getAsLong();
    Walk walk = walks.get(requester);
    boolean goesOn =
        walk != null
            && now - walk.used() < PATIENCE.toNanos()
            && now - walk.begun() < LONGEST.toNanos()
            && walk.page().has(after);
    Page page = goesOn ? walk.page() : newest.get();
    walks.put(requester, new Walk(page, goesOn ? walk.begun() : now, now));
    while (walks.size() > MOST) {
      Map.Entry<Object, Walk> idle = walks.firstEntry();
      walks.remove(idle.getKey());
    }
    return page;
  }

  /** Ends all walks: whoever has changed something wants to see it. */
  synchronized void end() {
    walks.clear();
  }
}
