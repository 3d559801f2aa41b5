package io.hotpair.main;

import io.hotpair.core.model.Outcome;
import io.hotpair.system.ServiceManager;
import io.hotpair.view.Snapshot;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the service manager that the agent lives, as long as it decides: the deciding thread
 * publishes a snapshot with each tick, and only a new one counts as life. An agent that hangs is so
 * restarted by systemd (WatchdogSec of the unit), and adopts the group that runs.
 */
final class ServiceWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceWatch.class);

  /** Looks in the time after which the manager would restart the agent; sd_watchdog_enabled(3). */
  private static final int LOOKS = 4;

  private final ServiceManager manager;
  private final Supplier<Snapshot> newest;
  private Snapshot seen;
  private boolean told;

  ServiceWatch(ServiceManager manager, Supplier<Snapshot> newest) {
    this.manager = manager;
    this.newest = newest;
  }

  /** Returns when {@code ended} says that the agent has ended. */
  void until(CountDownLatch ended) throws InterruptedException {
    if (manager.watchdog().isEmpty()) {
      ended.await();
      return;
    }
    Duration pause = manager.watchdog().get().dividedBy(LOOKS);
    while (!ended.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
      look();
    }
  }

  /** Looks once; whether the agent has decided since the last look. */
  boolean look() {
    Snapshot latest = newest.get();
    if (latest == seen) {
      return false;
    }
    seen = latest;
    if (manager.alive() instanceof Outcome.Failed<Boolean>(String reason) && !told) {
      told = true;
      LOG.warn("The service manager can't be told that the agent lives: {}.", reason);
    }
    return true;
  }
}
