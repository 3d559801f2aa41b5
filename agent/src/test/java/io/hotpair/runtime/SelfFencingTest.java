package io.hotpair.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.PairName;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A machine that has to go goes, whatever hangs. */
final class SelfFencingTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void aLogThatHangsKeepsNoMachineAlive() throws InterruptedException {
    CountDownLatch journalComesBack = new CountDownLatch(1);
    BlockingQueue<String> done = new LinkedBlockingQueue<>();
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    try (Workers workers = new Workers(() -> {})) {
      SelfFencing fencing =
          new SelfFencing(
              workers,
              () -> done.add("starved"),
              new Host(() -> done.add(Thread.currentThread().getName())),
              LONG,
              line -> {
                await(journalComesBack);
                told.add(line);
              });

      fencing.fence(new PairName("erp"), "fs could not be stopped");

      assertEquals("starved", done.poll(LONG.toSeconds(), TimeUnit.SECONDS));
      assertEquals("self-fence", done.poll(LONG.toSeconds(), TimeUnit.SECONDS));
      assertTrue(told.isEmpty());
      journalComesBack.countDown();
      String first = told.poll(LONG.toSeconds(), TimeUnit.SECONDS);
      String second = told.poll(LONG.toSeconds(), TimeUnit.SECONDS);
      String both = first + "\n" + second;
      assertTrue(both.contains("erp: resetting this machine: fs could not be stopped"), both);
      assertTrue(both.contains("this machine was not reset: sysrq is off"), both);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(LONG.toSeconds(), TimeUnit.SECONDS));
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Host extends FakeHost {
    private final Runnable reset;

    Host(Runnable reset) {
      this.reset = reset;
    }

    @Override
    public String fenceSelf() {
      assertFalse(Thread.currentThread().isVirtual());
      reset.run();
      return "sysrq is off";
    }
  }
}
