package io.hotpair.snmp;

import io.hotpair.core.model.AccessRole;
import io.hotpair.core.model.site.Endpoint;
import io.hotpair.core.model.site.Secret;
import io.hotpair.core.model.site.SnmpSpec;
import io.hotpair.view.Deliveries;
import io.hotpair.view.FakeDeliveries;
import io.hotpair.view.FakeFeed;
import io.hotpair.view.FakeSink;
import io.hotpair.view.FakeSource;
import io.hotpair.view.SnapshotFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The SNMP agent on a free port of 127.0.0.1, with one user for each role, all with the same
 * passphrases, and two communities: {@code local} is good from loopback, {@code elsewhere} is not.
 */
final class RunningSurface implements AutoCloseable {
  static final String AUTH = "authentication phrase";
  static final String PRIV = "privacy phrase of the user";
  static final String READER = "reader";
  static final String OPERATOR = "operator";
  static final String COMMANDER = "commander";
  static final byte[] ENGINE_ID = EngineId.of("as300", SnapshotFixture.BLADE1);

  final FakeSource source = new FakeSource(SnapshotFixture.snapshot());
  final FakeSink sink = new FakeSink();
  final FakeFeed feed;
  final SnmpSurface surface;

  RunningSurface() throws IOException {
    this(Map.of());
  }

  /** The agent in another of its lives, counted from 1. */
  RunningSurface(long boots) throws IOException {
    this(Map.of(), feed -> {}, new FakeFeed(), new FakeDeliveries(), boots);
  }

  RunningSurface(Map<String, SnmpSpec.Target> targets) throws IOException {
    this(targets, feed -> {});
  }

  RunningSurface(Map<String, SnmpSpec.Target> targets, Consumer<FakeFeed> beforeItListens)
      throws IOException {
    this(targets, beforeItListens, new FakeFeed(), new FakeDeliveries());
  }

  RunningSurface(
      Map<String, SnmpSpec.Target> targets,
      Consumer<FakeFeed> beforeItListens,
      FakeFeed feed,
      Deliveries deliveries)
      throws IOException {
    this(targets, beforeItListens, feed, deliveries, 1);
  }

  private RunningSurface(
      Map<String, SnmpSpec.Target> targets,
      Consumer<FakeFeed> beforeItListens,
      FakeFeed feed,
      Deliveries deliveries,
      long boots)
      throws IOException {
    this.feed = feed;
    surface =
        new SnmpSurface(
            spec(0, targets),
            SnapshotFixture.BLADE1,
            source,
            sink,
            feed,
            deliveries,
            ENGINE_ID,
            () -> boots,
            Thread.ofPlatform().daemon().name("test-snmp-", 0).factory());
    beforeItListens.accept(feed);
    surface.start();
  }

  static SnmpSpec spec(int port, Map<String, SnmpSpec.Target> targets) {
    return new SnmpSpec(
        new Endpoint("127.0.0.1", port),
        Map.of(
            READER, user(AccessRole.READ, "sha256", "aes128"),
            OPERATOR, user(AccessRole.OPERATE, "sha384", "aes128"),
            COMMANDER, user(AccessRole.FORCE, "sha512", "aes256")),
        List.of(
            new SnmpSpec.Community(secret("local"), "127.0.0.0/8"),
            new SnmpSpec.Community(secret("elsewhere"), "10.0.0.0/8")),
        targets);
  }

  private static SnmpSpec.User user(AccessRole role, String auth, String priv) {
    return new SnmpSpec.User(
        role, new SnmpSpec.Keyed(auth, secret(AUTH)), new SnmpSpec.Keyed(priv, secret(PRIV)));
  }

  static Secret secret(String text) {
    return new Secret(text.getBytes(StandardCharsets.UTF_8));
  }

  static SnmpSpec.Target v3(int port, boolean inform) {
    return new SnmpSpec.Target(
        new Endpoint("127.0.0.1", port), Optional.of(OPERATOR), Optional.empty(), inform);
  }

  static SnmpSpec.Target v2c(int port, boolean inform) {
    return new SnmpSpec.Target(
        new Endpoint("127.0.0.1", port), Optional.empty(), Optional.of(secret("traps")), inform);
  }

  int port() {
    return surface.address().port();
  }

  @Override
  public void close() throws IOException {
    surface.close();
  }
}
