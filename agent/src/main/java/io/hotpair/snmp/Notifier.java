package io.hotpair.snmp;

import io.hotpair.core.model.Notice;
import io.hotpair.core.model.site.SnmpSpec;
import io.hotpair.view.Deliveries;
import io.hotpair.view.NoticeFeed;
import io.hotpair.view.TargetView;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands each notice to the queue of every target, from the making on: what an agent tells before it
 * listens, as that it adopted its group, is sent as soon as it does; and what an earlier life told,
 * and could not deliver to a target, before that. A notice may arrive twice, with one event id.
 */
final class Notifier {
  private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
  private static final Duration FIRST_PATIENCE = Duration.ofSeconds(1);
  private static final Duration GOODBYE = Duration.ofSeconds(2);

  private final Map<String, SnmpSpec.Target> targets;
  private final Map<String, TargetQueue> queues = new TreeMap<>();
  private final Map<String, Long> newest = new HashMap<>();
  private final Deliveries deliveries;
  private final NoticeFeed.Subscription subscription;
  private volatile LongSupplier upTime = () -> 0;

  /**
   * Queues for targets by name; nothing is sent yet.
   *
   * @param feed where notices come from
   * @param deliveries what each target has got already
   */
  Notifier(Map<String, SnmpSpec.Target> targets, NoticeFeed feed, Deliveries deliveries) {
    this.targets = Map.copyOf(targets);
    this.deliveries = deliveries;
    targets.forEach(
        (name, target) ->
            queues.put(
                name,
                new TargetQueue(
                    name,
                    target.address(),
                    target.inform(),
                    FIRST_PATIENCE,
                    sequence -> keep(name, sequence))));
    List<Notice> past = feed.newest();
    queues.keySet().forEach(name -> newest.put(name, reached(name, past)));
    // From before the past was read: what was told in between comes twice, and is queued once.
    subscription = feed.subscribe(this::add);
    feed.newest().forEach(this::add);
  }

  /** How far a target has come; a new one begins with what is told from now on. */
  private long reached(String name, List<Notice> past) {
    long last = past.isEmpty() ? 0 : past.getLast().sequence();
    long before = deliveries.reached(name).orElse(last);
    // Above the last if the history was lost: numbers begin anew, and all of them are news.
    long reached = Math.min(before, last);
    if (deliveries.reached(name).isEmpty() || reached != before) {
      keep(name, reached);
    }
    return reached;
  }

  private void keep(String name, long sequence) {
    try {
      deliveries.reached(name, sequence);
    } catch (UncheckedIOException full) {
      LOG.warn("after a restart {} may get notices again: {}", name, full.getMessage());
    }
  }

  /**
   * Begins to send.
   *
   * @param upTime {@code sysUpTime} in hundredths of a second
   * @param senders how to send to a target
   */
  void start(
      LongSupplier upTime,
      Function<SnmpSpec.Target, TargetQueue.Sender> senders,
      ThreadFactory threads) {
    this.upTime = upTime;
    queues.forEach((name, queue) -> queue.start(senders.apply(targets.get(name)), threads));
  }

  private synchronized void add(Notice notice) {
    long upTimeCentis = upTime.getAsLong();
    queues.forEach(
        (name, queue) -> {
          if (notice.sequence() > newest.get(name)) {
            newest.put(name, notice.sequence());
            queue.add(notice, upTimeCentis);
          }
        });
  }

  /** The counters of every target, by name. */
  List<TargetView> views() {
    return queues.values().stream().map(TargetQueue::view).toList();
  }

  /** Takes no more notices, and gives those that wait up to two seconds to leave. */
  void close() {
    subscription.close();
    queues.values().forEach(TargetQueue::finish);
    long deadline = System.nanoTime() + GOODBYE.toNanos();
    try {
      for (TargetQueue queue : queues.values()) {
        queue.awaitEnd(Duration.ofNanos(Math.max(deadline - System.nanoTime(), 1)));
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
