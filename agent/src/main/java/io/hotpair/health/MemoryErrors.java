package io.hotpair.health;

import io.hotpair.core.model.HealthReading;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the memory controllers count, by EDAC (Linux, admin-guide/ras: {@code mc*}/{@code ce_count},
 * {@code ue_count}). A machine without ECC memory, or a virtual one, has no such controller.
 */
final class MemoryErrors {
  private final Path controllers;

  /** Reads below {@code sys}, which is /sys. */
  MemoryErrors(Path sys) {
    controllers = sys.resolve("devices/system/edac/mc");
  }

  HealthReading corrected() {
    return count("ce_count", "corrected")
        .<HealthReading>map(sum -> new HealthReading.Counted(sum.total(), sum.text()))
        .orElse(NONE);
  }

  HealthReading uncorrected() {
    return count("ue_count", "uncorrected")
        .<HealthReading>map(sum -> new HealthReading.Measured(sum.total(), sum.text()))
        .orElse(NONE);
  }

  private static final HealthReading NONE =
      new HealthReading.NotKnown("no memory controller here counts errors (EDAC)");

  private record Sum(long total, String text) {}

  private Optional<Sum> count(String file, String word) {
    List<Path> found = KernelFile.below(controllers, "mc[0-9]*");
    long total = 0;
    boolean any = false;
    String worst = "";
    long most = 0;
    for (Path controller : found) {
      var count = KernelFile.number(controller.resolve(file));
      any |= count.isPresent();
      total += count.orElse(0);
      if (count.orElse(0) > most) {
        most = count.getAsLong();
        worst = ", most at " + controller.getFileName();
      }
    }
    return any
        ? Optional.of(new Sum(total, total + " " + word + " memory errors since the boot" + worst))
        : Optional.empty();
  }
}
