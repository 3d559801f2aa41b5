package io.hotpair.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.system.ServiceManager;
import io.hotpair.view.FakeSource;
import io.hotpair.view.SnapshotFixture;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ServiceWatchTest {
  private final FakeSource source = new FakeSource(SnapshotFixture.snapshot());

  @Test
  void onlyADecisionSinceTheLastLookIsLife() {
    ServiceWatch watch = new ServiceWatch(new ServiceManager(Map.of()), source);
    assertTrue(watch.look());
    assertFalse(watch.look());
    source.publish(SnapshotFixture.snapshot());
    assertTrue(watch.look());
    assertFalse(watch.look());
  }

  @Test
  void looksUntilTheAgentHasEnded() throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    CountDownLatch looks = new CountDownLatch(3);
    ServiceManager manager = new ServiceManager(Map.of("WATCHDOG_USEC", "40000"));
    ServiceWatch watch =
        new ServiceWatch(
            manager,
            () -> {
              looks.countDown();
              return source.get();
            });
    Thread watching =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    watch.until(ended);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    looks.await();
    ended.countDown();
    watching.join();
    assertEquals(Thread.State.TERMINATED, watching.getState());
  }
}
