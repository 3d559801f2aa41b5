package io.hotpair.snmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Notice;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.site.SnmpSpec;
import io.hotpair.view.FakeDeliveries;
import io.hotpair.view.FakeFeed;
import io.hotpair.view.SnapshotFixture;
import io.hotpair.view.TargetView;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real snmptrapd gets of what the feed says. */
final class NotifierTest {
  private static final String EVENT = "." + Oids.OBJECTS + ".9.1.";

  @TempDir private Path home;

  @ParameterizedTest
  @CsvSource({"true, false", "true, true", "false, false", "false, true"})
  void aNoticeArrivesOnceWithTheEventIdOfItsRow(boolean v3, boolean inform) throws Exception {
    try (TrapReceiver receiver = TrapReceiver.start(home);
        RunningSurface running =
            new RunningSurface(Map.of("nms", target(receiver.port(), v3, inform)))) {
      running.feed.publish(SnapshotFixture.notice(103, NoticeKind.TAKEOVER_COMPLETED));
      List<String> arrived = receiver.await(1);
      assertEquals(1, arrived.size(), arrived.toString());
      String trap = arrived.getFirst();
      assertTrue(trap.contains("." + Oids.NOTIFICATIONS + ".2"), trap);
      assertTrue(trap.contains(EVENT + "2.103 = STRING: \"blade1:103\""), trap);
      assertTrue(trap.contains(EVENT + "7.103 = STRING: \"erp\""), trap);
      assertTrue(trap.contains(EVENT + "12.103 = Counter64: 41"), trap);
      assertTrue(trap.contains(":" + running.port()), "sent from the agent's own port: " + trap);
      Waiting.until(() -> running.surface.get().getFirst().queued() == 0);
      assertEquals(
          new TargetView("nms", "127.0.0.1:" + receiver.port(), inform, 0, 1, inform ? 1 : 0, 0, 0),
          running.surface.get().getFirst());
    }
  }

  private static SnmpSpec.Target target(int port, boolean v3, boolean inform) {
    return v3 ? RunningSurface.v3(port, inform) : RunningSurface.v2c(port, inform);
  }

  @Test
  void noticesArriveInOrder() throws Exception {
    try (TrapReceiver receiver = TrapReceiver.start(home);
        RunningSurface running =
            new RunningSurface(Map.of("nms", RunningSurface.v3(receiver.port(), true)))) {
      for (int sequence = 1; sequence <= 20; sequence++) {
        running.feed.publish(SnapshotFixture.notice(sequence, NoticeKind.PATH_DOWN));
      }
      List<String> arrived = receiver.await(20);
      for (int place = 0; place < 20; place++) {
        assertTrue(
            arrived.get(place).contains("\"blade1:" + (place + 1) + "\""), arrived.toString());
      }
    }
  }

  @Test
  void whatWasToldBeforeTheAgentListensIsSentWhenItDoes() throws Exception {
    try (TrapReceiver receiver = TrapReceiver.start(home);
        RunningSurface running =
            new RunningSurface(
                Map.of("nms", RunningSurface.v3(receiver.port(), true)),
                feed -> feed.publish(SnapshotFixture.notice(1, NoticeKind.GROUP_ADOPTED)))) {
      running.feed.publish(SnapshotFixture.notice(2, NoticeKind.AGENT_CHANGED));
      List<String> arrived = receiver.await(2);
      assertTrue(arrived.getFirst().contains("\"blade1:1\""), arrived.toString());
      assertTrue(arrived.get(1).contains("\"blade1:2\""), arrived.toString());
    }
  }

  @Test
  void whatALifeCouldNotDeliverTheNextOneDoes() throws Exception {
    int port = TrapReceiver.freePort();
    Map<String, SnmpSpec.Target> targets = Map.of("nms", RunningSurface.v3(port, true));
    FakeDeliveries deliveries = new FakeDeliveries();
    List<Notice> told = new ArrayList<>();
    told.add(SnapshotFixture.notice(40, NoticeKind.AGENT_CHANGED));
    try (RunningSurface first = life(targets, told, deliveries)) {
      for (int sequence = 41; sequence <= 43; sequence++) {
        told.add(SnapshotFixture.notice(sequence, NoticeKind.PEER_SILENT));
        first.feed.publish(told.getLast());
      }
    }
    try (TrapReceiver receiver = TrapReceiver.start(home, port)) {
      try (RunningSurface second = life(targets, told, deliveries)) {
        List<String> arrived = receiver.await(3);
        for (int place = 0; place < 3; place++) {
          assertTrue(
              arrived.get(place).contains("\"blade1:" + (41 + place) + "\""), arrived.toString());
        }
        Waiting.until(() -> deliveries.reached("nms").orElse(0) == 43);
        assertEquals(0, second.surface.get().getFirst().dropped());
      }
      try (RunningSurface third = life(targets, told, deliveries)) {
        third.feed.publish(SnapshotFixture.notice(44, NoticeKind.PEER_BACK));
        assertTrue(receiver.await(4).get(3).contains("\"blade1:44\""), "and nothing twice");
      }
    }
  }

  @Test
  void aHistoryThatWasLostSilencesNobody() throws Exception {
    FakeDeliveries deliveries = new FakeDeliveries();
    deliveries.reached("nms", 900);
    try (TrapReceiver receiver = TrapReceiver.start(home);
        RunningSurface running =
            life(Map.of("nms", RunningSurface.v3(receiver.port(), true)), List.of(), deliveries)) {
      running.feed.publish(SnapshotFixture.notice(1, NoticeKind.PATH_UP));
      assertTrue(receiver.await(1).getFirst().contains("\"blade1:1\""));
    }
  }

  private static RunningSurface life(
      Map<String, SnmpSpec.Target> targets, List<Notice> told, FakeDeliveries deliveries)
      throws IOException {
    return new RunningSurface(targets, feed -> {}, new FakeFeed().after(told), deliveries);
  }

  @Test
  void aSilentTargetDoesNotHoldUpAnother() throws Exception {
    try (TrapReceiver receiver = TrapReceiver.start(home);
        DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        RunningSurface running =
            new RunningSurface(
                Map.of(
                    "a-silent", RunningSurface.v3(silent.getLocalPort(), true),
                    "nms", RunningSurface.v3(receiver.port(), true)))) {
      for (int sequence = 1; sequence <= 5; sequence++) {
        running.feed.publish(SnapshotFixture.notice(sequence, NoticeKind.PATH_UP));
      }
      assertEquals(5, receiver.await(5).size());
      List<TargetView> targets = running.surface.get();
      assertEquals(List.of("a-silent", "nms"), targets.stream().map(TargetView::name).toList());
      assertEquals(5, targets.getFirst().queued());
      assertEquals(0, targets.getFirst().acknowledged());
    }
  }

  /** One never answers, one does after a while, and one at once: each has a pace of its own. */
  @Test
  void aDeadAndASlowTargetDelayNobody() throws Exception {
    int count = 20;
    try (TrapReceiver good = TrapReceiver.start(home);
        SlowReceiver slow = new SlowReceiver(Duration.ofMillis(200));
        DatagramSocket dead = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        RunningSurface running =
            new RunningSurface(
                Map.of(
                    "a-dead", RunningSurface.v3(dead.getLocalPort(), true),
                    "b-slow", RunningSurface.v2c(slow.port(), true),
                    "c-good", RunningSurface.v3(good.port(), true)))) {
      for (int sequence = 1; sequence <= count; sequence++) {
        running.feed.publish(SnapshotFixture.notice(sequence, NoticeKind.PATH_DOWN));
      }
      Waiting.until(() -> running.surface.get().get(2).acknowledged() == count);
      assertEquals(count, good.await(count).size());
      List<TargetView> others = running.surface.get().subList(0, 2);
      assertEquals(0, others.getFirst().acknowledged());
      assertTrue(others.get(1).acknowledged() < count, others.toString());

      Waiting.until(() -> running.surface.get().get(1).queued() == 0);
      TargetView dawdler = running.surface.get().get(1);
      assertEquals(count, dawdler.acknowledged());
      assertEquals(0, dawdler.dropped());
      assertEquals(0, running.surface.get().getFirst().acknowledged());
    }
  }

  @Test
  void anInformIsRepeatedUntilTheReceiverIsBack() throws Exception {
    int port = TrapReceiver.freePort();
    try (RunningSurface running =
        new RunningSurface(Map.of("nms", RunningSurface.v3(port, true)))) {
      running.feed.publish(SnapshotFixture.notice(7, NoticeKind.PEER_SILENT));
      Waiting.until(() -> running.surface.get().getFirst().retried() > 0);
      try (TrapReceiver receiver = TrapReceiver.start(home, port)) {
        assertTrue(receiver.await(1).getFirst().contains("\"blade1:7\""));
        Waiting.until(() -> running.surface.get().getFirst().acknowledged() == 1);
        assertEquals(0, running.surface.get().getFirst().dropped());
      }
    }
  }

  @Test
  void everyKindOfNoticeIsItsOwnNotification() throws Exception {
    try (TrapReceiver receiver = TrapReceiver.start(home);
        RunningSurface running =
            new RunningSurface(Map.of("nms", RunningSurface.v2c(receiver.port(), true)))) {
      Stream.of(NoticeKind.values())
          .forEach(kind -> running.feed.publish(SnapshotFixture.notice(kind.code(), kind)));
      List<String> kinds =
          Stream.of(NoticeKind.values())
              .map(kind -> "OID: ." + Oids.NOTIFICATIONS + "." + kind.code() + "\t")
              .toList();
      // An inform whose acknowledgement is late comes twice.
      List<String> arrived =
          receiver.awaitAll(kinds).stream().flatMap(line -> kindsIn(line, kinds)).toList();
      assertEquals(kinds, arrived.stream().distinct().toList());
    }
  }

  private static Stream<String> kindsIn(String line, List<String> kinds) {
    return kinds.stream().filter(line::contains);
  }

  @Test
  void closingEndsTheSubscription() throws IOException {
    RunningSurface running =
        new RunningSurface(Map.of("nms", RunningSurface.v2c(TrapReceiver.freePort(), false)));
    assertEquals(1, running.feed.subscriptions());
    running.close();
    assertEquals(0, running.feed.subscriptions());
  }
}
