package io.hotpair.jolokia;

import io.hotpair.core.model.AccessRole;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.site.Endpoint;
import io.hotpair.core.model.site.JolokiaSpec;
import io.hotpair.core.model.site.Secret;
import io.hotpair.jmx.JmxSurface;
import io.hotpair.view.FakeFeed;
import io.hotpair.view.FakeSink;
import io.hotpair.view.FakeSource;
import io.hotpair.view.PairView;
import io.hotpair.view.Snapshot;
import io.hotpair.view.SnapshotFixture;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;

/**
 * An agent's Jolokia endpoint with as many pairs as its argument says, for {@code
 * packaging/bench/jolokia}: prints its port and answers until its input ends.
 */
final class ManyPairs {
  private static final String USER = "bench";
  private static final String PASSWORD = "of the bench";

  private ManyPairs() {}

  public static void main(String[] arguments) throws Exception {
    MBeanServer server = MBeanServerFactory.newMBeanServer();
    FakeSource source = new FakeSource(snapshot(Integer.parseInt(arguments[0])));
    try (JmxSurface beans =
            new JmxSurface(source, new FakeSink(), new FakeFeed(), Runnable::run, server);
        JolokiaSurface surface =
            new JolokiaSurface(spec(), server, Thread.ofPlatform().daemon().factory())) {
      beans.start();
      surface.start();
      System.out.println(surface.port());
      System.in.readAllBytes();
    }
  }

  private static JolokiaSpec spec() {
    return new JolokiaSpec(
        new Endpoint("127.0.0.1", 0),
        Map.of(
            USER,
            new JolokiaSpec.User(
                AccessRole.READ, new Secret(PASSWORD.getBytes(StandardCharsets.UTF_8)))),
        Optional.empty());
  }

  private static Snapshot snapshot(int count) {
    Snapshot few = SnapshotFixture.snapshot();
    List<PairView> pairs =
        IntStream.range(0, count)
            .mapToObj(
                number ->
                    named(
                        few.pairs().get(number % few.pairs().size()),
                        new PairName(String.format(Locale.ROOT, "pair-%04d", number))))
            .toList();
    return new Snapshot(
        few.generation(),
        few.wallMillis(),
        few.agent(),
        few.nodes(),
        pairs,
        few.paths(),
        few.luns(),
        few.resources(),
        few.fences(),
        few.operations(),
        few.events(),
        few.targets());
  }

  private static PairView named(PairView pair, PairName name) {
    return new PairView(
        name,
        pair.role(),
        pair.state(),
        pair.stateReason(),
        pair.activeNode(),
        pair.preferredNode(),
        pair.peer(),
        pair.peerHealth(),
        pair.peerState(),
        pair.epoch(),
        pair.readiness(),
        pair.peerReadiness(),
        pair.suspended(),
        pair.fault(),
        pair.failback(),
        pair.counters(),
        pair.lastMove());
  }
}
