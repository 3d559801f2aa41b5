package io.hotpair.health;

import io.hotpair.core.model.HealthReading;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The hottest thermal zone, as a share of its critical trip point, at which the kernel turns the
 * machine off (Linux, driver-api/thermal/sysfs-api; values in thousandths of a degree Celsius).
 * Zones without one say nothing about how hot is too hot.
 */
final class Temperature {
  private static final long THOUSANDTHS = 1_000;

  private final Path zones;

  /** Reads below {@code sys}, which is /sys. */
  Temperature(Path sys) {
    zones = sys.resolve("class/thermal");
  }

  HealthReading read() {
    long highest = -1;
    String text = "";
    for (Path zone : KernelFile.below(zones, "thermal_zone[0-9]*")) {
      OptionalLong now = KernelFile.number(zone.resolve("temp"));
      OptionalLong critical = critical(zone);
      if (now.isEmpty() || critical.isEmpty() || critical.getAsLong() <= 0) {
        continue;
      }
      long share = Math.max(0, 100 * now.getAsLong() / critical.getAsLong());
      if (share > highest) {
        highest = share;
        text =
            "%s has %d degrees Celsius, critical are %d"
                .formatted(
                    KernelFile.text(zone.resolve("type")).orElse("a sensor"),
                    now.getAsLong() / THOUSANDTHS,
                    critical.getAsLong() / THOUSANDTHS);
      }
    }
    return highest < 0
        ? new HealthReading.NotKnown("no sensor here says which temperature is critical")
        : new HealthReading.Measured(highest, text);
  }

  private static OptionalLong critical(Path zone) {
    for (Path type : KernelFile.below(zone, "trip_point_[0-9]*_type")) {
      if (KernelFile.text(type).orElse("").equals("critical")) {
        String name = type.getFileName().toString();
        return KernelFile.number(
            zone.resolve(name.substring(0, name.length() - "type".length()) + "temp"));
      }
    }
    return OptionalLong.empty();
  }
}
