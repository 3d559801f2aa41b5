package io.hotpair.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Action;
import io.hotpair.core.model.Operation;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.Order;
import io.hotpair.core.model.PairName;
import io.hotpair.view.FakeSource;
import io.hotpair.view.PairView;
import io.hotpair.view.SnapshotFixture;
import io.hotpair.view.SnapshotSource;
import io.hotpair.view.StrictSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SuspendAllTest {
  @TempDir private Path folder;

  @Test
  void everyPairIsSuspendedOnceAndOnlyThoseThatWereAreNamed() throws IOException {
    Sink sink = new Sink("erp");
    LocalSite.Result result = run(sink);
    List<String> open =
        SnapshotFixture.snapshot().pairs().stream()
            .filter(pair -> !pair.suspended())
            .map(PairView::name)
            .map(PairName::value)
            .toList();
    assertTrue(open.contains("erp") && !open.contains("mail") && open.size() > 1, open::toString);
    assertEquals(open, sink.orders.stream().map(order -> order.pair().value()).toList());
    assertTrue(sink.orders.stream().allMatch(order -> order.action() == Action.SUSPEND));
    assertEquals(
        open.stream().filter(name -> !name.equals("erp")).toList(),
        result.output().lines().toList());
    assertEquals(ExitStatus.FAILED, result.status());
  }

  @Test
  void allWellIsDone() throws IOException {
    assertEquals(ExitStatus.DONE, run(new Sink("none")).status());
  }

  @Test
  void aBusyAgentIsAskedAgain() throws IOException, CommandFailure {
    Path socket = folder.resolve("agent.sock");
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch never = new CountDownLatch(1);
    // Longer than the client waits for one answer.
    SnapshotSource busy =
        () -> {
          try {
            boolean _ = asked.incrementAndGet() == 1 && never.await(1, TimeUnit.SECONDS);
          } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
          }
          return SnapshotFixture.snapshot();
        };
    try (LocalServer _ = LocalServer.start(socket, busy, new Sink("none"))) {
      LocalClient client = new LocalClient(socket, Duration.ofMillis(300));
      long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
      assertFalse(SuspendAllCommand.status(client, end).path("pairs").isEmpty());
    }
    assertTrue(asked.get() > 1);
  }

  private LocalSite.Result run(Sink sink) throws IOException {
    Path socket = folder.resolve("agent.sock");
    try (LocalServer _ =
        LocalServer.start(socket, new FakeSource(SnapshotFixture.snapshot()), sink)) {
      return LocalSite.run(
          (file, node, path, state) -> ExitStatus.FAILED,
          "suspend-all",
          "--socket",
          socket.toString());
    }
  }

  /** Every order is over at once; that of one pair has failed. */
  private static final class Sink extends StrictSink {
    final List<Order> orders = new ArrayList<>();
    private final String failing;

    Sink(String failing) {
      this.failing = failing;
    }

    @Override
    public synchronized Operation submit(Order order) {
      orders.add(order);
      OperationState state =
          order.pair().value().equals(failing) ? OperationState.FAILED : OperationState.SUCCEEDED;
      return new Operation(orders.size(), order, state, "", "as told", 1, 2);
    }

    @Override
    public Optional<Operation> find(String requestId) {
      return Optional.empty();
    }
  }
}
