package io.hotpair.store;

import io.hotpair.core.model.Action;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Notice;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.Operation;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.Order;
import io.hotpair.core.model.PairMemory;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.PairReport;
import io.hotpair.core.model.Requester;
import io.hotpair.core.model.Surface;
import io.hotpair.core.model.Suspension;
import java.util.List;
import java.util.Optional;

/** Values with something in every field. */
final class Samples {
  static final PairName ERP = new PairName("erp");
  private static final NodeName BLADE1 = new NodeName("blade1");

  private Samples() {}

  static PairMemory memory(long count) {
    return new PairMemory(
        new Epoch(count + 40),
        new Suspension(count, true),
        new PairMemory.Counters(count, 2, 3, 4, 5),
        new PairMemory.LastMove(
            1_795_000_000_000L, MoveReason.PEER_DEAD, 480, "detect 320 ms", new Epoch(count)),
        List.of(
            new PairReport.Settled("r-1", OperationState.SUCCEEDED, "active: vpe1"),
            new PairReport.Settled("r-0", OperationState.REFUSED, "\"quoted\"\n\u00fc")),
        "");
  }

  static Notice notice(long sequence, Optional<PairName> pair) {
    return new Notice(
        sequence,
        "blade1:" + sequence,
        1_795_000_000_000L + sequence,
        BLADE1,
        NoticeKind.PATH_DOWN,
        pair,
        "private",
        "up",
        "down",
        MoveReason.NONE,
        new Epoch(12),
        "Path private is down: \u00e4 \"cable\"\nsecond line");
  }

  static Operation operation(long number, OperationState state) {
    Order order =
        new Order(
            "request-" + number,
            Action.SWITCHOVER,
            ERP,
            number % 2 == 0 ? Optional.of(BLADE1) : Optional.empty(),
            number % 2 == 0 ? Optional.empty() : Optional.of(new Epoch(9)),
            false,
            new Requester(Surface.SNMP, "ops", "10.0.0.5"));
    return new Operation(number, order, state, "stop", "", 1_795_000_000_000L, 0);
  }
}
