package io.hotpair.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Action;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.Order;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.Requester;
import io.hotpair.core.model.Surface;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is shown of an order, and when. */
@Timeout(60)
final class OperationsTest {
  private static final PairName ERP = new PairName("erp");
  private static final String ID = "order-1";

  private final FakeStore store = new FakeStore();
  private final Scribe scribe = new Scribe();
  private final Operations operations =
      new Operations(
          Set.of(ERP),
          store,
          scribe,
          new Mailbox(),
          new Notices(new NodeName("blade1"), store, scribe, scribe, Notices.PATIENCE, () -> 0),
          () -> 7);
  private Thread writing;

  @BeforeEach
  void start() {
    writing = Thread.ofPlatform().daemon().start(scribe);
    store.disk.release();
    operations.submit(
        new Order(
            ID,
            Action.SUSPEND,
            ERP,
            Optional.empty(),
            Optional.empty(),
            false,
            new Requester(Surface.CLI, "root", "")));
  }

  @AfterEach
  void end() throws InterruptedException {
    store.disk.release(100);
    scribe.end();
    writing.join();
  }

  @Test
  void noAnswerIsShownBeforeItIsWrittenDown() {
    operations.report(ID, OperationState.SUCCEEDED, "suspended");
    await("the disk is asked", () -> store.disk.hasQueuedThreads());
    assertEquals(OperationState.ACCEPTED, state());

    store.disk.release();
    await("it is answered", () -> state() == OperationState.SUCCEEDED);
    assertEquals(OperationState.SUCCEEDED, store.written.getLast().state());
  }

  @Test
  void theFirstEndOfAnOrderStands() {
    operations.report(ID, OperationState.FAILED, "the group does not start");
    operations.report(ID, OperationState.SUCCEEDED, "was carried out before");
    store.disk.release(2);
    await("it is answered", () -> operations.find(ID).orElseThrow().isOver());
    scribe.end();
    await("all is written", () -> !writing.isAlive());
    assertEquals(OperationState.FAILED, state());
    assertEquals(2, store.written.size());
  }

  @Test
  void aFullDiskLosesHistoryAndNoAnswer() {
    store.full = true;
    operations.report(ID, OperationState.SUCCEEDED, "suspended");
    store.disk.release();
    await("it is answered", () -> state() == OperationState.SUCCEEDED);
  }

  private OperationState state() {
    return operations.find(ID).orElseThrow().state();
  }

  private static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "waited 20 s in vain until " + what);
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }
}
