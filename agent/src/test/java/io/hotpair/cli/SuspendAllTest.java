package io.hotpair.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Action;
import io.hotpair.core.model.Operation;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.Order;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.Requester;
import io.hotpair.view.CommandSink;
import io.hotpair.view.FakeSource;
import io.hotpair.view.PairView;
import io.hotpair.view.SnapshotFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private static final class Sink implements CommandSink {
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
    public Operation refuse(Order order, String reason) {
      throw new AssertionError("nothing here is refused: " + reason);
    }

    @Override
    public void turnAway(Optional<PairName> pair, Requester requester, String reason) {
      throw new AssertionError("nothing here is turned away: " + reason);
    }

    @Override
    public Optional<Operation> find(String requestId) {
      return Optional.empty();
    }
  }
}
