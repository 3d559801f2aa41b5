package io.hotpair.runtime;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Notice;
import io.hotpair.core.model.NoticeDraft;
import io.hotpair.core.model.Severity;
import io.hotpair.port.Store;
import io.hotpair.view.NoticeFeed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event id for each event, in the log, the history and on every surface. Listeners hear of an
 * event after it was written down, or after a while if that hangs.
 */
final class Notices implements NoticeFeed {
  /** How many events the history holds. */
  static final int MOST = 1000;

  /** How long an event may take to be written down before it is told all the same. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger("io.hotpair.event");

  private final NodeName node;
  private final Store store;
  private final Scribe scribe;
  private final Scribe teller;
  private final Duration patience;
  private final LongSupplier wallMillis;
  private final Deque<Notice> ring = new ArrayDeque<>();
  private final List<Consumer<Notice>> listeners = new CopyOnWriteArrayList<>();
  private long sequence;
  private List<Notice> copy;

  /**
   * The events that the store has.
   *
   * @param scribe writes them down; a system disk that hangs keeps it
   * @param teller tells them; another thread than the scribe's
   * @param patience how long telling waits for writing
   */
  Notices(
      NodeName node,
      Store store,
      Scribe scribe,
      Scribe teller,
      Duration patience,
      LongSupplier wallMillis) {
    this.node = node;
    this.store = store;
    this.scribe = scribe;
    this.teller = teller;
    this.patience = patience;
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
    CountDownLatch written = new CountDownLatch(1);
    scribe.write(
        () -> {
          try {
            store.append(notice);
          } finally {
            written.countDown();
          }
        });
    long until = System.nanoTime() + patience.toNanos();
    teller.write(() -> await(written, until));
    listeners.forEach(listener -> teller.write(() -> listener.accept(notice)));
    return notice;
  }

  // Written first, so that a restart does not forget what others were told; but a disk that hangs
  // must not keep the very event that says so.
  private static void await(CountDownLatch written, long until) {
    try {
      if (!written.await(Math.max(until - System.nanoTime(), 0), TimeUnit.NANOSECONDS)) {
        LOG.debug("told before it was written down");
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
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
