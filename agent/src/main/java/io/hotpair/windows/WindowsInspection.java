package io.hotpair.windows;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.Inspection;
import java.time.Duration;
import java.util.List;

/** What Windows is asked of itself: the time since the boot. All else says that nobody asks. */
public final class WindowsInspection implements Inspection {
  private final InterruptClock clock;

  /** Of this machine. */
  public WindowsInspection() {
    this(new InterruptClock());
  }

  WindowsInspection(InterruptClock clock) {
    this.clock = clock;
  }

  private static <T> Outcome<T> nobody(String what) {
    return new Outcome.Unknown<>("this agent does not ask Windows for " + what);
  }

  @Override
  public Outcome<Duration> sinceBoot() {
    return new Outcome.Succeeded<>(Duration.ofNanos(clock.getAsLong()));
  }

  @Override
  public Outcome<String> clockSource() {
    return nobody("its clock's source");
  }

  @Override
  public Outcome<Boolean> wallClockSynchronised() {
    return nobody("the state of w32time");
  }

  @Override
  public Outcome<WatchdogFacts> watchdog(String device) {
    return nobody("a watchdog");
  }

  @Override
  public Outcome<DiskFacts> disk(String device) {
    return nobody("the layers of " + device);
  }

  @Override
  public Outcome<List<Long>> readTimes(String device, int reads) {
    return nobody("the times of " + device);
  }

  @Override
  public Outcome<Long> inodesUsed(String path) {
    return nobody("the file system of " + path);
  }
}
