package io.hotpair.runtime;

import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NoticeDraft;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.Operation;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.Order;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells who ordered what, from where, and what came of it: when it is taken and when it is over.
 */
final class OrderAudit {
  private final Consumer<NoticeDraft> tell;

  OrderAudit(Consumer<NoticeDraft> tell) {
    this.tell = tell;
  }

  /** An order was taken, or refused at once. */
  void begun(Operation operation) {
    tell(operation, "", "");
  }

  /** An order was refused at once, after others of which nothing was told. */
  void refused(Operation operation, long untold) {
    tell(operation, "", untold == 0 ? "" : "; " + untold + " more were refused and only counted");
  }

  /** An order is over. */
  void over(Operation operation, OperationState before) {
    tell(operation, before.label(), "");
  }

  private void tell(Operation operation, String before, String addition) {
    Order order = operation.order();
    tell.accept(
        new NoticeDraft(
            NoticeKind.ORDER_AUDITED,
            Optional.of(order.pair()),
            order.requestId(),
            before,
            operation.state().label(),
            MoveReason.NONE,
            order.decidedIn().orElse(Epoch.NONE),
            order.inWords()
                + ": "
                + operation.state().label()
                + (operation.result().isEmpty() ? "" : ", " + operation.result())
                + addition));
  }
}
