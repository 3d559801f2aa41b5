package io.hotpair.main;

import io.hotpair.cli.LocalServer;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.site.Endpoint;
import io.hotpair.core.model.site.Site;
import io.hotpair.core.model.site.SnmpSpec;
import io.hotpair.jmx.JmxEndpoint;
import io.hotpair.jmx.JmxSurface;
import io.hotpair.jolokia.JolokiaSurface;
import io.hotpair.port.Store;
import io.hotpair.runtime.AgentRuntime;
import io.hotpair.snmp.EngineId;
import io.hotpair.snmp.SnmpSurface;
import io.hotpair.view.Deliveries;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import javax.management.MBeanServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that shows the agent, and takes orders for it. */
final class Surfaces implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Surfaces.class);

  private static final String MARK = "snmp-target-";

  /** How long a delivery waits until it is written down. */
  private static final Duration DELIVERY_PATIENCE = Duration.ofSeconds(1);

  private final Site site;
  private final NodeName self;
  private final Store store;
  private final AgentRuntime runtime;
  private final Path socket;
  private final Optional<SnmpSurface> snmp;
  private Optional<JmxEndpoint> jmx = Optional.empty();
  private Optional<JolokiaSurface> jolokia = Optional.empty();
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  Surfaces(Site site, NodeName self, Store store, AgentRuntime runtime, Path socket) {
    this.site = site;
    this.self = self;
    this.store = store;
    this.runtime = runtime;
    this.socket = socket;
    this.snmp = site.snmp().map(this::snmp);
  }

  // Made before anything is decided, so that no notice of this life is missed.
  private SnmpSurface snmp(SnmpSpec spec) {
    return new SnmpSurface(
        spec,
        self,
        runtime,
        runtime.commands(),
        runtime.notices(),
        deliveries(),
        EngineId.of(site.cluster(), self),
        () -> store.next("snmp-engine-boots"),
        threads("snmp-"));
  }

  private Deliveries deliveries() {
    KeptDeliveries deliveries =
        new KeptDeliveries(
            target -> store.mark(MARK + target),
            (target, sequence) -> store.mark(MARK + target, sequence),
            DELIVERY_PATIENCE,
            threads("deliveries-"));
    open.push(deliveries);
    return deliveries;
  }

  /** Takes every address, and opens what takes no time. */
  void start() throws IOException {
    if (socket.toAbsolutePath().getParent() != null) {
      Files.createDirectories(socket.toAbsolutePath().getParent());
    }
    open.push(LocalServer.start(socket, runtime, runtime.commands()));
    startSnmp();
    startJmx(ManagementFactory.getPlatformMBeanServer());
  }

  /** Opens the rest, for which no heartbeat should wait. */
  void startSlow() {
    jolokia.ifPresent(
        surface -> {
          surface.answer();
          LOG.info(
              "Jolokia answers on {}",
              new Endpoint(site.jolokia().orElseThrow().listen().host(), surface.port()));
        });
  }

  /** What the surfaces refused, by where; meaningful once they have started. */
  Map<String, LongSupplier> refusals() {
    Map<String, LongSupplier> refusals = new HashMap<>();
    snmp.ifPresent(surface -> refusals.put("SNMP messages", surface::refused));
    jmx.ifPresent(endpoint -> refusals.put("JMX connections", endpoint::refused));
    jolokia.ifPresent(surface -> refusals.put("Jolokia requests", surface::refused));
    return refusals;
  }

  private void startSnmp() throws IOException {
    if (snmp.isEmpty()) {
      return;
    }
    snmp.get().start();
    runtime.targets(snmp.get());
    open.push(snmp.get());
    LOG.info("SNMP answers on {}", snmp.get().address());
  }

  private void startJmx(MBeanServer server) throws IOException {
    ExecutorService emitter = Executors.newSingleThreadExecutor(threads("jmx-"));
    open.push(emitter);
    JmxSurface beans =
        new JmxSurface(runtime, runtime.commands(), runtime.notices(), emitter, server);
    beans.start();
    open.push(beans);
    if (site.jmx().isPresent()) {
      String reachable =
          site.nodes().get(self).addresses().getOrDefault(PathKind.PUBLIC, "127.0.0.1");
      JmxEndpoint endpoint = new JmxEndpoint(site.jmx().get(), reachable, server);
      endpoint.start();
      open.push(endpoint);
      jmx = Optional.of(endpoint);
      LOG.info("JMX answers on port {}", endpoint.port());
    }
    if (site.jolokia().isPresent()) {
      JolokiaSurface surface =
          new JolokiaSurface(site.jolokia().get(), server, beans.site(), threads("jolokia-"));
      surface.bind();
      open.push(surface);
      jolokia = Optional.of(surface);
    }
  }

  private static ThreadFactory threads(String prefix) {
    return Thread.ofPlatform().daemon().name(prefix, 0).factory();
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception stuck) {
        LOG.warn("a surface did not close in order", stuck);
      }
    }
  }
}
