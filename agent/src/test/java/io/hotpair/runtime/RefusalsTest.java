package io.hotpair.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Action;
import io.hotpair.core.model.Notice;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.Operation;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.Order;
import io.hotpair.core.model.Requester;
import io.hotpair.core.model.Surface;
import io.hotpair.view.SnapshotFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Refused orders are kept, and whoever floods with them harms nobody. */
final class RefusalsTest {
  @TempDir private Path folder;

  @Test
  void aRationIsForASpanAndCountsWhatWentWithout() {
    long[] now = {Long.MAX_VALUE - 5}; // System.nanoTime may overflow at any moment
    Ration ration = new Ration(2, Duration.ofSeconds(1), () -> now[0]);
    assertEquals(OptionalLong.of(0), ration.take());
    assertEquals(OptionalLong.of(0), ration.take());
    for (int count = 0; count < 3; count++) {
      now[0] += 1;
      assertEquals(OptionalLong.empty(), ration.take());
    }
    now[0] += Duration.ofSeconds(1).toNanos();
    assertEquals(OptionalLong.of(3), ration.take());
    assertEquals(OptionalLong.of(0), ration.take());
    assertEquals(OptionalLong.empty(), ration.take());
  }

  @Test
  void aFloodPushesNothingOut() throws Exception {
    try (JournalFixture agent = new JournalFixture(folder)) {
      agent.commands().submit(order("kept"));
      for (int count = 0; count < 3 * Refusals.RATION; count++) {
        agent.commands().refuse(order("flood-" + count), "the role does not suffice");
      }
      assertEquals(1 + Refusals.RATION, agent.rows().size());
      assertEquals("kept", agent.rows().getFirst().order().requestId());
      assertEquals(1 + Refusals.RATION, agent.events().size());
    }
  }

  @Test
  void whatBecomesNoOrderIsToldWithinTheSameRation() throws Exception {
    Requester requester = new Requester(Surface.JOLOKIA, "ops", "10.0.0.9");
    try (JournalFixture agent = new JournalFixture(folder)) {
      agent
          .commands()
          .turnAway(Optional.of(SnapshotFixture.ERP), requester, "an id\nof " + "x".repeat(300));
      Notice event = agent.events().getFirst();
      assertEquals(NoticeKind.ORDER_AUDITED, event.kind());
      assertEquals(Optional.of(SnapshotFixture.ERP), event.pair());
      assertEquals(OperationState.REFUSED.label(), event.newState());
      assertEquals(
          "what was ordered by ops by jolokia from 10.0.0.9: refused, an id?of "
              + "x".repeat(191)
              + "…",
          event.text());
      for (int count = 0; count < 2 * Refusals.RATION; count++) {
        agent.commands().turnAway(Optional.empty(), requester, "the same again");
      }
      assertEquals(Refusals.RATION, agent.events().size());
      assertEquals(List.of(), agent.rows(), "it has no row");
    }
  }

  @Test
  void theyOutliveARestartWithTheirNumbersAndClaimNoId() throws Exception {
    try (JournalFixture agent = new JournalFixture(folder)) {
      agent.commands().submit(order("first"));
      agent.over("first", OperationState.SUCCEEDED, "suspended");
      agent.commands().refuse(order("second"), "the role does not suffice");
      agent.rows();
    }
    try (JournalFixture agent = new JournalFixture(folder)) {
      assertEquals(
          List.of("first", "second"),
          agent.rows().stream().map(row -> row.order().requestId()).toList());
      assertEquals(Optional.empty(), agent.commands().find("second"));
      Operation taken = agent.commands().submit(order("second"));
      assertEquals(OperationState.ACCEPTED, taken.state());
      assertEquals(3, taken.number());
    }
  }

  @Test
  void whatWasUnderWayIsUnknownOnceAndForAll() throws Exception {
    try (JournalFixture agent = new JournalFixture(folder)) {
      agent.commands().submit(order("cut-off"));
    }
    for (int life = 0; life < 2; life++) {
      try (JournalFixture agent = new JournalFixture(folder)) {
        assertEquals(OperationState.UNKNOWN, agent.written().getFirst().state());
        List<Notice> told = agent.events();
        assertEquals(List.of("accepted", "unknown"), told.stream().map(Notice::newState).toList());
        assertTrue(told.getLast().text().contains("look at the pair"), told.getLast().text());
      }
    }
  }

  private static Order order(String id) {
    return new Order(
        id,
        Action.SUSPEND,
        SnapshotFixture.ERP,
        Optional.empty(),
        Optional.empty(),
        false,
        new Requester(Surface.CLI, "guest", ""));
  }
}
