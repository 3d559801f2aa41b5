package io.hotpair.health;

import io.hotpair.core.model.HealthReading;
import java.nio.file.Path;

/**
 * Machine checks that the processors raised and this machine outlived: line {@code MCE} of
 * /proc/interrupts, one column for each processor. Line {@code MCP} counts the kernel's own looks.
 */
final class MachineChecks {
  private static final String LINE = "MCE:";

  private final Path interrupts;

  /** Reads below {@code proc}, which is /proc. */
  MachineChecks(Path proc) {
    interrupts = proc.resolve("interrupts");
  }

  HealthReading read() {
    for (String line : KernelFile.lines(interrupts)) {
      String[] columns = line.strip().split("\\s+");
      if (columns[0].equals(LINE)) {
        long total = 0;
        for (int column = 1; column < columns.length && isNumber(columns[column]); column++) {
          total += Long.parseLong(columns[column]);
        }
        return new HealthReading.Measured(total, total + " machine checks since the boot");
      }
    }
    return new HealthReading.NotKnown("the kernel counts no machine checks here");
  }

  private static boolean isNumber(String text) {
    return text.matches("[0-9]{1,18}");
  }
}
