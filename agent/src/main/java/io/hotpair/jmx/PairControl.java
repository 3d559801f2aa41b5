package io.hotpair.jmx;

import io.hotpair.core.model.AccessRole;
import io.hotpair.core.model.Action;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Operation;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.Order;
import io.hotpair.core.model.Requester;
import io.hotpair.core.model.Surface;
import io.hotpair.mbeans.PairMXBean;
import io.hotpair.mbeans.PairOperation;
import io.hotpair.view.CommandSink;
import io.hotpair.view.PairView;
import io.hotpair.view.access.Caller;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A pair's row with its operations. Here, and only here, a role is asked before an order, so that
 * what is refused can be written down as well.
 */
final class PairControl extends PairFacts implements PairMXBean {
  // Whoever calls without a subject is in this process, or attached to it with its own user id, and
  // could do anything to it: there is nothing to protect from.
  private static final Caller LOCAL =
      new Caller(new Requester(Surface.JMX, "local", ""), AccessRole.FORCE);

  private final Supplier<PairView> row;
  private final NodeName self;
  private final CommandSink sink;

  /** A pair's control on a node; orders go into the sink. */
  PairControl(Supplier<PairView> row, NodeName self, CommandSink sink) {
    super(row);
    this.row = row;
    this.self = self;
    this.sink = sink;
  }

  @Override
  public long switchover(String target, String requestId) {
    return order(PairOperation.SWITCHOVER, target, requestId);
  }

  @Override
  public long suspend(String requestId) {
    return order(PairOperation.SUSPEND, "", requestId);
  }

  @Override
  public long resume(String requestId) {
    return order(PairOperation.RESUME, "", requestId);
  }

  @Override
  public long clearFault(String requestId) {
    return order(PairOperation.CLEAR_FAULT, "", requestId);
  }

  @Override
  public long forceTakeover(String requestId) {
    return order(PairOperation.FORCE_TAKEOVER, "", requestId);
  }

  private long order(PairOperation called, String target, String requestId) {
    Caller caller = caller();
    Order order = order(called, target, requestId, caller);
    requireRole(caller, called, order);
    requireNodeOfThePair(order);
    Operation operation = sink.submit(order);
    if (operation.state() == OperationState.REFUSED) {
      throw new IllegalStateException(
          "operation " + operation.number() + " is refused: " + operation.result());
    }
    return operation.number();
  }

  private Order order(PairOperation called, String target, String requestId, Caller caller) {
    Action action = Action.valueOf(called.action().name());
    try {
      return new Order(
          requestIdOf(requestId),
          action,
          row.get().name(),
          targetOf(target),
          Optional.empty(),
          action == Action.FORCE_TAKEOVER,
          caller.requester());
    } catch (IllegalArgumentException unclear) {
      turnAway(called, unclear.getMessage());
      throw unclear;
    }
  }

  /** Has a call audited that cannot become an order. */
  void turnAway(PairOperation called, String reason) {
    sink.turnAway(
        Optional.of(row.get().name()),
        caller().requester(),
        called.operationName() + ": " + reason);
  }

  private static Caller caller() {
    return Caller.current().orElse(LOCAL);
  }

  private void requireRole(Caller caller, PairOperation called, Order order) {
    if (caller.role().code() < called.role().code()) {
      String reason =
          called.operationName()
              + " needs the role "
              + called.role().label()
              + "; "
              + caller.getName()
              + " has the role "
              + caller.role().label();
      sink.refuse(order, reason);
      throw new SecurityException(reason);
    }
  }

  private void requireNodeOfThePair(Order order) {
    NodeName peer = row.get().peer();
    if (order.target().filter(node -> !node.equals(self) && !node.equals(peer)).isPresent()) {
      String reason =
          "target \""
              + order.target().get()
              + "\": allowed are "
              + self
              + " and "
              + peer
              + ", or nothing";
      sink.refuse(order, reason);
      throw new IllegalArgumentException(reason);
    }
  }

  private static String requestIdOf(String text) {
    return text == null || text.isBlank() ? "jmx-" + UUID.randomUUID() : text;
  }

  private static Optional<NodeName> targetOf(String text) {
    return text == null || text.isBlank() ? Optional.empty() : Optional.of(new NodeName(text));
  }
}
