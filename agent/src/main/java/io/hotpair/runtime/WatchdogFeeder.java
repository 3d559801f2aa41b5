package io.hotpair.runtime;

import io.hotpair.core.model.CannotTakeOverCause;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.Readiness;
import io.hotpair.core.model.Timings;
import io.hotpair.core.model.WatchdogState;
import io.hotpair.core.pair.Node;
import io.hotpair.port.Watchdog;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the watchdog as long as every lease that something here may run under outlives the
 * watchdog: now + W ≤ lease end. So the machine is reset before the peer may take a lease for over,
 * whatever hangs here: the disk, the deciding thread, this one.
 *
 * <p>A lease runs from before its renewal was issued. A renewal is a disk beat that was written,
 * and beats come from the deciding thread alone.
 *
 * <p>It is armed no sooner than it may be fed: after an agent's death the one that runs on belongs
 * to the lease of the life before, and only a machine that is still alive when a renewal is through
 * has kept that lease.
 */
final class WatchdogFeeder implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(WatchdogFeeder.class);
  private static final int FEEDS_IN_ITS_TIME = 4;
  private static final Duration ENDING = Duration.ofSeconds(2);

  private final Watchdog watchdog;
  private final Set<PairName> leased;
  private final Function<PairName, Optional<Moment>> renewed;
  private final Supplier<Moment> clock;
  private final Timings timings;
  // Held during the device's calls, which may hang in its driver.
  private final ReentrantLock device = new ReentrantLock();
  private boolean armed;
  private volatile String complaint = "the watchdog is not armed yet";
  private volatile boolean starved;
  private volatile long timeMillis = -1;
  private volatile Optional<Node> newest = Optional.empty();

  /**
   * A feeder; nothing is opened yet.
   *
   * @param leased the pairs that a lease guards here
   * @param renewed when a pair's newest renewal that succeeded was issued
   * @param clock the monotonic clock that includes suspend
   */
  WatchdogFeeder(
      Watchdog watchdog,
      Set<PairName> leased,
      Function<PairName, Optional<Moment>> renewed,
      Supplier<Moment> clock,
      Timings timings) {
    this.watchdog = watchdog;
    this.leased = Set.copyOf(leased);
    this.renewed = renewed;
    this.clock = clock;
    this.timings = timings;
  }

  /** What was decided last; does not wait for the device. */
  void decided(Node node) {
    newest = Optional.of(node);
  }

  /**
   * Whether a pair could be claimed as far as the watchdog goes; does not wait for the device. Not
   * while its lease is not renewed either: what is claimed then would soon reset the machine.
   */
  Readiness readiness(PairName pair, Moment now) {
    String missing = starved ? "this machine is being reset" : complaint;
    if (missing.isEmpty() && !outlives(pair, now)) {
      missing = "the lease is not being renewed";
    }
    return missing.isEmpty()
        ? Readiness.READY
        : new Readiness(CannotTakeOverCause.NOT_ARMED, missing);
  }

  /** How the watchdog stands; does not wait for the device. */
  WatchdogState state() {
    if (starved) {
      return WatchdogState.STARVED;
    }
    return complaint.isEmpty() ? WatchdogState.ARMED : WatchdogState.NOT_ARMED;
  }

  /** The device, for people. */
  String name() {
    return watchdog.name();
  }

  /** Within which it resets this machine, in milliseconds; -1 if it was never armed. */
  long timeMillis() {
    return timeMillis;
  }

  /** The pairs that need the watchdog. */
  Set<PairName> leased() {
    return leased;
  }

  /** Never feeds again: this machine shall be reset. Does not wait for the device. */
  void starve() {
    starved = true;
  }

  @Override
  public void run() {
    Duration quarter = timings.watchdog().dividedBy(FEEDS_IN_ITS_TIME);
    Duration audit = timings.auditPeriod();
    Duration period = quarter.compareTo(audit) < 0 ? quarter : audit;
    try {
      while (true) {
        round();
        TimeUnit.NANOSECONDS.sleep(period.toNanos());
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  /** Arms or feeds it if that is allowed now. */
  void round() {
    device.lock();
    try {
      if (isAllowed(clock.get())) {
        tell(armed ? watchdog.feed() : arm());
      }
    } finally {
      device.unlock();
    }
  }

  private Outcome<Duration> arm() {
    Outcome<Duration> outcome = watchdog.arm(timings.watchdog());
    armed = outcome.succeeded();
    if (outcome instanceof Outcome.Succeeded<Duration>(Duration time)) {
      timeMillis = time.toMillis();
      LOG.info("watchdog {} resets this machine after {} ms", watchdog.name(), time.toMillis());
    }
    return outcome;
  }

  private boolean isAllowed(Moment now) {
    Optional<Node> node = newest;
    // Before the first decision nothing is known of what a life before has left running.
    return !starved
        && node.isPresent()
        && leased.stream()
            .allMatch(pair -> !node.get().pairs().get(pair).mayRun() || outlives(pair, now));
  }

  private boolean outlives(PairName pair, Moment now) {
    return renewed.apply(pair).map(issued -> timings.leaseOutlives(issued, now)).orElse(false);
  }

  private void tell(Outcome<?> outcome) {
    String now = outcome.succeeded() ? "" : outcome.text();
    if (!now.isEmpty() && !now.equals(complaint)) {
      LOG.error("the watchdog does not guard this machine: {}", now);
    }
    complaint = now;
  }

  /**
   * The agent ends; call it after the last decision.
   *
   * @param nothingLeft whether nothing runs here any more that a lease guards; else the watchdog
   *     runs on and resets this machine
   */
  void end(boolean nothingLeft) throws InterruptedException {
    starve();
    if (!device.tryLock(ENDING.toNanos(), TimeUnit.NANOSECONDS)) {
      LOG.error("watchdog {} does not answer, and may reset this machine", watchdog.name());
      return;
    }
    try {
      if (armed && nothingLeft) {
        Outcome<Boolean> outcome = watchdog.disarm();
        armed = !outcome.succeeded();
      }
      if (armed) {
        LOG.error("watchdog {} will reset this machine", watchdog.name());
      }
    } finally {
      device.unlock();
    }
  }
}
