package io.hotpair.health;

import io.hotpair.core.model.HealthKind;
import io.hotpair.core.model.HealthReading;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.Outcome;
import io.hotpair.port.HealthProbe;
import io.hotpair.port.Inspection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Reads a block of each LUN of a pair past every cache, on the standby as well: a path that is
 * broken there is found before it is needed. The beats do the same for writing.
 */
final class PairLuns implements HealthProbe {
  private final String pair;
  private final List<String> devices;
  private final Inspection inspection;

  PairLuns(String pair, List<String> devices, Inspection inspection) {
    this.pair = pair;
    this.devices = List.copyOf(devices);
    this.inspection = inspection;
  }

  @Override
  public HealthKind kind() {
    return HealthKind.LUN;
  }

  @Override
  public String subject() {
    return pair;
  }

  @Override
  public boolean mayHang() {
    return true;
  }

  @Override
  public HealthReading overdue(Duration waited) {
    return new HealthReading.Measured(
        waited.toMillis(), "no answer for " + waited.toSeconds() + " s");
  }

  @Override
  public HealthReading look() {
    long slowest = -1;
    String text = "";
    for (String device : devices) {
      switch (inspection.readTimes(device, 1)) {
        case Outcome.Succeeded<List<Long>>(List<Long> times) -> {
          long millis = TimeUnit.NANOSECONDS.toMillis(times.getFirst());
          if (millis > slowest) {
            slowest = millis;
            text = "a block of " + device + " was read in " + millis + " ms";
          }
        }
        case Outcome.Failed<List<Long>>(String reason) -> {
          return new HealthReading.Judged(HealthVerdict.FAILED, reason);
        }
        case Outcome.TimedOut<List<Long>> late -> {
          return new HealthReading.Judged(HealthVerdict.FAILED, device + ": " + late.text());
        }
        case Outcome.Unknown<List<Long>>(String reason) -> {
          return new HealthReading.NotKnown(reason);
        }
      }
    }
    return new HealthReading.Measured(slowest, text);
  }
}
