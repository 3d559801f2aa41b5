package io.hotpair.resource;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.ProbeSpec;
import io.hotpair.port.ResourceDriver;
import io.hotpair.port.ServiceProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A resource whose service is asked as well. What its own monitor calls running is broken unless
 * each monitor of its service gets an answer in time; and it has not started before.
 */
final class MonitoredDriver implements ResourceDriver {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private final ResourceDriver driver;
  private final List<Paced> monitors = new ArrayList<>();
  private final Duration startDeadline;
  private final String what;

  /**
   * Nobody is asked yet.
   *
   * @param driver starts, stops and monitors it
   * @param probes what asks its service, each with its specification
   */
  MonitoredDriver(
      ResourceDriver driver,
      List<ProbeSpec> specs,
      Probes probes,
      Instance instance,
      Duration startDeadline) {
    this.driver = driver;
    this.startDeadline = startDeadline;
    what = "monitor of " + instance;
    specs.forEach(spec -> monitors.add(new Paced(probes.of(spec), spec.interval())));
  }

  /** Started, and answering: what is started above it may need that. */
  @Override
  public Outcome<Finding> start() {
    long end = System.nanoTime() + startDeadline.toNanos();
    Outcome<Finding> outcome = driver.start();
    if (!outcome.equals(new Outcome.Succeeded<>(Finding.RUNNING))) {
      return outcome;
    }
    while (true) {
      Outcome<Finding> served = served(true);
      if (served.succeeded()) {
        return served;
      }
      if (System.nanoTime() + LOOK_AGAIN.toNanos() >= end) {
        return new Outcome.Failed<>(
            "it started, and does not serve within "
                + startDeadline.toSeconds()
                + " s: "
                + served.text());
      }
      if (Thread.currentThread().isInterrupted()) {
        return new Outcome.Unknown<>("the start was interrupted: " + served.text());
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
  }

  @Override
  public Outcome<Finding> stop() {
    return driver.stop();
  }

  @Override
  public Outcome<Finding> monitor() {
    Outcome<Finding> outcome = driver.monitor();
    return outcome.equals(new Outcome.Succeeded<>(Finding.RUNNING)) ? served(false) : outcome;
  }

  /** Asks all, or those whose time has come and those that got no answer last time. */
  private Outcome<Finding> served(boolean all) {
    for (Paced monitor : monitors) {
      if (all || monitor.isDue()) {
        Outcome<Boolean> answer = monitor.ask();
        switch (answer) {
          case Outcome.Succeeded<Boolean> serves -> {}
          case Outcome.Failed<Boolean> silent -> {
            return new Outcome.Failed<>(what + ": " + silent.reason());
          }
          case Outcome.TimedOut<Boolean> late -> {
            return new Outcome.Failed<>(what + ": " + late.text());
          }
          case Outcome.Unknown<Boolean> unknown -> {
            return new Outcome.Unknown<>(what + ": " + unknown.reason());
          }
        }
      }
    }
    return new Outcome.Succeeded<>(Finding.RUNNING);
  }

  @Override
  public void announce() {
    driver.announce();
  }

  @Override
  public Outcome<Boolean> check() {
    Outcome<Boolean> outcome = driver.check();
    for (Paced monitor : monitors) {
      outcome = outcome.succeeded() ? monitor.probe.check() : outcome;
    }
    return outcome;
  }

  /** A monitor that need not be asked each time. */
  private static final class Paced {
    private final ServiceProbe probe;
    private final long interval;
    private long next;
    private boolean well;

    Paced(ServiceProbe probe, Duration interval) {
      this.probe = probe;
      this.interval = interval.toNanos();
    }

    boolean isDue() {
      return !well || System.nanoTime() - next >= 0;
    }

    Outcome<Boolean> ask() {
      // A little before its time counts: its pace is a multiple of the resource's, whose looks
      // take a while each.
      next = System.nanoTime() + interval - interval / 10;
      Outcome<Boolean> answer = probe.ask();
      well = answer.succeeded();
      return answer;
    }
  }
}
