package io.hotpair.health;

import io.hotpair.core.model.HealthReading;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pressure stall information and load; Linux, accounting/psi, and proc_loadavg(5). */
final class Pressure {
  private static final Pattern LINE =
      Pattern.compile("(some|full) avg10=[0-9.]+ avg60=([0-9]+)[0-9.]* avg300=([0-9]+)[0-9.]* .*");
  private static final int AVG60 = 2;
  private static final int AVG300 = 3;

  private final Path proc;
  private final int processors;

  /**
   * Reads below {@code proc}, which is /proc.
   *
   * @param processors of this machine
   */
  Pressure(Path proc, int processors) {
    this.proc = proc;
    this.processors = processors;
  }

  HealthReading cpu() {
    return read("cpu", "some", AVG300, "some task waited for a processor %d %% of the last 5 min");
  }

  HealthReading memory() {
    return read("memory", "full", AVG60, "all tasks waited for memory %d %% of the last minute");
  }

  HealthReading disk() {
    return read("io", "full", AVG60, "all tasks waited for disks %d %% of the last minute");
  }

  private HealthReading read(String resource, String line, int average, String text) {
    for (String read : KernelFile.lines(proc.resolve("pressure").resolve(resource))) {
      Matcher matcher = LINE.matcher(read);
      if (matcher.matches() && matcher.group(1).equals(line)) {
        long share = Long.parseLong(matcher.group(average));
        return new HealthReading.Measured(share, text.formatted(share));
      }
    }
    return new HealthReading.NotKnown("the kernel does not tell pressure (psi=1 at its boot)");
  }

  /** The load of the last five minutes, for each processor. */
  HealthReading load() {
    String[] averages = KernelFile.text(proc.resolve("loadavg")).orElse("").split(" ");
    if (averages.length < 3 || !averages[1].matches("[0-9]{1,9}\\.[0-9]{2}")) {
      return new HealthReading.NotKnown("the kernel does not tell the load");
    }
    long hundredths = Long.parseLong(averages[1].replace(".", ""));
    return new HealthReading.Measured(
        hundredths / processors,
        "%s tasks ran or wanted to in the last 5 min, on %d processors"
            .formatted(averages[1], processors));
  }
}
