package io.hotpair.health;

import io.hotpair.core.model.HealthReading;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The hottest sensor, as a share of what is critical: a thermal zone's critical trip point, at
 * which the kernel turns the machine off (Linux, driver-api/thermal/sysfs-api), or a chip's {@code
 * temp*_crit} (Linux, hwmon/sysfs-interface), as processors, disks and boards have it. Values are
 * thousandths of a degree Celsius. Sensors without one say nothing about how hot is too hot.
 */
final class Temperature {
  private static final long THOUSANDTHS = 1_000;

  /** A chip whose limit was never set may say anything. */
  private static final long ABSURD = 250 * THOUSANDTHS;

  private final Path zones;
  private final Path chips;
  private Hottest hottest = Hottest.NONE;

  private record Hottest(long share, String text) {
    private static final Hottest NONE = new Hottest(-1, "");
  }

  /** Reads below {@code sys}, which is /sys. */
  Temperature(Path sys) {
    zones = sys.resolve("class/thermal");
    chips = sys.resolve("class/hwmon");
  }

  HealthReading read() {
    hottest = Hottest.NONE;
    for (Path zone : KernelFile.below(zones, "thermal_zone[0-9]*")) {
      take(
          KernelFile.text(zone.resolve("type")).orElse("a sensor"),
          KernelFile.number(zone.resolve("temp")),
          critical(zone));
    }
    for (Path chip : KernelFile.below(chips, "hwmon[0-9]*")) {
      for (Path limit : KernelFile.below(chip, "temp[0-9]*_crit")) {
        sensor(chip, limit.getFileName().toString().replace("_crit", ""));
      }
    }
    return hottest.share() < 0
        ? new HealthReading.NotKnown("no sensor here says which temperature is critical")
        : new HealthReading.Measured(hottest.share(), hottest.text());
  }

  private void sensor(Path chip, String sensor) {
    if (KernelFile.number(chip.resolve(sensor + "_fault")).orElse(0) != 0) {
      return; // it says itself that it measures nothing
    }
    String name = KernelFile.text(chip.resolve("name")).orElse("a chip");
    String label = KernelFile.text(chip.resolve(sensor + "_label")).orElse(sensor);
    take(
        name + " " + label,
        KernelFile.number(chip.resolve(sensor + "_input")),
        KernelFile.number(chip.resolve(sensor + "_crit")));
  }

  private void take(String name, OptionalLong now, OptionalLong critical) {
    if (now.isEmpty()
        || critical.isEmpty()
        || critical.getAsLong() <= 0
        || critical.getAsLong() > ABSURD) {
      return;
    }
    long share = Math.max(0, 100 * now.getAsLong() / critical.getAsLong());
    if (share > hottest.share()) {
      hottest =
          new Hottest(
              share,
              "%s has %d degrees Celsius, critical are %d"
                  .formatted(
                      name, now.getAsLong() / THOUSANDTHS, critical.getAsLong() / THOUSANDTHS));
    }
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
