package io.hotpair.core.pair;

import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.Order;
import java.util.Optional;

/**
 * An order that this node follows until it is over.
 *
 * @param order the order
 * @param from the pair's epoch when it was given
 * @param until when an outcome that did not show is given up as unknown
 * @param carriedOut whether this node itself does it; else it is passed on to the peer
 */
public record Tracked(Order order, Epoch from, Moment until, boolean carriedOut) {
  /** The order, bound to the epoch in which it was given: once that has moved on, it is refused. */
  Order bound() {
    return new Order(
        order.requestId(),
        order.action(),
        order.pair(),
        order.target(),
        Optional.of(order.decidedIn().orElse(from)),
        order.force(),
        order.requester());
  }
}
