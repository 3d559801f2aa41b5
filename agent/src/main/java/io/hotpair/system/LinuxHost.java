package io.hotpair.system;

import io.hotpair.core.model.Moment;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PathKind;
import io.hotpair.port.WatchedHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This Linux machine. Its methods answer from memory, and {@link #refresh} fills that: reading a
 * carrier may wait for the kernel's lock on network devices.
 */
public final class LinuxHost implements WatchedHost {
  private static final Logger LOG = LoggerFactory.getLogger(LinuxHost.class);

  /** Before all that is not real-time, behind what the kernel itself runs so (50). */
  private static final int PRIORITY = 10;

  private static final Duration READ_PERIOD = Duration.ofMillis(250);
  private static final Duration LOAD_PERIOD = Duration.ofSeconds(1);
  private static final Duration RESOLVE_PERIOD = Duration.ofSeconds(10);

  private final AtomicBoolean told = new AtomicBoolean();
  private final BootClock clock;
  private final References references;
  private final SelfFence selfFence;
  private final Links links;
  private final LoadMeter meter;
  private Moment loadRead;
  private Moment resolved;
  private volatile Map<PathKind, Boolean> carriers;
  private volatile Load load;

  /**
   * Finds this node's network devices and reads all once.
   *
   * @param addresses this node's own addresses, as in {@link
   *     io.hotpair.core.model.site.NodeSpec#addresses}
   * @param references what the public network must reach
   * @param selfFence how this node fences itself
   * @throws IllegalArgumentException if an address is not numeric
   */
  public LinuxHost(Map<PathKind, String> addresses, References references, SelfFence selfFence) {
    this(addresses, references, selfFence, Path.of("/proc"), Path.of("/sys/class/net"));
  }

  LinuxHost(
      Map<PathKind, String> addresses,
      References references,
      SelfFence selfFence,
      Path proc,
      Path devices) {
    this.clock = new BootClock();
    this.references = references;
    this.selfFence = selfFence;
    this.links = new Links(devices, addresses);
    this.meter = new LoadMeter(proc);
    this.resolved = now();
    this.loadRead = now();
    this.carriers = links.read();
    this.load = meter.read();
  }

  /**
   * Keeps what this machine says of itself up to date, until the thread is interrupted.
   *
   * @param pace how often to look whether a carrier was lost
   * @param carriersRead run when carriers may be other than before, and before anything may wait
   *     for the kernel
   */
  @Override
  public void watch(Duration pace, Runnable carriersRead) {
    try {
      Moment read = now();
      while (true) {
        boolean lost = takeLost();
        if (lost) {
          carriersRead.run();
        }
        if (lost || now().isAtLeast(READ_PERIOD, read)) {
          refresh();
          carriersRead.run();
          read = now();
        }
        TimeUnit.NANOSECONDS.sleep(pace.toNanos());
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean takeLost() {
    Set<PathKind> lost = links.lost();
    if (!lost.isEmpty()) {
      Map<PathKind, Boolean> next = new HashMap<>(carriers);
      lost.forEach(path -> next.put(path, false));
      carriers = Map.copyOf(next);
    }
    return !lost.isEmpty();
  }

  /**
   * Reads carriers, and the load once a second. May wait for the kernel; called by one thread at a
   * time, never by the deciding thread.
   */
  @Override
  public synchronized void refresh() {
    Moment now = now();
    if (now.isAtLeast(RESOLVE_PERIOD, resolved)) {
      links.resolve();
      resolved = now;
    }
    carriers = Map.copyOf(links.read());
    if (now.isAtLeast(LOAD_PERIOD, loadRead)) {
      load = meter.read();
      loadRead = now;
    }
  }

  @Override
  public Moment now() {
    return new Moment(clock.getAsLong());
  }

  @Override
  public long wallMillis() {
    return System.currentTimeMillis();
  }

  @Override
  public Optional<Boolean> carrier(PathKind kind) {
    return Optional.ofNullable(carriers.get(kind));
  }

  @Override
  public boolean reachesReference() {
    return references.isAnyReachable();
  }

  @Override
  public Map<String, Boolean> references() {
    return references.answers();
  }

  /** The network device that holds this node's address of a path; for people. */
  @Override
  public synchronized Optional<String> device(PathKind kind) {
    return links.device(kind);
  }

  @Override
  public Load load() {
    return load;
  }

  /**
   * Keeps this process in memory and its virtual machine on time, as far as the machine allows
   * that; says what it does not.
   */
  @Override
  public void stayOnTime() {
    if (Privileges.lockMemory() instanceof Outcome.Failed<Boolean>(String reason)) {
      LOG.info("The agent can be swapped out, which delays it: {}.", reason);
    }
    if (Privileges.runVirtualMachineFirst(PRIORITY)
        instanceof Outcome.Failed<Boolean>(String reason)) {
      LOG.debug("The virtual machine's thread has no real-time priority: {}.", reason);
    }
  }

  @Override
  public void runThisThreadFirst() {
    if (Privileges.runThisThreadFirst(PRIORITY) instanceof Outcome.Failed<Boolean>(String reason)
        && !told.getAndSet(true)) {
      LOG.info("The agent has no real-time priority, so a busy machine delays it: {}.", reason);
    }
  }

  @Override
  public String fenceSelf() {
    return selfFence.fence();
  }
}
