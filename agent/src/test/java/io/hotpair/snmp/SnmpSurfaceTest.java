package io.hotpair.snmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.AccessRole;
import io.hotpair.core.model.site.Endpoint;
import io.hotpair.core.model.site.SnmpSpec;
import io.hotpair.view.FakeDeliveries;
import io.hotpair.view.FakeFeed;
import io.hotpair.view.FakeSink;
import io.hotpair.view.FakeSource;
import io.hotpair.view.SnapshotFixture;
import io.hotpair.view.TargetView;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.snmp4j.smi.OID;

/** Start and end of the SNMP agent, and what it refuses to start with. */
final class SnmpSurfaceTest {
  private static SnmpSurface surface(SnmpSpec spec, long boots) {
    return new SnmpSurface(
        spec,
        SnapshotFixture.BLADE1,
        new FakeSource(SnapshotFixture.snapshot()),
        new FakeSink(),
        new FakeFeed(),
        new FakeDeliveries(),
        RunningSurface.ENGINE_ID,
        () -> boots,
        Thread.ofPlatform().daemon().factory());
  }

  private static SnmpSpec withUser(SnmpSpec.User user) {
    return new SnmpSpec(new Endpoint("127.0.0.1", 0), Map.of("ops", user), List.of(), Map.of());
  }

  private static SnmpSpec.Keyed keyed(String algorithm, String phrase) {
    return new SnmpSpec.Keyed(algorithm, RunningSurface.secret(phrase));
  }

  @Test
  void aPortInUseIsSaidClearly() throws IOException {
    try (RunningSurface running = new RunningSurface();
        SnmpSurface second = surface(RunningSurface.spec(running.port(), Map.of()), 1)) {
      String message = assertThrows(IOException.class, second::start).getMessage();
      assertTrue(message.contains("udp:127.0.0.1:" + running.port()), message);
      assertTrue(message.contains("Address already in use"), message);
    }
  }

  @Test
  void thePortIsFreeAfterTheEndAndAfterAFailedStart() throws IOException {
    int port;
    try (RunningSurface running = new RunningSurface()) {
      port = running.port();
    }
    try (SnmpSurface failing = surface(RunningSurface.spec(port, Map.of()), 0)) {
      assertThrows(IllegalStateException.class, failing::start);
      try (DatagramSocket free = new DatagramSocket(new InetSocketAddress("127.0.0.1", port))) {
        assertEquals(port, free.getLocalPort());
      }
    }
  }

  @Test
  void unknownAlgorithmsAndShortPassphrasesAreRefused() throws IOException {
    SnmpSpec.Keyed auth = keyed("sha256", RunningSurface.AUTH);
    SnmpSpec.Keyed priv = keyed("aes128", RunningSurface.PRIV);
    for (SnmpSpec.User user :
        List.of(
            new SnmpSpec.User(AccessRole.READ, keyed("md5", RunningSurface.AUTH), priv),
            new SnmpSpec.User(AccessRole.READ, auth, keyed("des", RunningSurface.PRIV)),
            new SnmpSpec.User(AccessRole.READ, keyed("sha256", "short"), priv))) {
      try (SnmpSurface surface = surface(withUser(user), 1)) {
        assertThrows(IllegalArgumentException.class, surface::start);
      }
    }
  }

  @Test
  void aTargetNeedsAUserThatIsThereOrACommunity() {
    Endpoint address = new Endpoint("127.0.0.1", 162);
    for (SnmpSpec.Target target :
        List.of(
            new SnmpSpec.Target(address, Optional.of("nobody"), Optional.empty(), true),
            new SnmpSpec.Target(address, Optional.empty(), Optional.empty(), true))) {
      SnmpSpec spec = RunningSurface.spec(0, Map.of("nms", target));
      String message =
          assertThrows(IllegalArgumentException.class, () -> surface(spec, 1)).getMessage();
      assertTrue(message.contains("nms"), message);
    }
  }

  @Test
  void targetsAreKnownBeforeTheStart() throws IOException {
    try (SnmpSurface surface =
        surface(RunningSurface.spec(0, Map.of("nms", RunningSurface.v3(162, true))), 1)) {
      assertEquals(
          List.of(new TargetView("nms", "127.0.0.1:162", true, 0, 0, 0, 0, 0)), surface.get());
    }
  }

  @Test
  void engineBootsAreThoseThatWereKept() throws IOException {
    try (SnmpSurface surface = surface(RunningSurface.spec(0, Map.of()), 4711)) {
      surface.start();
      try (Client reader = Client.user(surface.address().port(), RunningSurface.READER)) {
        assertEquals(
            4711,
            reader
                .get(new OID("1.3.6.1.6.3.10.2.1.2.0"))
                .orElseThrow()
                .get(0)
                .getVariable()
                .toInt());
      }
    }
  }
}
