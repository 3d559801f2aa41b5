package io.hotpair.health;

import io.hotpair.core.model.HealthReading;
import io.hotpair.core.model.HealthVerdict;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The network device that holds this node's address of one path; Linux, ABI
 * testing/sysfs-class-net. An address may move to another device, as into a bridge: what that one
 * counted before is not held against it.
 */
final class NetworkDevice {
  private final Path devices;
  private final Supplier<Optional<String>> device;
  private final Growing errors = new Growing();
  private final Growing losses = new Growing();
  private String fastest = "";
  private long best;

  /** A count of several devices, as it grew since this node looks. */
  private static final class Growing {
    private String source = "";
    private long last;
    private long total;

    long add(String device, long count) {
      if (device.equals(source) && count > last) {
        total += count - last;
      }
      source = device;
      last = count;
      return total;
    }
  }

  /**
   * A device.
   *
   * @param sys /sys
   * @param device its name as it is now; empty while none has the address
   */
  NetworkDevice(Path sys, Supplier<Optional<String>> device) {
    this.devices = sys.resolve("class/net");
    this.device = device;
  }

  /** Errors in both directions. */
  HealthReading errors() {
    return counted(
        errors,
        place -> sum(number(place, "statistics/rx_errors"), number(place, "statistics/tx_errors")),
        "errors");
  }

  /** Times that its carrier went. */
  HealthReading losses() {
    return counted(losses, place -> number(place, "carrier_down_count"), "losses of carrier");
  }

  private interface Count {
    OptionalLong of(Path place);
  }

  private HealthReading counted(Growing growing, Count count, String what) {
    Optional<String> name = device.get();
    if (name.isEmpty()) {
      return none();
    }
    OptionalLong now = count.of(devices.resolve(name.get()));
    return now.isEmpty()
        ? new HealthReading.NotKnown(name.get() + " does not count " + what)
        : new HealthReading.Counted(
            growing.add(name.get(), now.getAsLong()),
            name.get() + " has counted " + now.getAsLong() + " " + what);
  }

  /** Its speed against the best that it has had. */
  HealthReading speed() {
    Optional<String> name = device.get();
    if (name.isEmpty()) {
      return none();
    }
    OptionalLong speed = number(devices.resolve(name.get()), "speed");
    // -1 or nothing: a virtual card, or one without carrier, which others watch.
    if (speed.isEmpty() || speed.getAsLong() <= 0) {
      return new HealthReading.NotKnown(name.get() + " does not say its speed");
    }
    if (!name.get().equals(fastest)) {
      fastest = name.get();
      best = 0;
    }
    best = Math.max(best, speed.getAsLong());
    String text = name.get() + " runs at " + speed.getAsLong() + " Mbit/s";
    return speed.getAsLong() < best
        ? new HealthReading.Judged(HealthVerdict.DEGRADED, text + ", and has run at " + best)
        : new HealthReading.Judged(HealthVerdict.OK, text);
  }

  private static HealthReading none() {
    return new HealthReading.NotKnown("no device that can be watched has this node's address");
  }

  private static OptionalLong number(Path place, String attribute) {
    return KernelFile.number(place.resolve(attribute));
  }

  private static OptionalLong sum(OptionalLong first, OptionalLong second) {
    return first.isPresent() && second.isPresent()
        ? OptionalLong.of(first.getAsLong() + second.getAsLong())
        : OptionalLong.empty();
  }
}
