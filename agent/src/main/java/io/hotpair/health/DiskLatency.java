package io.hotpair.health;

import io.hotpair.core.model.HealthKind;
import io.hotpair.core.model.HealthReading;
import io.hotpair.port.HealthProbe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How long everybody's reads and writes took on average since the last look, by the kernel's count
 * (Linux, block/stat: requests and their milliseconds). It sees what the probe's one small block
 * every few seconds may miss; a long queue of one's own making looks the same, so it moves nothing.
 */
final class DiskLatency implements HealthProbe {
  private static final int READS = 0;
  private static final int READ_MILLIS = 3;
  private static final int WRITES = 4;
  private static final int WRITE_MILLIS = 7;
  private static final int COLUMNS = 11;

  private final String subject;
  private final Path blocks;
  private final Supplier<List<String>> names;
  private Map<String, Sum> before = Map.of();

  private record Sum(long requests, long millis) {}

  /**
   * Of some disks.
   *
   * @param subject their name for people
   * @param sys /sys
   * @param names as {@code sda}; may change
   */
  DiskLatency(String subject, Path sys, Supplier<List<String>> names) {
    this.subject = subject;
    this.blocks = sys.resolve("block");
    this.names = names;
  }

  @Override
  public HealthKind kind() {
    return HealthKind.DISK_LATENCY;
  }

  @Override
  public String subject() {
    return subject;
  }

  @Override
  public boolean mayHang() {
    return true;
  }

  @Override
  public HealthReading look() {
    Map<String, Sum> now = new HashMap<>();
    List<String> idle = new ArrayList<>();
    long slowest = -1;
    String text = "";
    for (String name : names.get()) {
      Optional<Sum> sum = read(name);
      if (sum.isEmpty()) {
        continue;
      }
      now.put(name, sum.get());
      Sum then = before.getOrDefault(name, sum.get());
      long requests = sum.get().requests() - then.requests();
      long millis = sum.get().millis() - then.millis();
      if (requests <= 0 || millis < 0) {
        idle.add(name);
      } else if (millis / requests > slowest) {
        slowest = millis / requests;
        text = "%s: %d requests took %d ms on average".formatted(name, requests, slowest);
      }
    }
    before = now;
    if (slowest >= 0) {
      return new HealthReading.Measured(slowest, text);
    }
    return idle.isEmpty()
        ? new HealthReading.NotKnown("the kernel does not time the requests of these disks")
        : new HealthReading.Measured(
            0, String.join(" and ", idle) + " had no request since the last look");
  }

  private Optional<Sum> read(String name) {
    String[] columns =
        KernelFile.text(blocks.resolve(name).resolve("stat")).orElse("").strip().split("\\s+");
    if (columns.length < COLUMNS) {
      return Optional.empty();
    }
    for (int column : new int[] {READS, READ_MILLIS, WRITES, WRITE_MILLIS}) {
      if (!columns[column].matches("[0-9]{1,18}")) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new Sum(
            Long.parseLong(columns[READS]) + Long.parseLong(columns[WRITES]),
            Long.parseLong(columns[READ_MILLIS]) + Long.parseLong(columns[WRITE_MILLIS])));
  }
}
