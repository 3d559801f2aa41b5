package io.hotpair.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Operation;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.Order;
import io.hotpair.view.FakeSource;
import io.hotpair.view.SnapshotFixture;
import io.hotpair.view.StrictSink;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that takes an order and is too busy to answer. */
final class PairOrderTest {
  private static final LocalRequest SUSPEND =
      new LocalRequest("suspend", "erp", "", "order-1", false);

  @TempDir private Path folder;

  @Test
  void whatItHasTakenIsFollowedAndNotOrderedAnew() throws IOException, CommandFailure {
    Busy sink = new Busy(true);
    StringWriter told = new StringWriter();
    int status = order(sink, told, Duration.ofMinutes(1));
    assertEquals(ExitStatus.DONE, status, told::toString);
    assertEquals(List.of("order-1"), sink.ids);
  }

  @Test
  void whenTimeIsUpTheIdIsToldByWhichItCanBeAskedFor() {
    Busy sink = new Busy(false);
    CommandFailure failure =
        assertThrows(
            CommandFailure.class, () -> order(sink, new StringWriter(), Duration.ofMillis(1)));
    assertEquals(ExitStatus.UNKNOWN, failure.exitStatus());
    assertTrue(failure.getMessage().contains("--request-id order-1"), failure.getMessage());
  }

  private int order(Busy sink, StringWriter told, Duration timeout)
      throws IOException, CommandFailure {
    Path socket = folder.resolve("agent.sock");
    try (LocalServer _ =
        LocalServer.start(socket, new FakeSource(SnapshotFixture.snapshot()), sink)) {
      LocalClient client = new LocalClient(socket, Duration.ofMillis(300));
      return new PairOrder(client, new PrintWriter(told)).submitAndWait(SUSPEND, timeout);
    } finally {
      sink.answers.countDown();
    }
  }

  /** Answers an order when it was asked what became of it, or not at all. */
  private static final class Busy extends StrictSink {
    final List<String> ids = new CopyOnWriteArrayList<>();
    final CountDownLatch answers = new CountDownLatch(1);
    private final boolean knows;
    private volatile Optional<Operation> taken = Optional.empty();

    Busy(boolean knows) {
      this.knows = knows;
    }

    @Override
    public Operation submit(Order order) {
      ids.add(order.requestId());
      Operation done = new Operation(1, order, OperationState.SUCCEEDED, "", "as told", 1, 2);
      taken = knows ? Optional.of(done) : Optional.empty();
      try {
        answers.await();
      } catch (InterruptedException end) {
        Thread.currentThread().interrupt();
      }
      return done;
    }

    @Override
    public Optional<Operation> find(String requestId) {
      return taken.filter(operation -> operation.order().requestId().equals(requestId));
    }
  }
}
