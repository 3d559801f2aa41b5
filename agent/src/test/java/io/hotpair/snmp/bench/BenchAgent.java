package io.hotpair.snmp.bench;

import io.hotpair.core.model.AccessRole;
import io.hotpair.core.model.Notice;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.site.Endpoint;
import io.hotpair.core.model.site.Secret;
import io.hotpair.core.model.site.SnmpSpec;
import io.hotpair.snmp.EngineId;
import io.hotpair.snmp.SnmpSurface;
import io.hotpair.view.FakeDeliveries;
import io.hotpair.view.FakeFeed;
import io.hotpair.view.FakeSink;
import io.hotpair.view.FakeSource;
import io.hotpair.view.Snapshot;
import io.hotpair.view.SnapshotFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The SNMP agent as it ships, over a snapshot whose event table has 2,000 rows of 12 columns. A new
 * snapshot comes every 100 ms, as with {@code timings: fast}. Ends with its standard input.
 */
final class BenchAgent {
  static final String USER = "reader";
  static final String COMMUNITY = "public";
  static final String AUTH = "authentication phrase";
  static final String PRIV = "privacy phrase of the user";

  private static final int ROWS = 2_000;
  private static final long DECISION_MILLIS = 100;

  private BenchAgent() {}

  /** Prints its port, and serves. */
  public static void main(String[] arguments) throws IOException {
    List<Notice> events =
        LongStream.rangeClosed(1, ROWS)
            .mapToObj(number -> SnapshotFixture.notice(number, NoticeKind.PATH_DOWN))
            .toList();
    FakeSource source = new FakeSource(snapshot(1, events));
    try (SnmpSurface surface =
        new SnmpSurface(
            spec(),
            SnapshotFixture.BLADE1,
            source,
            new FakeSink(),
            new FakeFeed(),
            new FakeDeliveries(),
            EngineId.of("bench", SnapshotFixture.BLADE1),
            () -> 1,
            Thread.ofPlatform().daemon().factory())) {
      surface.start();
      Thread.ofPlatform().daemon().start(() -> decide(source, events));
      System.out.println(surface.address().port());
      while (System.in.read() >= 0) {}
    }
  }

  private static void decide(FakeSource source, List<Notice> events) {
    try {
      for (long generation = 2; ; generation++) {
        Thread.sleep(DECISION_MILLIS);
        source.publish(snapshot(generation, events));
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private static Snapshot snapshot(long generation, List<Notice> events) {
    Snapshot usual = SnapshotFixture.snapshot(generation, generation);
    return new Snapshot(
        generation,
        usual.wallMillis(),
        usual.agent(),
        usual.nodes(),
        usual.pairs(),
        usual.paths(),
        usual.luns(),
        usual.resources(),
        usual.fences(),
        usual.operations(),
        events,
        usual.targets(),
        usual.health());
  }

  private static SnmpSpec spec() {
    return new SnmpSpec(
        new Endpoint("127.0.0.1", 0),
        Map.of(
            USER,
            new SnmpSpec.User(
                AccessRole.READ,
                new SnmpSpec.Keyed("sha256", secret(AUTH)),
                new SnmpSpec.Keyed("aes128", secret(PRIV)))),
        List.of(new SnmpSpec.Community(secret(COMMUNITY), "127.0.0.0/8")),
        Map.of());
  }

  private static Secret secret(String text) {
    return new Secret(text.getBytes(StandardCharsets.UTF_8));
  }
}
