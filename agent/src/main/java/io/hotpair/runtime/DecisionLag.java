package io.hotpair.runtime;

import io.hotpair.core.model.HealthKind;
import io.hotpair.core.model.HealthReading;
import io.hotpair.port.HealthProbe;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;

/** How late this agent's own decisions come, at worst since the last look. */
final class DecisionLag implements HealthProbe {
  private final LongAccumulator worst = new LongAccumulator(Math::max, 0);

  /** Takes in how late a tick was, in nanoseconds; does not wait. */
  void late(long nanos) {
    worst.accumulate(nanos);
  }

  @Override
  public HealthKind kind() {
    return HealthKind.DECISION_LAG;
  }

  @Override
  public String subject() {
    return "";
  }

  @Override
  public boolean mayHang() {
    return false;
  }

  @Override
  public HealthReading look() {
    long millis = TimeUnit.NANOSECONDS.toMillis(worst.getThenReset());
    return new HealthReading.Measured(millis, "the latest decision came " + millis + " ms late");
  }
}
