package io.hotpair.windows;

import com.sun.management.OperatingSystemMXBean;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.PathKind;
import io.hotpair.port.WatchedHost;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This Windows machine. What Linux has and Windows does not is not made up: it has no watchdog and
 * no reset of itself here, and keeps nothing of itself in memory.
 */
public final class WindowsHost implements WatchedHost {
  private static final Logger LOG = LoggerFactory.getLogger(WindowsHost.class);
  private static final Duration LOAD_PERIOD = Duration.ofSeconds(1);

  private final InterruptClock clock;
  private final InterfaceCalls interfaces;
  private final BooleanSupplier reachesReference;
  private final Supplier<Map<String, Boolean>> references;
  private final Map<PathKind, InetAddress> addresses = new EnumMap<>(PathKind.class);
  private final Map<PathKind, NetworkInterface> found = new EnumMap<>(PathKind.class);
  private volatile Map<PathKind, Boolean> carriers = Map.of();
  private volatile Load load = new Load(0, 0);
  private Moment loadRead;

  /**
   * Finds this node's network devices and reads all once.
   *
   * @param addresses this node's own addresses, numeric
   * @param reachesReference whether the public network reaches one of its reference addresses
   * @param references each of them, and whether it answers
   */
  public WindowsHost(
      Map<PathKind, String> addresses,
      BooleanSupplier reachesReference,
      Supplier<Map<String, Boolean>> references) {
    this(
        addresses,
        reachesReference,
        references,
        new InterruptClock(),
        new InterfaceCalls.IpHelper());
  }

  WindowsHost(
      Map<PathKind, String> addresses,
      BooleanSupplier reachesReference,
      Supplier<Map<String, Boolean>> references,
      InterruptClock clock,
      InterfaceCalls interfaces) {
    this.clock = clock;
    this.interfaces = interfaces;
    this.reachesReference = reachesReference;
    this.references = references;
    addresses.forEach((kind, address) -> this.addresses.put(kind, InetAddress.ofLiteral(address)));
    refresh();
  }

  @Override
  public void watch(Duration pace, Runnable carriersRead) {
    try {
      while (true) {
        refresh();
        carriersRead.run();
        TimeUnit.NANOSECONDS.sleep(pace.toNanos());
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>An interface that was found once is kept: without a medium Windows may take its address
   * away.
   */
  @Override
  public synchronized void refresh() {
    addresses.forEach(
        (kind, address) -> {
          if (!address.isLoopbackAddress()) {
            holder(address).ifPresent(device -> found.put(kind, device));
          }
        });
    Map<PathKind, Boolean> next = new HashMap<>();
    found.forEach(
        (kind, device) ->
            interfaces.connected(device.getIndex()).ifPresent(known -> next.put(kind, known)));
    carriers = Map.copyOf(next);
    Moment now = now();
    if (loadRead == null || now.isAtLeast(LOAD_PERIOD, loadRead)) {
      load = readLoad();
      loadRead = now;
    }
  }

  private static Optional<NetworkInterface> holder(InetAddress address) {
    try {
      return Optional.ofNullable(NetworkInterface.getByInetAddress(address));
    } catch (SocketException unreadable) {
      LOG.debug("Network devices cannot be listed: {}", unreadable.getMessage());
      return Optional.empty();
    }
  }

  private static Load readLoad() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    double total = system.getTotalMemorySize();
    double memory = total <= 0 ? 0 : 1 - system.getFreeMemorySize() / total;
    return new Load(Math.clamp(system.getCpuLoad(), 0, 1), Math.clamp(memory, 0, 1));
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
    return reachesReference.getAsBoolean();
  }

  @Override
  public Map<String, Boolean> references() {
    return references.get();
  }

  @Override
  public synchronized Optional<String> device(PathKind kind) {
    return Optional.ofNullable(found.get(kind)).map(NetworkInterface::getDisplayName);
  }

  @Override
  public Load load() {
    return load;
  }

  @Override
  public void stayOnTime() {
    LOG.info("The agent can be paged out, which delays it: Windows is not asked to keep it.");
  }

  /** As far as a program's own threads go: no other program is asked to wait. */
  @Override
  public void runThisThreadFirst() {
    Thread.currentThread().setPriority(Thread.MAX_PRIORITY);
  }

  @Override
  public String fenceSelf() {
    return "this node cannot fence itself: this agent knows no reset of Windows that takes no time";
  }
}
