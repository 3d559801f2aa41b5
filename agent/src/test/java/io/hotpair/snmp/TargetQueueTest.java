package io.hotpair.snmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Notice;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.site.Endpoint;
import io.hotpair.view.SnapshotFixture;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.snmp4j.PDU;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.VariableBinding;

/** How one target's notifications wait, are repeated and are given up. */
final class TargetQueueTest {
  private static final Duration PATIENCE = Duration.ofMillis(2);

  private final TargetQueue queue =
      new TargetQueue(
          "nms", new Endpoint("127.0.0.1", 162), true, PATIENCE, sequence -> reached = sequence);
  private volatile long reached;
  private final FakeSender sender = new FakeSender();

  /** A target that acknowledges only what a test lets it. */
  private static final class FakeSender implements TargetQueue.Sender {
    final List<PDU> sent = new CopyOnWriteArrayList<>();
    final List<Duration> patience = new CopyOnWriteArrayList<>();
    final CountDownLatch open = new CountDownLatch(1);
    volatile int refusals;
    volatile boolean unreachable;

    @Override
    public PDU encode(Notice notice, long upTimeCentis) {
      PDU pdu = new PDU();
      pdu.add(new VariableBinding(Oids.ROOT, new Integer32((int) notice.sequence())));
      return pdu;
    }

    @Override
    public boolean send(PDU notification, Duration allowed) throws IOException {
      try {
        open.await(30, TimeUnit.SECONDS);
      } catch (InterruptedException hurried) {
        Thread.currentThread().interrupt();
        return false;
      }
      sent.add(notification);
      patience.add(allowed);
      if (unreachable) {
        throw new IOException("Network is unreachable");
      }
      return refusals-- <= 0;
    }

    List<Integer> sequences() {
      return sent.stream().map(pdu -> pdu.get(0).getVariable().toInt()).toList();
    }
  }

  private void start() {
    queue.start(sender, Thread.ofPlatform().daemon().factory());
  }

  private void add(int first, int last) {
    for (int sequence = first; sequence <= last; sequence++) {
      queue.add(SnapshotFixture.notice(sequence, NoticeKind.PATH_DOWN), 0);
    }
  }

  @AfterEach
  void end() throws InterruptedException {
    sender.open.countDown();
    queue.finish();
    queue.awaitEnd(Duration.ofSeconds(10));
  }

  @Test
  void whatWaitsIsSentInOrder() {
    add(1, 50);
    assertEquals(50, queue.view().queued());
    sender.open.countDown();
    start();
    Waiting.until(() -> queue.view().queued() == 0);
    assertEquals(50, queue.view().acknowledged());
    assertEquals(IntStream.rangeClosed(1, 50).boxed().toList(), sender.sequences());
  }

  @Test
  void anInformIsRepeatedAsItWasWithGrowingPatience() {
    sender.refusals = 3;
    sender.open.countDown();
    start();
    add(1, 1);
    Waiting.until(() -> queue.view().acknowledged() == 1);
    assertEquals(4, queue.view().sent());
    assertEquals(3, queue.view().retried());
    assertEquals(0, queue.view().dropped());
    sender.sent.forEach(pdu -> assertSame(sender.sent.getFirst(), pdu));
    assertEquals(
        List.of(
            PATIENCE, PATIENCE.multipliedBy(2), PATIENCE.multipliedBy(4), PATIENCE.multipliedBy(8)),
        sender.patience);
  }

  @Test
  void whatIsNeverAcknowledgedIsGivenUpAndTheNextIsTried() {
    sender.refusals = TargetQueue.ATTEMPTS;
    sender.open.countDown();
    start();
    add(1, 2);
    Waiting.until(() -> queue.view().queued() == 0);
    assertEquals(1, queue.view().dropped());
    assertEquals(1, queue.view().acknowledged());
    Waiting.until(() -> reached == 2);
    assertEquals(TargetQueue.ATTEMPTS + 1, queue.view().sent());
    assertEquals(2, sender.sequences().getLast());
  }

  @Test
  void whatCannotBeSentIsRepeatedToo() {
    sender.unreachable = true;
    sender.open.countDown();
    start();
    add(1, 1);
    Waiting.until(() -> queue.view().retried() > 1);
    sender.unreachable = false;
    Waiting.until(() -> queue.view().acknowledged() == 1);
    assertEquals(0, queue.view().dropped());
  }

  @Test
  void addingNeverWaitsAndTheOldestGivesWay() {
    start();
    add(1, 1);
    // The first is in delivery and stuck; the queue behind it fills up.
    Waiting.until(() -> queue.view().sent() == 1);
    add(2, TargetQueue.CAPACITY + 11);
    assertEquals(10, queue.view().dropped());
    assertEquals(TargetQueue.CAPACITY + 1, queue.view().queued());
    sender.open.countDown();
    Waiting.until(() -> queue.view().queued() == 0);
    assertEquals(1, sender.sequences().getFirst());
    assertEquals(12, sender.sequences().get(1));
    assertEquals(TargetQueue.CAPACITY + 11, sender.sequences().getLast());
  }

  @Test
  void whatWaitsIsSentBeforeTheEnd() throws InterruptedException {
    add(1, 5);
    sender.open.countDown();
    start();
    queue.finish();
    queue.awaitEnd(Duration.ofSeconds(10));
    assertEquals(5, queue.view().acknowledged());
  }

  @Test
  void theEndDoesNotWaitForAStuckTarget() throws InterruptedException {
    start();
    add(1, 3);
    Waiting.until(() -> queue.view().sent() == 1);
    long begin = System.nanoTime();
    queue.finish();
    queue.awaitEnd(Duration.ofMillis(50));
    assertTrue(Duration.ofNanos(System.nanoTime() - begin).toSeconds() < 10);
    assertFalse(queue.view().acknowledged() > 0);
    assertEquals(0, reached);
  }
}
