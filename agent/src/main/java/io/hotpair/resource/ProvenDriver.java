package io.hotpair.resource;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.port.Processes;
import io.hotpair.port.ResourceDriver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A resource about which nothing counts while a process of an earlier call lives. A start that
 * hangs in the kernel past its deadline outlives its kill, and may still take effect: until it is
 * gone, no stop has stopped anything for good, and nothing is started above it.
 */
final class ProvenDriver implements ResourceDriver {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final ResourceDriver driver;
  private final Processes processes;
  private final Instance instance;
  private final ResourceSpec.Times times;

  /**
   * Nothing is run yet.
   *
   * @param driver makes the calls
   * @param processes runs its programs, and no one else's
   */
  ProvenDriver(
      ResourceDriver driver, Processes processes, Instance instance, ResourceSpec.Times times) {
    this.driver = driver;
    this.processes = processes;
    this.instance = instance;
    this.times = times;
  }

  @Override
  public Outcome<Finding> start() {
    List<String> remains = processes.remains();
    return remains.isEmpty() ? driver.start() : unknown("start", remains);
  }

  /** Made all the same: it may be what lets go of that which hangs. */
  @Override
  public Outcome<Finding> stop() {
    long end = System.nanoTime() + times.stop().toNanos();
    Outcome<Finding> outcome = driver.stop();
    if (!outcome.succeeded()) {
      return outcome;
    }
    while (true) {
      List<String> remains = processes.remains();
      if (remains.isEmpty()) {
        return outcome;
      }
      if (System.nanoTime() >= end || Thread.currentThread().isInterrupted()) {
        return unknown("stop", remains);
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
  }

  @Override
  public Outcome<Finding> monitor() {
    Outcome<Finding> outcome = driver.monitor();
    List<String> remains = processes.remains();
    return remains.isEmpty() || !outcome.succeeded() ? outcome : unknown("monitor", remains);
  }

  @Override
  public void announce() {
    driver.announce();
  }

  @Override
  public Outcome<Boolean> check() {
    return driver.check();
  }

  private Outcome<Finding> unknown(String action, List<String> remains) {
    return new Outcome.Unknown<>(
        action
            + " of "
            + instance
            + " does not count: of an earlier call, killed at its deadline, there still hangs in"
            + " the kernel "
            + String.join("; ", remains));
  }
}
