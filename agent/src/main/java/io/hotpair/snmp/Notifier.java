package io.hotpair.snmp;

import io.hotpair.core.model.Notice;
import io.hotpair.core.model.site.SnmpSpec;
import io.hotpair.view.NoticeFeed;
import io.hotpair.view.TargetView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Hands each notice to the queue of every target. */
final class Notifier {
  private static final Duration FIRST_PATIENCE = Duration.ofSeconds(1);
  private static final Duration GOODBYE = Duration.ofSeconds(2);

  private final Map<String, SnmpSpec.Target> targets;
  private final Map<String, TargetQueue> queues = new TreeMap<>();
  private NoticeFeed.Subscription subscription = () -> {};

  /** Queues for targets by name; nothing is sent yet. */
  Notifier(Map<String, SnmpSpec.Target> targets) {
    this.targets = Map.copyOf(targets);
    targets.forEach(
        (name, target) ->
            queues.put(
                name, new TargetQueue(name, target.address(), target.inform(), FIRST_PATIENCE)));
  }

  /**
   * Begins to send.
   *
   * @param feed where notices come from
   * @param upTime {@code sysUpTime} in hundredths of a second
   * @param senders how to send to a target
   */
  void start(
      NoticeFeed feed,
      LongSupplier upTime,
      Function<SnmpSpec.Target, TargetQueue.Sender> senders,
      ThreadFactory threads) {
    queues.forEach((name, queue) -> queue.start(senders.apply(targets.get(name)), threads));
    subscription = feed.subscribe(notice -> add(notice, upTime.getAsLong()));
  }

  private void add(Notice notice, long upTimeCentis) {
    queues.values().forEach(queue -> queue.add(notice, upTimeCentis));
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
