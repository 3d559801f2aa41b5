package io.hotpair.health;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.Inspection;
import java.time.Duration;
import java.util.List;

/** A machine that tells its inodes and nothing else. */
record FakeInspection(Outcome<Long> inodes) implements Inspection {
  @Override
  public Outcome<Long> inodesUsed(String path) {
    return inodes;
  }

  @Override
  public Outcome<List<Long>> readTimes(String device, int reads) {
    return new Outcome.Unknown<>("not asked here");
  }

  @Override
  public Outcome<Duration> sinceBoot() {
    return new Outcome.Unknown<>("not asked here");
  }

  @Override
  public Outcome<String> clockSource() {
    return new Outcome.Unknown<>("not asked here");
  }

  @Override
  public Outcome<Boolean> wallClockSynchronised() {
    return new Outcome.Unknown<>("not asked here");
  }

  @Override
  public Outcome<WatchdogFacts> watchdog(String device) {
    return new Outcome.Unknown<>("not asked here");
  }

  @Override
  public Outcome<DiskFacts> disk(String device) {
    return new Outcome.Unknown<>("not asked here");
  }
}
