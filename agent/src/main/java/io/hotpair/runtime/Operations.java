package io.hotpair.runtime;

import io.hotpair.core.model.Operation;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.Order;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.Requester;
import io.hotpair.core.pair.Event;
import io.hotpair.core.pair.NodeEvent;
import io.hotpair.port.Store;
import io.hotpair.view.CommandSink;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The journal of orders. An order is written down before it is queued, and a request id that was
 * seen before gets the first one's operation, so an order is carried out at most once.
 */
final class Operations implements CommandSink {
  /** How many operations the journal holds, beside those that were refused at once. */
  static final int MOST = 1000;

  private final Set<PairName> pairs;
  private final Store store;
  private final Scribe scribe;
  private final Mailbox mailbox;
  private final OrderAudit audit;
  private final Refusals refusals;
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
    this.audit = new OrderAudit(notices::tell);
    this.refusals = new Refusals(store, scribe, audit);
    this.wallMillis = wallMillis;
    refusals.newest().forEach(refused -> last = Math.max(last, refused.number()));
    store.loadOperations().forEach(this::load);
  }

  private synchronized void load(Operation operation) {
    last = Math.max(last, operation.number());
    // What a dead process had under way can't be told from here; a repeat of the id can't redo it.
    Optional<Operation> settled =
        changed(
            operation,
            OperationState.UNKNOWN,
            "the agent ended meanwhile: look at the pair before you order again");
    keep(settled.orElse(operation));
    settled.ifPresent(
        unknown -> {
          scribe.write(() -> store.append(unknown));
          audit.over(unknown, operation.state());
        });
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
        return wanted.repeats(before.get().order())
            ? before.get()
            : refuse(wanted, taken(before.get()));
      }
      if (!pairs.contains(wanted.pair())) {
        return refuse(
            wanted, "pair \"" + wanted.pair() + "\" is not on this node: it has " + pairs);
      }
      Operation operation =
          new Operation(next(), wanted, OperationState.ACCEPTED, "", "", wallMillis.getAsLong(), 0);
      store.append(operation);
      keep(operation);
      audit.begun(operation);
      mailbox.put(
          moment -> new NodeEvent.ForPair(wanted.pair(), new Event.Ordered(moment, wanted)));
      return operation;
    }
  }

  private static String taken(Operation first) {
    return "its request id stands for another order, operation "
        + first.number()
        + " for pair "
        + first.order().pair()
        + ": "
        + first.order().inWords();
  }

  @Override
  public Operation refuse(Order order, String reason) {
    long now = wallMillis.getAsLong();
    Operation refused = new Operation(next(), order, OperationState.REFUSED, "", reason, now, now);
    if (refusals.add(refused)) {
      show();
    }
    return refused;
  }

  @Override
  public void turnAway(Optional<PairName> pair, Requester requester, String reason) {
    refusals.turnAway(pair, requester, reason);
  }

  private synchronized long next() {
    last++;
    return last;
  }

  @Override
  public synchronized Optional<Operation> find(String requestId) {
    return Optional.ofNullable(operations.get(requestId));
  }

  /**
   * Takes in what is known of an order; an order that was given elsewhere is not kept here. Nobody
   * is shown an answer that a restart would take back: it is written down first, behind the memory
   * that the same step has changed. A disk that can't be written loses history, no answers.
   */
  void report(String requestId, OperationState state, String text) {
    scribe.write(
        () -> {
          Optional<Operation> before = find(requestId);
          Optional<Operation> changed = before.flatMap(old -> changed(old, state, text));
          if (changed.isPresent()) {
            try {
              store.append(changed.get());
            } finally {
              keep(changed.get());
              tell(changed.get(), before.get().state());
            }
          }
        });
  }

  private void tell(Operation changed, OperationState before) {
    if (changed.isOver()) {
      audit.over(changed, before);
    }
  }

  // The first end stands; only that nothing could be told is taken back, once it can.
  private Optional<Operation> changed(Operation old, OperationState state, String text) {
    boolean over =
        switch (state) {
          case ACCEPTED, RUNNING -> false;
          case SUCCEEDED, FAILED, REFUSED, UNKNOWN -> true;
        };
    boolean learnt =
        old.state() == OperationState.UNKNOWN && over && state != OperationState.UNKNOWN;
    if (old.isOver() && !learnt) {
      return Optional.empty();
    }
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
    show();
  }

  private synchronized void show() {
    copy =
        Stream.concat(order.stream().map(operations::get), refusals.newest().stream())
            .sorted(Comparator.comparingLong(Operation::number))
            .toList();
  }
}
