package io.hotpair.runtime;

import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NoticeDraft;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.Operation;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.Order;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.Requester;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells who ordered what, from where, and what came of it: when it is taken and when it is over.
 */
final class OrderAudit {
  private static final int MOST_SHOWN = 200;

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
    tell(operation, "", addition(untold));
  }

  /** Something became no order, after others of which nothing was told. */
  void turnedAway(Optional<PairName> pair, Requester requester, String reason, long untold) {
    tell.accept(
        new NoticeDraft(
            NoticeKind.ORDER_AUDITED,
            pair,
            "",
            "",
            OperationState.REFUSED.label(),
            MoveReason.NONE,
            Epoch.NONE,
            "what was ordered by "
                + requester
                + ": "
                + OperationState.REFUSED.label()
                + ", "
                + printable(reason)
                + addition(untold)));
  }

  private static String addition(long untold) {
    return untold == 0 ? "" : "; " + untold + " more were refused and only counted";
  }

  // What was not understood may be quoted in the reason, and must not look like lines of the log.
  private static String printable(String reason) {
    String shown = reason.length() > MOST_SHOWN ? reason.substring(0, MOST_SHOWN) + "…" : reason;
    return shown.replaceAll("\\p{Cntrl}", "?");
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
