package io.hotpair.runtime;

import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NoticeDraft;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.Operation;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.Order;
import io.hotpair.core.model.PairName;
import io.hotpair.core.pair.Event;
import io.hotpair.core.pair.NodeEvent;
import io.hotpair.port.Store;
import io.hotpair.view.CommandSink;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The journal of orders. An order is written down before it is queued, and a request id that was
 * seen before gets the first one's operation, so an order is carried out at most once.
 */
final class Operations implements CommandSink {
  /** How many operations the journal holds. */
  static final int MOST = 1000;

  private final Set<PairName> pairs;
  private final Store store;
  private final Scribe scribe;
  private final Mailbox mailbox;
  private final Notices notices;
  private final LongSupplier wallMillis;
  private final Object submitting = new Object();
  private final Deque<String> order = new ArrayDeque<>();
  private final Map<String, Operation> operations = new HashMap<>();
  private long last;
  private List<Operation> copy = List.of();

  Operations(
      Set<PairName> pairs,
      Store store,
      Scribe scribe,
      Mailbox mailbox,
      Notices notices,
      LongSupplier wallMillis) {
    this.pairs = pairs;
    this.store = store;
    this.scribe = scribe;
    this.mailbox = mailbox;
    this.notices = notices;
    this.wallMillis = wallMillis;
    store.loadOperations().forEach(this::load);
  }

  private synchronized void load(Operation operation) {
    // What a dead process had under way can't be told from here; a repeat of the id can't redo it.
    Operation settled =
        operation.isOver()
            ? operation
            : new Operation(
                operation.number(),
                operation.order(),
                OperationState.UNKNOWN,
                "",
                "the agent ended meanwhile: look at the pair before you order again",
                operation.startMillis(),
                wallMillis.getAsLong());
    last = Math.max(last, operation.number());
    keep(settled);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Orders wait for each other and for the journal's disk; the deciding thread never waits for
   * them.
   */
  @Override
  public Operation submit(Order wanted) {
    synchronized (submitting) {
      Optional<Operation> before = find(wanted.requestId());
      if (before.isPresent()) {
        return before.get();
      }
      Operation operation = operation(wanted);
      store.append(operation);
      keep(operation);
      audit(operation);
      if (operation.state() == OperationState.ACCEPTED) {
        mailbox.put(
            moment -> new NodeEvent.ForPair(wanted.pair(), new Event.Ordered(moment, wanted)));
      }
      return operation;
    }
  }

  private synchronized Operation operation(Order wanted) {
    last++;
    long now = wallMillis.getAsLong();
    return pairs.contains(wanted.pair())
        ? new Operation(last, wanted, OperationState.ACCEPTED, "", "", now, 0)
        : new Operation(
            last,
            wanted,
            OperationState.REFUSED,
            "",
            "pair \"" + wanted.pair() + "\" is not on this node: it has " + pairs,
            now,
            now);
  }

  @Override
  public synchronized Optional<Operation> find(String requestId) {
    return Optional.ofNullable(operations.get(requestId));
  }

  /**
   * Takes in what the rules say of an order; an order that was given elsewhere is not kept here.
   * Nobody is shown an answer that a restart would take back: it is written down first, behind the
   * memory that the same step has changed. A disk that can't be written loses history, no answers.
   */
  void report(String requestId, OperationState state, String text) {
    scribe.write(
        () -> {
          Optional<Operation> changed = changed(requestId, state, text);
          if (changed.isPresent()) {
            try {
              store.append(changed.get());
            } finally {
              keep(changed.get());
            }
          }
        });
  }

  private synchronized Optional<Operation> changed(
      String requestId, OperationState state, String text) {
    Operation old = operations.get(requestId);
    if (old == null || old.isOver()) {
      return Optional.empty();
    }
    boolean over =
        switch (state) {
          case ACCEPTED, RUNNING -> false;
          case SUCCEEDED, FAILED, REFUSED, UNKNOWN -> true;
        };
    return Optional.of(
        new Operation(
            old.number(),
            old.order(),
            state,
            over ? "" : text,
            over ? text : "",
            old.startMillis(),
            over ? wallMillis.getAsLong() : 0));
  }

  /** The journal's newest entries, oldest first. */
  synchronized List<Operation> newest() {
    return copy;
  }

  private synchronized void keep(Operation operation) {
    String id = operation.order().requestId();
    if (operations.put(id, operation) == null) {
      order.addLast(id);
      if (order.size() > MOST) {
        operations.remove(order.removeFirst());
      }
    }
    copy = order.stream().map(operations::get).toList();
  }

  private void audit(Operation operation) {
    Order ordered = operation.order();
    notices.tell(
        new NoticeDraft(
            NoticeKind.ORDER_AUDITED,
            Optional.of(ordered.pair()),
            ordered.requestId(),
            "",
            operation.state().label(),
            MoveReason.NONE,
            ordered.decidedIn().orElse(Epoch.NONE),
            ordered.action().label()
                + ordered.target().map(target -> " to " + target).orElse("")
                + (ordered.force() ? " with force" : "")
                + ", ordered by "
                + ordered.requester()
                + (operation.result().isEmpty() ? "" : ": " + operation.result())));
  }
}
