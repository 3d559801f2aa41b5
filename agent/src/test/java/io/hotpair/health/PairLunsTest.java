package io.hotpair.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotpair.core.model.HealthReading;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.Outcome;
import io.hotpair.port.Inspection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PairLunsTest {
  private final Devices devices = new Devices();
  private final PairLuns luns = new PairLuns("erp", List.of("/dev/sdb", "/dev/sdc"), devices);

  /** Devices that answer as they are told. */
  private static final class Devices implements Inspection {
    private final Map<String, Outcome<List<Long>>> answers = new HashMap<>();

    Devices() {
      answer("/dev/sdb", 2);
      answer("/dev/sdc", 40);
    }

    void answer(String device, long millis) {
      answers.put(device, new Outcome.Succeeded<>(List.of(Duration.ofMillis(millis).toNanos())));
    }

    @Override
    public Outcome<List<Long>> readTimes(String device, int reads) {
      assertEquals(1, reads);
      return answers.get(device);
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
    public Outcome<Long> inodesUsed(String path) {
      return new Outcome.Unknown<>("not asked here");
    }

    @Override
    public Outcome<DiskFacts> disk(String device) {
      return new Outcome.Unknown<>("not asked here");
    }
  }

  @Test
  void theSlowestOfAPairsLunsCounts() {
    assertEquals(
        new HealthReading.Measured(40, "a block of /dev/sdc was read in 40 ms"), luns.look());
  }

  @Test
  void oneLunThatCannotBeReadHasFailed() {
    devices.answers.put("/dev/sdc", new Outcome.Failed<>("cannot read /dev/sdc: I/O error"));
    assertEquals(
        new HealthReading.Judged(HealthVerdict.FAILED, "cannot read /dev/sdc: I/O error"),
        luns.look());
  }

  @Test
  void aLunThatHangsIsAsSlowAsItHasBeenWaitedFor() {
    assertEquals(
        new HealthReading.Measured(12_000, "no answer for 12 s"),
        luns.overdue(Duration.ofSeconds(12)));
  }

  @Test
  void whatCannotBeToldIsUnknown() {
    devices.answers.put("/dev/sdb", new Outcome.Unknown<>("not now"));
    assertEquals(new HealthReading.NotKnown("not now"), luns.look());
  }
}
