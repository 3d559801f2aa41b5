package io.hotpair.health;

import io.hotpair.core.model.HealthKind;
import io.hotpair.core.model.HealthReading;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.LunName;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.RaidReading;
import io.hotpair.port.RaidProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The arrays that a pair's LUNs lie on, as far as the site file says how to ask for them. */
final class PairArrays implements RaidProbe {
  private static final RaidReading NOT_YET = RaidReading.unknown("not asked yet");

  private final PairName pair;
  private final Map<LunName, Array> arrays;
  private volatile Map<LunName, RaidReading> readings = Map.of();

  PairArrays(PairName pair, Map<LunName, Array> arrays) {
    this.pair = pair;
    this.arrays = new TreeMap<>(arrays);
  }

  @Override
  public PairName pair() {
    return pair;
  }

  @Override
  public HealthKind kind() {
    return HealthKind.ARRAY;
  }

  @Override
  public String subject() {
    return pair.value();
  }

  @Override
  public boolean mayHang() {
    return true;
  }

  @Override
  public RaidReading of(LunName lun) {
    return arrays.containsKey(lun) ? readings.getOrDefault(lun, NOT_YET) : RaidReading.NOT_WATCHED;
  }

  /** What was known before is of no use any more. */
  @Override
  public HealthReading overdue(Duration waited) {
    readings = Map.of();
    return new HealthReading.NotKnown("no answer for " + waited.toSeconds() + " s");
  }

  @Override
  public HealthReading look() {
    Map<LunName, RaidReading> now = new TreeMap<>();
    HealthVerdict worst = HealthVerdict.OK;
    List<String> texts = new ArrayList<>();
    for (Map.Entry<LunName, Array> array : arrays.entrySet()) {
      RaidReading reading = array.getValue().ask();
      now.put(array.getKey(), reading);
      worst = worst.or(reading.state().verdict());
      texts.add(array.getKey() + " is " + reading.state().label() + ": " + reading.text());
    }
    readings = Map.copyOf(now);
    return new HealthReading.Judged(worst, String.join("; ", texts));
  }
}
