package io.hotpair.system;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.Inspection.DiskFacts;
import io.hotpair.port.Inspection.Queueing;
import io.hotpair.port.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a disk lies on, by sysfs: partitions on disks, device mapper on its slaves, a disk on its
 * transport. Each layer may hold commands while no way to the storage is there.
 */
final class DiskLayers {
  private static final int DEEPEST = 8;
  private static final Duration ASKING = Duration.ofSeconds(5);
  private static final List<Path> MULTIPATHD =
      List.of(Path.of("/usr/sbin/multipathd"), Path.of("/sbin/multipathd"));

  private static final String NO_DAEMON =
      "multipathd is not installed: nothing takes a way back that has failed";

  private final Path sys;
  private final Transports transports;
  private final Processes processes;

  DiskLayers(Path sys, Processes processes) {
    this.sys = sys;
    this.transports = new Transports(sys);
    this.processes = processes;
  }

  Outcome<DiskFacts> of(String device) {
    try {
      Path real = Path.of(device).toRealPath();
      if (Files.isRegularFile(real)) {
        return new Outcome.Succeeded<>(new DiskFacts("", List.of()));
      }
      // By its number: a device may have any name.
      Path block = sys.resolve("dev/block").resolve(number(real));
      if (!Files.isDirectory(block)) {
        return new Outcome.Failed<>(device + " is no block device: " + block + " does not exist");
      }
      List<Queueing> queueing = new ArrayList<>();
      String identity = walk(block.toRealPath(), queueing, 0);
      return new Outcome.Succeeded<>(new DiskFacts(identity, List.copyOf(queueing)));
    } catch (IOException unreadable) {
      return new Outcome.Failed<>(device + ": " + LinuxInspection.reason(unreadable));
    } catch (NumberFormatException odd) {
      return new Outcome.Unknown<>(device + ": " + odd.getMessage());
    }
  }

  // As makedev(3) of the C library packs them: 12 and 20 bits, each in two parts.
  static String number(Path device) throws IOException {
    long packed = (Long) Files.getAttribute(device, "unix:rdev");
    long major = (packed >>> 8 & 0xfff) | (packed >>> 32 & ~0xfffL);
    long minor = (packed & 0xff) | (packed >>> 12 & 0xfff00L);
    return major + ":" + minor;
  }

  /** Adds the layers from here down; gives the identity of the highest that has one. */
  private String walk(Path block, List<Queueing> queueing, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new IOException(block + " lies on more than " + DEEPEST + " layers");
    }
    if (Files.exists(block.resolve("partition"))) {
      return walk(block.getParent(), queueing, depth + 1);
    }
    String identity = "";
    Path mapper = block.resolve("dm/uuid");
    if (Files.exists(mapper) && Files.readString(mapper).startsWith("mpath-")) {
      identity = Files.readString(mapper).strip().substring("mpath-".length());
      queueing.add(multipath(block.getFileName().toString()));
    }
    List<Path> below = slaves(block);
    for (Path slave : below) {
      String lower = walk(slave, queueing, depth + 1);
      identity = identity.isEmpty() ? lower : identity;
    }
    if (below.isEmpty()) {
      queueing.addAll(transports.of(block));
    }
    Path wwid = block.resolve("device/wwid");
    return identity.isEmpty() && Files.exists(wwid) ? Files.readString(wwid).strip() : identity;
  }

  static List<Path> slaves(Path block) throws IOException {
    Path folder = block.resolve("slaves");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> slaves = new ArrayList<>();
    try (Stream<Path> links = Files.list(folder)) {
      for (Path link : links.sorted().toList()) {
        slaves.add(link.toRealPath());
      }
    }
    return slaves;
  }

  /** What multipathd says of a map: off, on, or how long it queues; multipathd(8), {@code %Q}. */
  private Queueing multipath(String map) {
    Optional<Path> program = MULTIPATHD.stream().filter(Files::isExecutable).findFirst();
    if (program.isEmpty()) {
      return Queueing.unknown("multipath " + map, NO_DAEMON);
    }
    Outcome<Processes.Ended> outcome =
        processes.run(
            List.of(program.get().toString(), "show", "maps", "raw", "format", "%d %Q"),
            Map.of("LC_ALL", "C"),
            new byte[0],
            ASKING);
    return outcome instanceof Outcome.Succeeded<Processes.Ended>(Processes.Ended ended)
            && ended.status() == 0
        ? queueing(map, ended.output())
        : Queueing.unknown("multipath " + map, "multipathd does not answer: " + outcome.text());
  }

  static Queueing queueing(String map, String printed) {
    String layer = "multipath " + map;
    for (String line : printed.lines().toList()) {
      List<String> words = List.of(line.strip().split("\\s+"));
      if (words.size() >= 2 && words.getFirst().equals(map)) {
        return switch (words.get(1)) {
          case "off" -> new Queueing(layer, Optional.of(Duration.ZERO));
          case "on" -> new Queueing(layer, Optional.empty());
          case "-" -> Queueing.unknown(layer, "multipathd does not say how it queues");
          default -> new Queueing(layer, Optional.of(bound(words)));
        };
      }
    }
    return Queueing.unknown(layer, "multipathd does not know it");
  }

  // "60 sec", or "12 chk": checks, of which multipath.conf's polling_interval is 20 s at most.
  private static Duration bound(List<String> words) {
    long count = Long.parseLong(words.get(1));
    boolean seconds = words.size() > 2 && words.get(2).equals("sec");
    return Duration.ofSeconds(seconds ? count : count * 20);
  }
}
