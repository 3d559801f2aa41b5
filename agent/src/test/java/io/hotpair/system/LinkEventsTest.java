package io.hotpair.system;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LinkEventsTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @Test
  void aWaitEndsAlsoWhereNoDeviceChanges() {
    assertTimeoutPreemptively(
        LONG,
        () -> {
          try (LinkEvents events = new LinkEvents()) {
            events.await();
            events.await();
          }
        });
  }

  @Test
  void anInterruptEndsTheWaiting() {
    assertTimeoutPreemptively(
        LONG,
        () -> {
          try (LinkEvents events = new LinkEvents()) {
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, events::await);
          }
        });
  }
}
