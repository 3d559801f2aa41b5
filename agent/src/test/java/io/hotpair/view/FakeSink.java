package io.hotpair.view;

import io.hotpair.core.model.Operation;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.Order;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A sink that accepts every order, once for each request id, and does nothing about it. */
public final class FakeSink implements CommandSink {
  private final List<Operation> operations = new CopyOnWriteArrayList<>();
  private volatile boolean broken;

  @Override
  public synchronized Operation submit(Order order) {
    if (broken) {
      throw new IllegalStateException("the journal cannot be written");
    }
    Optional<Operation> first = find(order.requestId());
    if (first.isPresent()) {
      return first.get();
    }
    Operation operation =
        new Operation(
            operations.size() + 1L,
            order,
            OperationState.ACCEPTED,
            "",
            "",
            SnapshotFixture.WALL,
            0);
    operations.add(operation);
    return operation;
  }

  @Override
  public Optional<Operation> find(String requestId) {
    return operations.stream()
        .filter(operation -> operation.order().requestId().equals(requestId))
        .findFirst();
  }

  /** The orders that were submitted, repeats left out, oldest first. */
  public List<Order> orders() {
    return operations.stream().map(Operation::order).toList();
  }

  /** From now on every order fails, as with a full disk. */
  public void breakDown() {
    broken = true;
  }
}
