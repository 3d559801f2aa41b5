package io.hotpair.view;

import io.hotpair.core.model.Operation;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.Order;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.Requester;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A sink that accepts every order, once for each request id, and does nothing about it. */
public final class FakeSink implements CommandSink {
  private final List<Operation> operations = new CopyOnWriteArrayList<>();
  private final List<Operation> refused = new CopyOnWriteArrayList<>();
  private final List<String> turnedAway = new CopyOnWriteArrayList<>();
  private volatile boolean broken;
  private volatile CountDownLatch held = new CountDownLatch(0);
  private volatile boolean holding;

  @Override
  public synchronized Operation submit(Order order) {
    waitWhileHeld();
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
  public Operation refuse(Order order, String reason) {
    Operation operation =
        new Operation(
            0,
            order,
            OperationState.REFUSED,
            "",
            reason,
            SnapshotFixture.WALL,
            SnapshotFixture.WALL);
    refused.add(operation);
    return operation;
  }

  @Override
  public void turnAway(Optional<PairName> pair, Requester requester, String reason) {
    turnedAway.add(pair.map(name -> name + ": ").orElse("") + requester + ": " + reason);
  }

  /** What became no order, oldest first: for which pair, by whom, why. */
  public List<String> turnedAway() {
    return List.copyOf(turnedAway);
  }

  /** What surfaces refused, oldest first. */
  public List<Operation> refused() {
    return List.copyOf(refused);
  }

  private void waitWhileHeld() {
    if (held.getCount() > 0) {
      holding = true;
      try {
        held.await();
      } catch (InterruptedException hurried) {
        Thread.currentThread().interrupt();
      }
    }
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

  /** From now on every order hangs until {@link #release}, as with a disk that does not answer. */
  public void hold() {
    held = new CountDownLatch(1);
  }

  /** Whether an order hangs. */
  public boolean isHolding() {
    return holding;
  }

  /** Lets the orders go on. */
  public void release() {
    held.countDown();
  }
}
