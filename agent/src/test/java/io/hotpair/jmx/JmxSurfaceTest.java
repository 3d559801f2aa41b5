package io.hotpair.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.NoticeKind;
import io.hotpair.mbeans.Notifications;
import io.hotpair.mbeans.ObjectNames;
import io.hotpair.mbeans.PairMXBean;
import io.hotpair.mbeans.PathKind;
import io.hotpair.mbeans.SiteMXBean;
import io.hotpair.view.FakeFeed;
import io.hotpair.view.FakeSink;
import io.hotpair.view.FakeSource;
import io.hotpair.view.Snapshot;
import io.hotpair.view.SnapshotFixture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import javax.management.Attribute;
import javax.management.AttributeNotFoundException;
import javax.management.InstanceNotFoundException;
import javax.management.JMX;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class JmxSurfaceTest {
  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final FakeSource source = new FakeSource(SnapshotFixture.snapshot());
  private final FakeFeed feed = new FakeFeed();
  private final FakeSink sink = new FakeSink();
  private final JmxSurface surface = new JmxSurface(source, sink, feed, Runnable::run, server);

  @BeforeEach
  void start() {
    surface.start();
  }

  @AfterEach
  void close() {
    surface.close();
  }

  @Test
  void aCallThatFitsNoOperationIsAudited() {
    String text = String.class.getName();
    for (Object[] arguments : new Object[][] {{}, {"a", "b"}, {7}}) {
      String[] signature = Collections.nCopies(arguments.length, text).toArray(new String[0]);
      assertThrows(
          Exception.class,
          () -> server.invoke(ObjectNames.pair("erp"), "suspend", arguments, signature));
    }
    assertThrows(
        Exception.class,
        () ->
            server.invoke(
                ObjectNames.pair("erp"), "suspend", new Object[] {1L}, new String[] {"long"}));
    assertThrows(
        Exception.class,
        () -> server.invoke(ObjectNames.pair("erp"), "suspend", new Object[] {"a"}, null));
    assertEquals(
        Collections.nCopies(5, "erp: local by jmx: suspend: the arguments are not 1 texts"),
        sink.turnedAway());
    assertEquals(List.of(), sink.orders());
  }

  @Test
  void mBeansOfOneKindShareTheirInformation() throws Exception {
    assertSame(
        server.getMBeanInfo(ObjectNames.pair("erp")), server.getMBeanInfo(ObjectNames.pair("a")));
    assertNotSame(
        server.getMBeanInfo(ObjectNames.pair("erp")), server.getMBeanInfo(ObjectNames.agent()));
  }

  @Test
  void everyRowOfTheSnapshotIsAnMBean() throws Exception {
    Snapshot snapshot = source.get();
    int rows =
        snapshot.nodes().size()
            + snapshot.pairs().size()
            + snapshot.paths().size()
            + snapshot.luns().size()
            + snapshot.resources().size()
            + snapshot.fences().size()
            + snapshot.health().size();
    assertEquals(rows + 2, names().size());
    assertEquals("active", server.getAttribute(ObjectNames.pair("erp"), "Role"));
    assertEquals(1, server.getAttribute(ObjectNames.pair("erp"), "RoleCode"));
    assertEquals(
        202L,
        server.getAttribute(ObjectNames.path("erp", "vpe1", PathKind.PRIVATE), "RoundTripMean"));
    assertEquals("failed", server.getAttribute(ObjectNames.resource("erp", "database"), "State"));
    assertEquals(25L, server.getAttribute(ObjectNames.node("blade1"), "Cpu"));
    assertEquals(-1L, server.getAttribute(ObjectNames.node("vpe1"), "Cpu"));
    assertEquals("notHeard", server.getAttribute(ObjectNames.pair("a"), "PeerState"));
    assertEquals(0, server.getAttribute(ObjectNames.pair("a"), "PeerStateCode"));
  }

  @Test
  void anAttributeIsThatOfTheNewestSnapshot() throws Exception {
    assertEquals(41L, server.getAttribute(ObjectNames.pair("erp"), "Epoch"));
    source.publish(SnapshotFixture.snapshot(8, 42));
    assertEquals(42L, server.getAttribute(ObjectNames.pair("erp"), "Epoch"));
    assertEquals(8L, server.getAttribute(ObjectNames.agent(), "Generation"));
  }

  @Test
  void tablesAreTabularAndTheirKeysAreTheIndexes() throws Exception {
    TabularData pairs = (TabularData) server.getAttribute(ObjectNames.site(), "Pairs");
    CompositeData erp = (CompositeData) pairs.get(new Object[] {"erp"}).get("value");
    assertEquals(5L, erp.get("failovers"));
    SiteMXBean site = JMX.newMXBeanProxy(server, ObjectNames.site(), SiteMXBean.class);
    assertEquals(Set.of("a", "erp", "mail"), site.getPairs().keySet());
    assertEquals("diskUnreachable", site.getPairs().get("mail").getNotReadyCause());
    assertTrue(site.getPaths().containsKey("erp.disk"));
    assertEquals("succeeded", site.getOperations().get("11").getState());
    assertEquals("blade1:103", site.getEvents().get("103").getId());
    assertEquals(Set.of("blade1.1", "vpe1.1", "vpe1.2"), site.getFences().keySet());
  }

  @Test
  void theInformationTellsAnAdministratorWhatItIs() throws Exception {
    MBeanInfo info = server.getMBeanInfo(ObjectNames.pair("erp"));
    assertEquals("A pair as seen from this node, with its control.", info.getDescription());
    MBeanAttributeInfo role = attribute(info, "Role");
    assertTrue(role.getDescription().endsWith("One of active (1), standby (2), none (3)."));
    assertEquals(
        "milliseconds", attribute(info, "LastMoveDuration").getDescriptor().getFieldValue("units"));
    for (MBeanOperationInfo operation : info.getOperations()) {
      assertEquals(MBeanOperationInfo.ACTION, operation.getImpact(), operation.getName());
      assertEquals("long", operation.getReturnType());
    }
    MBeanOperationInfo switchover = operation(info, "switchover");
    assertTrue(switchover.getDescription().contains("Needs the role operate."));
    assertEquals("target", switchover.getSignature()[0].getName());
    assertEquals("requestId", switchover.getSignature()[1].getName());
    assertTrue(switchover.getSignature()[1].getDescription().contains("a repeat changes nothing"));
  }

  @Test
  void aNoticeIsOneNotificationWithItsEventId() throws Exception {
    MBeanNotificationInfo[] told = server.getMBeanInfo(ObjectNames.site()).getNotifications();
    assertEquals(List.of(Notifications.types()), List.of(told[0].getNotifTypes()));
    List<Notification> heard = new ArrayList<>();
    server.addNotificationListener(
        ObjectNames.site(), (notification, handback) -> heard.add(notification), null, null);
    feed.publish(SnapshotFixture.notice(104, NoticeKind.TAKEOVER_STARTED));
    assertEquals(1, heard.size());
    Notification notification = heard.getFirst();
    assertEquals("io.hotpair.takeoverStarted", notification.getType());
    assertEquals(104, notification.getSequenceNumber());
    assertEquals(ObjectNames.site(), notification.getSource());
    CompositeData event = (CompositeData) notification.getUserData();
    assertEquals("blade1:104", event.get("eventId"));
    assertEquals("takeoverStarted", event.get("eventKind"));
    assertEquals("peerSilent", event.get("eventReason"));
    assertEquals(41L, event.get("eventEpoch"));
    assertEquals("erp", event.get("eventPair"));
  }

  @Test
  void rowsThatComeAndGoAreFollowed() throws Exception {
    ObjectName mail = ObjectNames.pair("mail");
    source.publish(withoutPairs(source.get()));
    assertThrows(Exception.class, () -> server.getAttribute(mail, "Role"));
    feed.publish(SnapshotFixture.notice(105, NoticeKind.AGENT_CHANGED));
    assertFalse(server.isRegistered(mail));
    source.publish(SnapshotFixture.snapshot());
    surface.refresh();
    assertEquals("standby", server.getAttribute(mail, "Role"));
  }

  @Test
  void nothingStaysAfterTheEnd() {
    surface.close();
    assertEquals(Set.of(), names());
    assertEquals(0, feed.subscriptions());
    surface.refresh();
    assertEquals(Set.of(), names());
  }

  @Test
  void aSecondAgentInTheProcessIsRefusedAndHarmsNothing() {
    FakeFeed other = new FakeFeed();
    JmxSurface second = new JmxSurface(source, new FakeSink(), other, Runnable::run, server);
    IllegalStateException refused = assertThrows(IllegalStateException.class, second::start);
    assertTrue(refused.getMessage().contains("io.hotpair:type=Agent"), refused.getMessage());
    assertTrue(server.isRegistered(ObjectNames.agent()));
    assertEquals(0, other.subscriptions());
  }

  @Test
  void anEndingExecutorThrowsNothingAtTheFeed() {
    Executor ended =
        task -> {
          throw new RejectedExecutionException("ended");
        };
    MBeanServer another = MBeanServerFactory.newMBeanServer();
    try (JmxSurface ending = new JmxSurface(source, new FakeSink(), feed, ended, another)) {
      ending.start();
      feed.publish(SnapshotFixture.notice(106, NoticeKind.PATH_UP));
      assertTrue(another.isRegistered(ObjectNames.site()));
    }
  }

  @Test
  void slowListenersCostABoundedQueue() {
    List<Runnable> queued = new ArrayList<>();
    MBeanServer another = MBeanServerFactory.newMBeanServer();
    try (JmxSurface slow = new JmxSurface(source, new FakeSink(), feed, queued::add, another)) {
      slow.start();
      for (int i = 0; i < NoticeEmitter.MOST_WAITING + 5; i++) {
        feed.publish(SnapshotFixture.notice(200 + i, NoticeKind.PATH_UP));
      }
      assertEquals(NoticeEmitter.MOST_WAITING, queued.size());
      queued.forEach(Runnable::run);
      feed.publish(SnapshotFixture.notice(9_999, NoticeKind.PATH_UP));
      assertEquals(NoticeEmitter.MOST_WAITING + 1, queued.size());
    }
  }

  @Test
  void nothingCanBeWritten() {
    assertThrows(
        AttributeNotFoundException.class,
        () -> server.setAttribute(ObjectNames.pair("erp"), new Attribute("Role", "standby")));
    assertThrows(
        InstanceNotFoundException.class,
        () -> server.getAttribute(ObjectNames.pair("none"), "Role"));
  }

  @Test
  void aClientWithTheContractReadsAPairByProxy() {
    PairMXBean pair = JMX.newMXBeanProxy(server, ObjectNames.pair("mail"), PairMXBean.class);
    assertEquals("stopFailed", pair.getFault());
    assertTrue(pair.isSuspended());
  }

  private Set<ObjectName> names() {
    return server.queryNames(null, null).stream()
        .filter(name -> name.getDomain().equals(ObjectNames.DOMAIN))
        .collect(Collectors.toSet());
  }

  private static MBeanAttributeInfo attribute(MBeanInfo info, String name) {
    for (MBeanAttributeInfo attribute : info.getAttributes()) {
      if (attribute.getName().equals(name)) {
        return attribute;
      }
    }
    throw new AssertionError("no attribute " + name);
  }

  private static MBeanOperationInfo operation(MBeanInfo info, String name) {
    for (MBeanOperationInfo operation : info.getOperations()) {
      if (operation.getName().equals(name)) {
        return operation;
      }
    }
    throw new AssertionError("no operation " + name);
  }

  private static Snapshot withoutPairs(Snapshot full) {
    return new Snapshot(
        full.generation() + 1,
        full.wallMillis(),
        full.agent(),
        full.nodes(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        full.fences(),
        full.operations(),
        full.events(),
        full.targets(),
        full.health());
  }
}
