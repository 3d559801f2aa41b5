package io.hotpair.jolokia;

import io.hotpair.core.model.AccessRole;
import io.hotpair.core.model.site.Endpoint;
import io.hotpair.core.model.site.JolokiaSpec;
import io.hotpair.core.model.site.Secret;
import io.hotpair.jmx.JmxSurface;
import io.hotpair.view.FakeFeed;
import io.hotpair.view.FakeSink;
import io.hotpair.view.FakeSource;
import io.hotpair.view.LargeSite;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;

/**
 * An agent's Jolokia endpoint with as many pairs as its argument says, for {@code
 * packaging/bench/jolokia} and {@link SmallHeapTest}: prints its port and answers until its input
 * ends.
 */
final class ManyPairs {
  private static final String USER = "bench";
  private static final String PASSWORD = "of the bench";

  /** The header of its only user. */
  static final String AUTHORIZATION = JolokiaFixture.basic(USER, PASSWORD);

  private ManyPairs() {}

  public static void main(String[] arguments) throws Exception {
    MBeanServer server = MBeanServerFactory.newMBeanServer();
    FakeSource source = new FakeSource(LargeSite.snapshot(Integer.parseInt(arguments[0])));
    try (JmxSurface beans =
            new JmxSurface(source, new FakeSink(), new FakeFeed(), Runnable::run, server);
        JolokiaSurface surface =
            new JolokiaSurface(
                spec(), server, beans.site(), Thread.ofPlatform().daemon().factory())) {
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
}
