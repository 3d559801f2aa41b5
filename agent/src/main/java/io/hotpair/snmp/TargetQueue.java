package io.hotpair.snmp;

import io.hotpair.core.model.Notice;
import io.hotpair.core.model.site.Endpoint;
import io.hotpair.view.TargetView;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snmp4j.PDU;

/**
 * The notifications of one target, delivered in order by a thread of their own, so that targets
 * never wait for each other. An inform is repeated with growing patience until it is acknowledged;
 * a trap is repeated only if it could not be sent. When the queue is full the oldest goes: what is
 * matters more than what was, and the event table keeps both.
 */
final class TargetQueue {
  private static final Logger LOG = LoggerFactory.getLogger(TargetQueue.class);

  /** How many notifications wait at most. */
  static final int CAPACITY = 256;

  /** How often a notification is sent at most. */
  static final int ATTEMPTS = 8;

  private static final Duration LONGEST_PATIENCE = Duration.ofSeconds(30);

  /** How a notification gets to the target. */
  interface Sender {
    /** The notification as the target wants it; repeats send the same one. */
    PDU encode(Notice notice, long upTimeCentis);

    /**
     * Sends it once.
     *
     * @param patience how long to wait for an acknowledgement, if the target gives one
     * @return whether nothing more is to be done: a trap was sent, an inform was acknowledged
     * @throws IOException if it could not be sent
     */
    boolean send(PDU notification, Duration patience) throws IOException;
  }

  private record Waiting(Notice notice, long upTimeCentis) {}

  private final String name;
  private final Endpoint address;
  private final boolean inform;
  private final Duration firstPatience;
  private final LongConsumer reached;
  private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(CAPACITY);
  private final AtomicLong queued = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong retried = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private volatile boolean closing;
  private Thread worker;

  /**
   * An empty queue.
   *
   * @param name the target's name
   * @param address where it listens
   * @param inform whether it acknowledges
   * @param firstPatience how long to wait before the first repeat; doubles with each, up to 30 s
   * @param reached told, before the next is tried, the sequence of each notice that was delivered
   *     or given up
   */
  TargetQueue(
      String name, Endpoint address, boolean inform, Duration firstPatience, LongConsumer reached) {
    this.name = name;
    this.address = address;
    this.inform = inform;
    this.firstPatience = firstPatience;
    this.reached = reached;
  }

  /** Begins to deliver. */
  void start(Sender sender, ThreadFactory threads) {
    worker = threads.newThread(() -> deliverAll(sender));
    worker.start();
  }

  /** Queues a notice; never waits. Called from one thread. */
  void add(Notice notice, long upTimeCentis) {
    queued.incrementAndGet();
    Waiting waiting = new Waiting(notice, upTimeCentis);
    while (!queue.offer(waiting)) {
      Waiting oldest = queue.poll();
      if (oldest != null) {
        drop(oldest.notice(), "too many wait");
      }
    }
  }

  /** The counters. */
  TargetView view() {
    return new TargetView(
        name,
        address.toString(),
        inform,
        queued.get(),
        sent.get(),
        acknowledged.get(),
        retried.get(),
        dropped.get());
  }

  /** Ends when nothing waits any more; nothing may be added after it. */
  void finish() {
    closing = true;
    if (worker != null && queued.get() == 0) {
      worker.interrupt();
    }
  }

  /** Waits for the end of {@link #finish}, then gives up what still waits. */
  void awaitEnd(Duration patience) throws InterruptedException {
    if (worker != null && !worker.join(patience)) {
      worker.interrupt();
      worker.join();
    }
  }

  private void deliverAll(Sender sender) {
    try {
      while (!closing || !queue.isEmpty()) {
        Waiting next = queue.take();
        deliver(sender, next);
        reached.accept(next.notice().sequence());
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(Sender sender, Waiting waiting) throws InterruptedException {
    PDU notification = sender.encode(waiting.notice(), waiting.upTimeCentis());
    Duration patience = firstPatience;
    String failure = "no acknowledgement";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (attempt > 0) {
        retried.incrementAndGet();
      }
      try {
        sent.incrementAndGet();
        if (sender.send(notification, patience)) {
          acknowledged.addAndGet(inform ? 1 : 0);
          queued.decrementAndGet();
          return;
        }
      } catch (IOException unsent) {
        failure = String.valueOf(unsent.getMessage());
        Thread.sleep(patience);
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      Duration doubled = patience.multipliedBy(2);
      patience = doubled.compareTo(LONGEST_PATIENCE) > 0 ? LONGEST_PATIENCE : doubled;
    }
    drop(waiting.notice(), failure);
  }

  private void drop(Notice notice, String why) {
    dropped.incrementAndGet();
    queued.decrementAndGet();
    LOG.warn("notification {} to {} at {} given up: {}", notice.eventId(), name, address, why);
  }
}
