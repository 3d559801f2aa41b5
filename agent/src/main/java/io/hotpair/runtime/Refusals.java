package io.hotpair.runtime;

import io.hotpair.core.model.Operation;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.Requester;
import io.hotpair.port.Store;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Orders that were refused before they were taken. They have room of their own, and a {@link
 * Ration}: whoever may only ask can neither push out of the journal what was carried out, nor flood
 * disk, log and notification targets.
 */
final class Refusals {
  /** How many are held. */
  static final int MOST = 100;

  /** How many are written down in each {@link #SPAN}; the others are counted only. */
  static final int RATION = 60;

  /** What the {@link #RATION} is for. */
  static final Duration SPAN = Duration.ofMinutes(1);

  private final Store store;
  private final Scribe scribe;
  private final OrderAudit audit;
  private final Ration ration = new Ration(RATION, SPAN, System::nanoTime);
  private final Deque<Operation> newest = new ArrayDeque<>();

  Refusals(Store store, Scribe scribe, OrderAudit audit) {
    this.store = store;
    this.scribe = scribe;
    this.audit = audit;
    newest.addAll(store.loadRefusals());
  }

  /** Writes down and tells what was refused, if there is not too much of it; whether it did. */
  boolean add(Operation refused) {
    OptionalLong untold = ration.take();
    if (untold.isEmpty()) {
      return false;
    }
    synchronized (this) {
      newest.addLast(refused);
      if (newest.size() > MOST) {
        newest.removeFirst();
      }
    }
    scribe.write(() -> store.appendRefusal(refused));
    audit.refused(refused, untold.getAsLong());
    return true;
  }

  /** Tells of what became no order, if there is not too much of it; it has no row. */
  void turnAway(Optional<PairName> pair, Requester requester, String reason) {
    OptionalLong untold = ration.take();
    if (untold.isPresent()) {
      audit.turnedAway(pair, requester, reason, untold.getAsLong());
    }
  }

  /** Those that are held, oldest first. */
  synchronized List<Operation> newest() {
    return List.copyOf(newest);
  }
}
