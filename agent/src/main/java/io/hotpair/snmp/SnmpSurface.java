package io.hotpair.snmp;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.site.Endpoint;
import io.hotpair.core.model.site.SnmpSpec;
import io.hotpair.view.CommandSink;
import io.hotpair.view.Deliveries;
import io.hotpair.view.NoticeFeed;
import io.hotpair.view.SnapshotSource;
import io.hotpair.view.TargetSource;
import io.hotpair.view.TargetView;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * The SNMP agent of a node: answers from the newest snapshot, takes orders by SET, sends notices to
 * the targets of the site file. Serves SNMPv3 with authentication and privacy, and SNMPv2c for
 * reading if the site file has communities; SNMPv1 gets no answer.
 */
public final class SnmpSurface implements TargetSource, AutoCloseable {
  private final SnmpSpec spec;
  private final NodeName node;
  private final byte[] engineId;
  private final LongSupplier boots;
  private final ThreadFactory threads;
  private final Reads reads;
  private final HotpairObject objects;
  private final Notifier notifier;
  private volatile Engine engine;

  /**
   * An agent that does not listen yet. Notices wait for {@link #start} from now on.
   *
   * @param spec where to listen, who may do what, whom to notify
   * @param node this node
   * @param snapshots what to answer from; asked from {@link #start} on
   * @param sink where orders go
   * @param feed where notices come from
   * @param deliveries which of them each target has got
   * @param engineId as {@link EngineId#of} makes it
   * @param boots asked once by {@link #start}: how often this engine has started, this time
   *     included, from 1; kept over restarts, or no manager trusts the answers (RFC 3414, section
   *     2.2)
   * @param threads makes the threads that carry out SETs and deliver notifications
   * @throws IllegalArgumentException if a target has neither one of the users nor a community
   */
  public SnmpSurface(
      SnmpSpec spec,
      NodeName node,
      SnapshotSource snapshots,
      CommandSink sink,
      NoticeFeed feed,
      Deliveries deliveries,
      byte[] engineId,
      LongSupplier boots,
      ThreadFactory threads) {
    this.spec = spec;
    this.node = node;
    this.engineId = engineId.clone();
    this.boots = boots;
    this.threads = threads;
    spec.targets().forEach(this::checkTarget);
    AtomicReference<Locks> locks = HotpairObject.freshLocks();
    Reading reading = new Reading(new Pages(Mib.TABLES, snapshots, locks::get));
    this.reads = new Reads(reading);
    this.objects = new HotpairObject(reading, locks, sink);
    this.notifier = new Notifier(spec.targets(), feed, deliveries);
  }

  private void checkTarget(String name, SnmpSpec.Target target) {
    if (target.user().isPresent()) {
      String user = target.user().get();
      if (!spec.users().containsKey(user)) {
        throw new IllegalArgumentException(
            "SNMP target "
                + name
                + ": user \""
                + user
                + "\" is not among the users "
                + spec.users().keySet().stream().sorted().toList());
      }
    } else if (target.community().isEmpty()) {
      throw new IllegalArgumentException(
          "SNMP target " + name + ": neither a user nor a community, one of them is needed");
    }
  }

  /**
   * Listens, answers and notifies.
   *
   * @throws IOException if the address cannot be listened on; the message says which and why
   * @throws IllegalArgumentException if an algorithm, passphrase or network of the site file cannot
   *     be used
   * @throws IllegalStateException if boots is out of its range, or a second time
   */
  public synchronized void start() throws IOException {
    if (engine != null) {
      throw new IllegalStateException("the SNMP agent was started before");
    }
    engine = Engine.open(spec, node, engineId, boots, reads, objects, threads);
    notifier.start(engine::upTimeCentis, engine::sender, threads);
  }

  /**
   * Where it listens; the port is the real one, also if the system chose it.
   *
   * @throws IllegalStateException before {@link #start}
   */
  public synchronized Endpoint address() {
    if (engine == null) {
      throw new IllegalStateException("the SNMP agent does not listen yet");
    }
    return engine.address();
  }

  /** Messages that failed authentication, since {@link #start}; does not wait. */
  public long refused() {
    Engine running = engine;
    return running == null ? 0 : running.refused();
  }

  @Override
  public List<TargetView> get() {
    return notifier.views();
  }

  /** Sends what still waits for up to two seconds, then listens no more. */
  @Override
  public synchronized void close() throws IOException {
    notifier.close();
    if (engine != null) {
      engine.close();
    }
  }
}
