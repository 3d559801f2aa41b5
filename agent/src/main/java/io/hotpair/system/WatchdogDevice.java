package io.hotpair.system;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.Watchdog;
import java.time.Duration;

/**
 * A watchdog of Linux: the kernel's documentation, watchdog/watchdog-api. Opening it starts it; the
 * letter V, written right before it is closed, stops it if the driver allows that.
 *
 * <p>A process that dies closes it without the letter: then it runs on, and whoever comes next has
 * until its time is up. So it is opened only when the machine may be fed.
 */
public final class WatchdogDevice implements Watchdog {
  private static final byte FOOD = 0;
  private static final byte MAGIC = 'V';
  private static final int CLOSED = -1;

  private final String path;
  private final WatchdogCalls calls;
  private int descriptor = CLOSED;

  /**
   * Names a device; nothing is opened yet.
   *
   * @param path as {@code /dev/watchdog0}
   */
  public WatchdogDevice(String path) {
    this(path, new WatchdogCalls.Linux());
  }

  WatchdogDevice(String path, WatchdogCalls calls) {
    this.path = path;
    this.calls = calls;
  }

  @Override
  public String name() {
    return path;
  }

  /**
   * {@inheritDoc}
   *
   * <p>A driver counts whole seconds, and may round; so what it says it will do is read back. One
   * that would wait longer is stopped again, as far as it can be.
   */
  @Override
  public Outcome<Duration> arm(Duration longest) {
    int seconds = (int) Math.min(longest.toSeconds(), Integer.MAX_VALUE);
    if (seconds < 1) {
      return new Outcome.Failed<>(
          path + " counts whole seconds: the watchdog's time is " + longest.toMillis() + " ms");
    }
    if (descriptor == CLOSED) {
      try {
        descriptor = calls.open(path);
      } catch (WatchdogCalls.Refused refused) {
        return new Outcome.Failed<>("cannot open " + path + ": " + refused.getMessage());
      }
    }
    try {
      calls.setTimeout(descriptor, seconds);
      Duration will = Duration.ofSeconds(calls.timeout(descriptor));
      if (will.isPositive() && will.compareTo(longest) <= 0) {
        return new Outcome.Succeeded<>(will);
      }
      return refuse(
          path
              + " would reset after "
              + will.toSeconds()
              + " s; allowed are up to "
              + longest.toMillis()
              + " ms");
    } catch (WatchdogCalls.Refused refused) {
      return refuse(path + " does not take its time: " + refused.getMessage());
    }
  }

  private Outcome<Duration> refuse(String reason) {
    Outcome<Boolean> stopped = disarm();
    return new Outcome.Failed<>(stopped.succeeded() ? reason : reason + "; " + stopped.text());
  }

  @Override
  public Outcome<Boolean> feed() {
    if (descriptor == CLOSED) {
      return new Outcome.Failed<>(path + " is not armed");
    }
    try {
      calls.write(descriptor, FOOD);
      return new Outcome.Succeeded<>(true);
    } catch (WatchdogCalls.Refused refused) {
      return new Outcome.Failed<>(path + " was not fed: " + refused.getMessage());
    }
  }

  @Override
  public Outcome<Boolean> disarm() {
    if (descriptor == CLOSED) {
      return new Outcome.Succeeded<>(true);
    }
    int open = descriptor;
    descriptor = CLOSED;
    try {
      try {
        calls.write(open, MAGIC);
      } finally {
        calls.close(open);
      }
      return new Outcome.Succeeded<>(true);
    } catch (WatchdogCalls.Refused refused) {
      return new Outcome.Failed<>(path + " may run on: " + refused.getMessage());
    }
  }
}
