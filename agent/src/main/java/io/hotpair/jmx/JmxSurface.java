package io.hotpair.jmx;

import io.hotpair.mbeans.AgentMXBean;
import io.hotpair.mbeans.ObjectNames;
import io.hotpair.mbeans.SiteMXBean;
import io.hotpair.view.CommandSink;
import io.hotpair.view.NoticeFeed;
import io.hotpair.view.SnapshotSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.management.DynamicMBean;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent's MBeans in an MBean server: the agent, the site's tables, and one MBean for each row
 * of the snapshot. Rows that come or go are followed at {@link #refresh}, which also happens with
 * each notice.
 */
public final class JmxSurface implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JmxSurface.class);

  private final SnapshotSource source;
  private final NoticeFeed feed;
  private final Executor executor;
  private final MBeanServer server;
  private final SiteMXBean site;
  private final Beans beans;
  private final Set<ObjectName> registered = new HashSet<>();
  private NoticeFeed.Subscription subscription;
  private boolean closed;

  /**
   * Nothing is registered before {@link #start}.
   *
   * @param source where attributes are read
   * @param sink where operations go
   * @param feed where notifications come from
   * @param executor sends notifications; one thread, so that they keep their order
   * @param server where the MBeans live
   */
  public JmxSurface(
      SnapshotSource source,
      CommandSink sink,
      NoticeFeed feed,
      Executor executor,
      MBeanServer server) {
    this.source = source;
    this.feed = feed;
    this.executor = executor;
    this.server = server;
    this.site = new SiteTables(source);
    this.beans = new Beans(source, sink);
  }

  /**
   * Registers everything and begins to emit notifications.
   *
   * @throws IllegalStateException if an MBean of that name is there already, as of a second agent
   *     in this process; nothing stays registered
   */
  public synchronized void start() {
    NoticeEmitter emitter = new NoticeEmitter(executor, this::follow);
    try {
      register(ObjectNames.agent(), new DescribedMBean(new AgentFacts(source), AgentMXBean.class));
      register(ObjectNames.site(), new EmittingMBean(site, SiteMXBean.class, emitter));
      refresh();
    } catch (IllegalStateException e) {
      close();
      throw e;
    }
    subscription = feed.subscribe(emitter::accept);
  }

  /** What the Site MBean shows, for surfaces that need no open data. */
  public SiteMXBean site() {
    return site;
  }

  // A notification tells its reader to look: the row that it is about should be there.
  private void follow() {
    try {
      refresh();
    } catch (IllegalStateException e) {
      LOG.error("MBeans do not follow the snapshot: {}", e.getMessage(), e);
    }
  }

  /** Registers the MBeans of rows that are new and unregisters those of rows that are gone. */
  public synchronized void refresh() {
    if (closed) {
      return;
    }
    Map<ObjectName, Supplier<DynamicMBean>> wanted = beans.of(source.get());
    for (ObjectName name : Set.copyOf(registered)) {
      if (!wanted.containsKey(name) && !isFixed(name)) {
        unregister(name);
      }
    }
    wanted.forEach(
        (name, bean) -> {
          if (!registered.contains(name)) {
            register(name, bean.get());
          }
        });
  }

  /** Unregisters everything and ends the notifications. */
  @Override
  public synchronized void close() {
    closed = true;
    if (subscription != null) {
      subscription.close();
    }
    Set.copyOf(registered).forEach(this::unregister);
  }

  private static boolean isFixed(ObjectName name) {
    return name.equals(ObjectNames.agent()) || name.equals(ObjectNames.site());
  }

  private void register(ObjectName name, DynamicMBean bean) {
    try {
      server.registerMBean(bean, name);
    } catch (JMException e) {
      throw new IllegalStateException("MBean " + name + " cannot be registered: " + e, e);
    }
    registered.add(name);
  }

  private void unregister(ObjectName name) {
    registered.remove(name);
    try {
      server.unregisterMBean(name);
    } catch (InstanceNotFoundException gone) {
      // Somebody in this process unregistered it before: it is gone, as it should be.
    } catch (JMException e) {
      throw new IllegalStateException("MBean " + name + " cannot be unregistered: " + e, e);
    }
  }
}
