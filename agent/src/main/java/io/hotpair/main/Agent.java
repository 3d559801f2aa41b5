package io.hotpair.main;

import io.hotpair.core.model.BootId;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.NoticeDraft;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.site.Site;
import io.hotpair.port.Store;
import io.hotpair.runtime.AgentRuntime;
import io.hotpair.runtime.Mailbox;
import io.hotpair.runtime.RefusalWatch;
import io.hotpair.view.RefusalSource;
import io.hotpair.view.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/** One agent with all its adapters and surfaces, in the order in which they start and stop. */
final class Agent implements AutoCloseable {
  private final Outside outside;
  private final AgentRuntime runtime;
  private final Surfaces surfaces;

  private Agent(Outside outside, AgentRuntime runtime, Surfaces surfaces) {
    this.outside = outside;
    this.runtime = runtime;
    this.surfaces = surfaces;
  }

  /**
   * Opens everything that a wrong environment could refuse, before anything runs.
   *
   * @param broken called when the deciding thread failed
   * @throws IOException if an address or a file can't be had; says which and why
   */
  static Agent open(
      Site site,
      NodeName self,
      Store store,
      Path stateDirectory,
      Path socket,
      BiConsumer<Agent, Throwable> broken)
      throws IOException {
    Mailbox mailbox = new Mailbox();
    BootId boot = newLife();
    Outside outside = Outside.open(site, self, boot, store, stateDirectory, mailbox);
    Agent[] agent = new Agent[1];
    AgentRuntime runtime =
        new AgentRuntime(
            site,
            self,
            boot,
            version(),
            outside.world(),
            mailbox,
            bug -> broken.accept(agent[0], bug));
    Surfaces surfaces = new Surfaces(site, self, store, runtime, socket);
    agent[0] = new Agent(outside, runtime, surfaces);
    return agent[0];
  }

  /**
   * Takes the surfaces' addresses, begins to decide, then opens the slow ones: an address that is
   * in use is told before anything has happened, no notice is lost because nobody listened yet, and
   * the peer hears this node soon.
   *
   * @throws IOException if a surface's address is in use or not of this host
   */
  void start() throws IOException {
    outside.host().stayOnTime();
    outside.host().refresh();
    surfaces.start();
    runtime.tell(agentChanged("the agent " + version() + " has started"));
    runtime.start();
    runtime.run("host", () -> outside.host().watch(runtime.hintPeriod(), runtime::carriersRead));
    outside.references().probes().forEach(probe -> runtime.run("reference", probe));
    outside
        .networks()
        .forEach(network -> runtime.run("heartbeat-" + network.kind().label(), network));
    Map<String, LongSupplier> refusals = surfaces.refusals();
    outside
        .networks()
        .forEach(
            network ->
                refusals.put(
                    "datagrams on the " + network.kind().label() + " network", network::refused));
    runtime.run("refusals", new RefusalWatch(refusals, runtime::tell));
    runtime.refusals(shown(refusals, outside));
    surfaces.startSlow();
  }

  private static RefusalSource shown(Map<String, LongSupplier> refusals, Outside outside) {
    return new RefusalSource() {
      @Override
      public long authenticationFailures() {
        return refusals.values().stream().mapToLong(LongSupplier::getAsLong).sum();
      }

      @Override
      public long diskFlaws() {
        return outside.flaws();
      }
    };
  }

  /** Lets every pair go; whether that was done within the deadline. */
  boolean leave(Duration deadline) throws InterruptedException {
    runtime.tell(agentChanged("the agent is asked to end"));
    return runtime.leave(false, deadline);
  }

  Snapshot snapshot() {
    return runtime.get();
  }

  /** Whether any resource may run here, as last decided. */
  boolean mayRun() {
    return runtime.mayRun();
  }

  /** Resets this machine; returns only if that is impossible, with the reason. */
  String fenceSelf() {
    return outside.host().fenceSelf();
  }

  @Override
  public void close() {
    try {
      runtime.end();
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
    surfaces.close();
    runtime.close();
    outside.close();
  }

  private static NoticeDraft agentChanged(String text) {
    return new NoticeDraft(
        NoticeKind.AGENT_CHANGED, Optional.empty(), "", "", "", MoveReason.NONE, Epoch.NONE, text);
  }

  private static BootId newLife() {
    SecureRandom random = new SecureRandom();
    long life = random.nextLong();
    while (life == BootId.NONE.value()) {
      life = random.nextLong();
    }
    return new BootId(life);
  }

  private static String version() {
    String version = Agent.class.getPackage().getImplementationVersion();
    return version == null ? "of a working tree" : version;
  }
}
