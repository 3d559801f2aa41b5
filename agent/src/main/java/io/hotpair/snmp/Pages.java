package io.hotpair.snmp;

import io.hotpair.view.Snapshot;
import io.hotpair.view.SnapshotSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * The newest page. A page is laid out once for each snapshot that somebody asks for, and kept until
 * a newer one is asked for; two threads that ask at once may both lay it out, which does no harm.
 */
final class Pages implements Supplier<Page> {
  private final List<MibTable<?>> tables;
  private final SnapshotSource snapshots;
  private final Supplier<Locks> locks;
  private volatile Page last;

  Pages(List<MibTable<?>> tables, SnapshotSource snapshots, Supplier<Locks> locks) {
    this.tables = tables;
    this.snapshots = snapshots;
    this.locks = locks;
  }

  @Override
  public Page get() {
    Snapshot snapshot = snapshots.get();
    Locks now = locks.get();
    Page page = last;
    if (page == null || page.served().snapshot() != snapshot || page.served().locks() != now) {
      page = new Page(tables, new Served(snapshot, now));
      last = page;
    }
    return page;
  }
}
