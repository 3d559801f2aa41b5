package io.hotpair.health;

import io.hotpair.core.model.HealthKind;
import io.hotpair.core.model.HealthReading;
import io.hotpair.port.HealthProbe;
import java.util.function.Supplier;

/**
 * A fact that the kernel has in memory: reading it does not wait for a device.
 *
 * @param kind what it is about
 * @param subject which one
 * @param reading reads it
 */
record KernelProbe(HealthKind kind, String subject, Supplier<HealthReading> reading)
    implements HealthProbe {
  KernelProbe(HealthKind kind, Supplier<HealthReading> reading) {
    this(kind, "", reading);
  }

  @Override
  public HealthReading look() {
    return reading.get();
  }

  @Override
  public boolean mayHang() {
    return false;
  }
}
