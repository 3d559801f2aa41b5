package io.hotpair.checks;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.Inspection;
import java.time.Duration;
import java.util.List;

/** A machine that says what a test wants it to. */
final class FakeMachine implements Inspection {
  Duration since = Duration.ofHours(3);
  String source = "tsc";
  Outcome<Boolean> synchronised = new Outcome.Succeeded<>(true);
  Outcome<DiskFacts> disk = new Outcome.Unknown<>("not asked");
  Outcome<WatchdogFacts> watchdog = new Outcome.Unknown<>("not asked");
  Outcome<List<Long>> times = new Outcome.Unknown<>("not asked");

  @Override
  public Outcome<Duration> sinceBoot() {
    return new Outcome.Succeeded<>(since);
  }

  @Override
  public Outcome<String> clockSource() {
    return new Outcome.Succeeded<>(source);
  }

  @Override
  public Outcome<Boolean> wallClockSynchronised() {
    return synchronised;
  }

  @Override
  public Outcome<WatchdogFacts> watchdog(String device) {
    return watchdog;
  }

  @Override
  public Outcome<Long> inodesUsed(String path) {
    return new Outcome.Unknown<>("not asked here");
  }

  @Override
  public Outcome<DiskFacts> disk(String device) {
    return disk;
  }

  @Override
  public Outcome<List<Long>> readTimes(String device, int reads) {
    return times;
  }
}
