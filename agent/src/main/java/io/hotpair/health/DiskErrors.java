package io.hotpair.health;

import io.hotpair.core.model.HealthKind;
import io.hotpair.core.model.HealthReading;
import io.hotpair.core.model.Outcome;
import io.hotpair.port.HealthProbe;
import io.hotpair.port.Processes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Errors of the system disks. A SCSI disk counts its own ({@code ioerr_cnt}). Of the others, as
 * NVMe or virtio, the kernel only writes in its log, as {@code I/O error, dev nvme0n1, sector 8}
 * (block/blk-mq.c), at most ten times in 5 s; what falls out of the log is not counted any more.
 */
final class DiskErrors implements HealthProbe {
  /** Where every distribution has it; a search path would be whoever's. */
  static final Path DMESG = Path.of("/usr/bin/dmesg");

  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final Pattern LINE = Pattern.compile(".*\\berror, dev (\\S+), .*");

  private final SystemDisks disks;
  private final Path blocks;
  private final Processes processes;
  private final Path dmesg;

  DiskErrors(SystemDisks disks, Path sys, Processes processes, Path dmesg) {
    this.disks = disks;
    this.blocks = sys.resolve("block");
    this.processes = processes;
    this.dmesg = dmesg;
  }

  @Override
  public HealthKind kind() {
    return HealthKind.SYSTEM_DISK_ERRORS;
  }

  @Override
  public String subject() {
    return "";
  }

  @Override
  public boolean mayHang() {
    return true;
  }

  @Override
  public HealthReading look() {
    List<String> names = disks.names();
    if (names.isEmpty()) {
      return new HealthReading.NotKnown("the state directory's disk cannot be told");
    }
    long total = 0;
    List<String> logged = new ArrayList<>();
    for (String name : names) {
      OptionalLong count = KernelFile.number(blocks.resolve(name).resolve("device/ioerr_cnt"));
      total += count.orElse(0);
      if (count.isEmpty()) {
        logged.add(name);
      }
    }
    String all = String.join(" and ", names);
    if (logged.isEmpty()) {
      return new HealthReading.Counted(total, all + " had " + total + " errors since the boot");
    }
    return log(logged, total, all);
  }

  private HealthReading log(List<String> logged, long counted, String all) {
    if (!Files.isExecutable(dmesg)) {
      return new HealthReading.NotKnown(
          "the kernel counts no errors of %s, and %s is not here"
              .formatted(String.join(" and ", logged), dmesg));
    }
    Outcome<Processes.Ended> outcome =
        processes.run(
            List.of(dmesg.toString(), "--notime", "--level=emerg,alert,crit,err"),
            Map.of("LC_ALL", "C"),
            new byte[0],
            DEADLINE);
    if (!(outcome instanceof Outcome.Succeeded<Processes.Ended>(Processes.Ended ended))
        || ended.status() != 0) {
      return new HealthReading.NotKnown("the kernel's log cannot be read: " + outcome.text());
    }
    long total = counted;
    for (String line : ended.output().lines().toList()) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches() && logged.contains(matcher.group(1))) {
        total++;
      }
    }
    return new HealthReading.Counted(
        total, "%s had %d errors that the kernel's log still has".formatted(all, total));
  }
}
