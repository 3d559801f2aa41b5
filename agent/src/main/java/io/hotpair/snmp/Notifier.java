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

/**
 * Hands each notice to the queue of every target, from the making on: what an agent tells before it
 * listens, as that it adopted its group, is sent as soon as it does.
 */
final class Notifier {
  private static final Duration FIRST_PATIENCE = Duration.ofSeconds(1);
  private static final Duration GOODBYE = Duration.ofSeconds(2);

  private final Map<String, SnmpSpec.Target> targets;
  private final Map<String, TargetQueue> queues = new TreeMap<>();
  private final NoticeFeed.Subscription subscription;
  private volatile LongSupplier upTime = () -> 0;

  /**
   * Queues for targets by name; nothing is sent yet.
   *
   * @param feed where notices come from
   */
  Notifier(Map<String, SnmpSpec.Target> targets, NoticeFeed feed) {
    this.targets = Map.copyOf(targets);
    targets.forEach(
        (name, target) ->
            queues.put(
                name, new TargetQueue(name, target.address(), target.inform(), FIRST_PATIENCE)));
    subscription = feed.subscribe(this::add);
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

  private void add(Notice notice) {
    long upTimeCentis = upTime.getAsLong();
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
