package io.hotpair.system;

import io.hotpair.port.LocalHost.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How busy this machine is, from /proc/stat and /proc/meminfo; proc(5). Used by one thread at a
 * time.
 */
final class LoadMeter {
  // Columns of the line "cpu" in /proc/stat, after its name.
  private static final int IDLE = 3;
  private static final int IOWAIT = 4;
  // guest and guest_nice, from here, are contained in user and nice.
  private static final int GUEST = 8;

  private final Path stat;
  private final Path meminfo;
  private long lastBusy;
  private long lastTotal;
  private Load load = new Load(0, 0);

  /** Reads below {@code proc}, which is /proc. */
  LoadMeter(Path proc) {
    this.stat = proc.resolve("stat");
    this.meminfo = proc.resolve("meminfo");
  }

  /** The load since the last call; the last known where a file can't be read. */
  Load read() {
    load = new Load(cpu(), memory());
    return load;
  }

  private double cpu() {
    try {
      String[] columns = Files.readAllLines(stat).getFirst().split(" +");
      long total = 0;
      long idle = 0;
      for (int i = 0; i < Math.min(GUEST, columns.length - 1); i++) {
        long ticks = Long.parseLong(columns[i + 1]);
        total += ticks;
        idle += i == IDLE || i == IOWAIT ? ticks : 0;
      }
      long busy = total - idle;
      double share = share(busy - lastBusy, total - lastTotal, load.cpu());
      lastBusy = busy;
      lastTotal = total;
      return share;
    } catch (IOException | NumberFormatException e) {
      return load.cpu();
    }
  }

  private double memory() {
    try {
      List<String> lines = Files.readAllLines(meminfo);
      long total = kibibytes(lines, "MemTotal:");
      return share(total - kibibytes(lines, "MemAvailable:"), total, load.memory());
    } catch (IOException | NumberFormatException e) {
      return load.memory();
    }
  }

  private static long kibibytes(List<String> lines, String name) {
    for (String line : lines) {
      if (line.startsWith(name)) {
        return Long.parseLong(line.substring(name.length()).replace("kB", "").trim());
      }
    }
    throw new NumberFormatException("no " + name);
  }

  // Counters may step back when a CPU goes offline: then the last share stands.
  private static double share(long part, long whole, double otherwise) {
    return whole > 0 ? Math.clamp((double) part / whole, 0, 1) : otherwise;
  }
}
