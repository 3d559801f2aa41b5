package io.hotpair.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class KeptDeliveriesTest {
  private final Map<String, Long> disk = new ConcurrentHashMap<>();
  private final CountDownLatch hangs = new CountDownLatch(1);
  private volatile boolean hung;
  private volatile boolean full;

  private KeptDeliveries deliveries(Duration patience) {
    return new KeptDeliveries(
        target ->
            disk.containsKey(target) ? OptionalLong.of(disk.get(target)) : OptionalLong.empty(),
        this::write,
        patience,
        Thread.ofPlatform().daemon().factory());
  }

  private void write(String target, long sequence) {
    try {
      if (hung) {
        hangs.await();
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
    if (full) {
      throw new UncheckedIOException(new IOException("No space left on device"));
    }
    disk.put(target, sequence);
  }

  @AfterEach
  void end() {
    hangs.countDown();
  }

  @Test
  void whatWasDeliveredIsWrittenWhenTheCallReturns() {
    try (KeptDeliveries deliveries = deliveries(Duration.ofHours(1))) {
      assertEquals(OptionalLong.empty(), deliveries.reached("nms"));
      deliveries.reached("nms", 7);
      assertEquals(OptionalLong.of(7), deliveries.reached("nms"));
    }
  }

  @Test
  void aDiskThatHangsKeepsNoDeliveryAndIsWrittenLater() {
    KeptDeliveries deliveries = deliveries(Duration.ofMillis(1));
    hung = true;
    assertThrows(UncheckedIOException.class, () -> deliveries.reached("nms", 7));
    assertThrows(UncheckedIOException.class, () -> deliveries.reached("nms", 8));
    hangs.countDown();
    deliveries.close();
    assertEquals(8, written());
  }

  private long written() {
    long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (disk.getOrDefault("nms", 0L) != 8 && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    return disk.getOrDefault("nms", 0L);
  }

  @Test
  void aFullDiskIsTold() {
    try (KeptDeliveries deliveries = deliveries(Duration.ofHours(1))) {
      full = true;
      assertThrows(UncheckedIOException.class, () -> deliveries.reached("nms", 7));
    }
  }
}
