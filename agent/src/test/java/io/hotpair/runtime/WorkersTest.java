package io.hotpair.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WorkersTest {
  private final Workers workers = new Workers(() -> {});
  private final AtomicInteger begun = new AtomicInteger();

  @AfterEach
  void end() {
    workers.close();
  }

  @Test
  void aThreadThatFailsBeginsAgain() throws InterruptedException {
    CountDownLatch again = new CountDownLatch(1);
    workers.start(
        "watch",
        () -> {
          if (begun.incrementAndGet() == 1) {
            throw new OutOfMemoryError("Cannot reserve direct buffer memory, as a test has it");
          }
          again.countDown();
        });
    assertTrue(again.await(30, TimeUnit.SECONDS), "it did not begin again");
  }

  @Test
  void oneWhoseBodyReturnsHasEnded() throws InterruptedException {
    assertTrue(workers.start("watch", begun::incrementAndGet).join(Duration.ofSeconds(30)));
    assertEquals(1, begun.get());
  }

  @Test
  void oneThatFailsAtTheEndEnds() throws InterruptedException {
    CountDownLatch begins = new CountDownLatch(1);
    Thread thread =
        workers.startPrompt(
            "watch",
            () -> {
              begun.incrementAndGet();
              begins.countDown();
              try {
                Thread.sleep(Duration.ofMinutes(10));
              } catch (InterruptedException end) {
                throw new IllegalStateException("its memory is gone", end);
              }
            });
    assertTrue(begins.await(30, TimeUnit.SECONDS));
    workers.close();
    assertTrue(thread.join(Duration.ofSeconds(30)), "it goes on");
    assertEquals(1, begun.get());
  }
}
