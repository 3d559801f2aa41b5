package io.hotpair.snmp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, up to a deadline. */
final class Waiting {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final Duration GLANCE = Duration.ofMillis(10);

  private Waiting() {}

  static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "did not come true within " + DEADLINE);
      LockSupport.parkNanos(GLANCE.toNanos());
    }
  }
}
