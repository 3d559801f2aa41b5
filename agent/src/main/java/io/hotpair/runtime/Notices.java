package io.hotpair.runtime;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Notice;
import io.hotpair.core.model.NoticeDraft;
import io.hotpair.core.model.Severity;
import io.hotpair.port.Store;
import io.hotpair.view.NoticeFeed;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event id for each event, in the log, the history and on every surface. Listeners hear of an
 * event after it was written down.
 */
final class Notices implements NoticeFeed {
  /** How many events the history holds. */
  static final int MOST = 1000;

  private static final Logger LOG = LoggerFactory.getLogger("io.hotpair.event");

  private final NodeName node;
  private final Store store;
  private final Scribe scribe;
  private final LongSupplier wallMillis;
  private final Deque<Notice> ring = new ArrayDeque<>();
  private final List<Consumer<Notice>> listeners = new CopyOnWriteArrayList<>();
  private long sequence;
  private List<Notice> copy;

  Notices(NodeName node, Store store, Scribe scribe, LongSupplier wallMillis) {
    this.node = node;
    this.store = store;
    this.scribe = scribe;
    this.wallMillis = wallMillis;
    ring.addAll(store.loadNotices());
    sequence = ring.isEmpty() ? 0 : ring.getLast().sequence();
    copy = List.copyOf(ring);
  }

  /** Stamps, logs, keeps and tells an event. */
  synchronized Notice tell(NoticeDraft draft) {
    sequence++;
    Notice notice = Notice.of(draft, node, sequence, wallMillis.getAsLong());
    ring.addLast(notice);
    if (ring.size() > MOST) {
      ring.removeFirst();
    }
    copy = List.copyOf(ring);
    // The log may block, as a full pipe does: that is the scribe's trouble, not the decider's.
    scribe.write(() -> log(notice));
    scribe.write(() -> store.append(notice));
    listeners.forEach(listener -> scribe.write(() -> listener.accept(notice)));
    return notice;
  }

  @Override
  public synchronized List<Notice> newest() {
    return copy;
  }

  /** How many events this node has told over restarts. */
  synchronized long total() {
    return sequence;
  }

  @Override
  public Subscription subscribe(Consumer<Notice> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private static void log(Notice notice) {
    String pair = notice.pair().map(name -> name + ": ").orElse("");
    if (notice.severity() == Severity.INFORMATION) {
      LOG.info("[{}] {} {}{}", notice.eventId(), notice.kind().label(), pair, notice.text());
    } else {
      LOG.warn("[{}] {} {}{}", notice.eventId(), notice.kind().label(), pair, notice.text());
    }
  }
}
