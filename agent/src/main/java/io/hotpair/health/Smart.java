package io.hotpair.health;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hotpair.core.model.HealthKind;
import io.hotpair.core.model.HealthReading;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.Outcome;
import io.hotpair.port.HealthProbe;
import io.hotpair.port.Processes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the system disks say of themselves, by {@code smartctl --json} (smartmontools 7.0 and newer;
 * smartctl(8)). A disk that does not say is unknown, and never well.
 *
 * <p>A disk that has said that it will fail often drops out of its array next, and then says
 * nothing: it counts as failing until it says otherwise, or as many disks lie below the state
 * directory as when it said so, so that another has its place. A restart of the agent forgets it.
 */
final class Smart implements HealthProbe {
  /** Where every distribution has it; a search path would be whoever's. */
  static final Path PROGRAM = Path.of("/usr/sbin/smartctl");

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private static final ObjectMapper MAPPER = new ObjectMapper();

  // Of ATA: sectors that can't be read, and may be lost (ATA attributes 197 and 198).
  private static final int PENDING = 197;
  private static final int UNCORRECTABLE = 198;

  // Of NVMe: percent of the writes that the maker vouches for.
  private static final int WORN_OUT = 100;

  private final SystemDisks disks;
  private final Processes processes;
  private final Path program;
  // By the kernel's name; used by the looking thread only.
  private final Map<String, Failing> failing = new TreeMap<>();

  /**
   * A disk that said that it will fail.
   *
   * @param text the disk and what it said
   * @param disks how many there were then, itself included
   */
  private record Failing(String text, int disks) {}

  /** Asks for the disks that lie below the state directory. */
  Smart(SystemDisks disks, Processes processes, Path program) {
    this.disks = disks;
    this.processes = processes;
    this.program = program;
  }

  @Override
  public HealthKind kind() {
    return HealthKind.SYSTEM_DISK_SMART;
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
    if (!Files.isExecutable(program)) {
      return new HealthReading.NotKnown(program + " is not here: install smartmontools");
    }
    List<String> names = disks.names();
    failing.entrySet().removeIf(disk -> isReplaced(disk.getKey(), disk.getValue(), names));
    if (names.isEmpty() && failing.isEmpty()) {
      return new HealthReading.NotKnown("the state directory's disk cannot be told");
    }
    List<HealthReading.Judged> all = new ArrayList<>();
    names.forEach(
        name -> all.add(heard(name, names.size(), ask("/dev/" + name.replace('!', '/')))));
    failing.forEach(
        (name, disk) -> {
          if (!names.contains(name)) {
            all.add(still(disk, "it is no longer below the state directory: replace it"));
          }
        });
    HealthVerdict worst =
        all.stream().map(HealthReading.Judged::verdict).reduce(HealthVerdict.OK, HealthVerdict::or);
    List<String> texts = all.stream().map(HealthReading.Judged::text).toList();
    String text = String.join("; ", texts);
    return worst == HealthVerdict.UNKNOWN
        ? new HealthReading.NotKnown(text)
        : new HealthReading.Judged(worst, text);
  }

  /** Whether a disk that said that it will fail is gone, and another has its place. */
  private static boolean isReplaced(String name, Failing disk, List<String> names) {
    return !names.contains(name) && names.size() >= disk.disks();
  }

  /** What a disk says, and what it said before if it says nothing now. */
  private HealthReading.Judged heard(String name, int disks, HealthReading.Judged now) {
    Failing before = failing.get(name);
    return switch (now.verdict()) {
      case FAILING, FAILED -> {
        failing.put(name, new Failing(now.text(), disks));
        yield now;
      }
      case UNKNOWN -> before == null ? now : still(before, "it does not answer now: " + now.text());
      case OK, DEGRADED -> {
        failing.remove(name);
        yield now;
      }
    };
  }

  private static HealthReading.Judged still(Failing disk, String now) {
    return new HealthReading.Judged(HealthVerdict.FAILING, disk.text() + "; " + now);
  }

  private HealthReading.Judged ask(String disk) {
    Outcome<Processes.Ended> outcome =
        processes.run(
            List.of(program.toString(), "--json", "-i", "-H", "-A", disk),
            Map.of("LC_ALL", "C"),
            new byte[0],
            DEADLINE);
    return outcome instanceof Outcome.Succeeded<Processes.Ended>(Processes.Ended ended)
        ? judge(disk, ended.output())
        : new HealthReading.Judged(HealthVerdict.UNKNOWN, disk + ": " + outcome.text());
  }

  /** What an answer means, whatever the exit status: its bits are in the text as well. */
  static HealthReading.Judged judge(String disk, String answer) {
    JsonNode root;
    try {
      root = MAPPER.readTree(answer);
    } catch (JsonProcessingException cutOff) {
      return new HealthReading.Judged(
          HealthVerdict.UNKNOWN, disk + ": smartctl's answer cannot be read");
    }
    JsonNode passed = root.at("/smart_status/passed");
    if (!passed.isBoolean()) {
      String message = root.at("/smartctl/messages/0/string").asText("no SMART answers");
      String text = message.startsWith(disk) ? message : disk + ": " + message;
      return new HealthReading.Judged(HealthVerdict.UNKNOWN, text);
    }
    if (!passed.asBoolean()) {
      // Whoever pulls it out of the machine can't go by the kernel's name.
      String serial = root.path("serial_number").asText("");
      String named = serial.isEmpty() ? disk : disk + " (serial number " + serial + ")";
      return new HealthReading.Judged(HealthVerdict.FAILING, named + " says that it will fail");
    }
    List<String> complaints = new ArrayList<>();
    for (JsonNode attribute : root.at("/ata_smart_attributes/table")) {
      long raw = attribute.at("/raw/value").asLong();
      switch (attribute.path("id").asInt()) {
        case PENDING -> add(complaints, raw, 1, " sectors wait to be read");
        case UNCORRECTABLE -> add(complaints, raw, 1, " sectors cannot be read");
        default -> {}
      }
    }
    JsonNode nvme = root.path("nvme_smart_health_information_log");
    add(complaints, nvme.path("media_errors").asLong(), 1, " errors of its medium");
    add(complaints, nvme.path("percentage_used").asLong(), WORN_OUT, " % of its life used");
    add(complaints, nvme.path("critical_warning").asLong(), 1, " as its critical warning");
    return complaints.isEmpty()
        ? new HealthReading.Judged(HealthVerdict.OK, disk + " says that it is well")
        : new HealthReading.Judged(
            HealthVerdict.DEGRADED, disk + ": " + String.join(", ", complaints));
  }

  private static void add(List<String> complaints, long value, long from, String text) {
    if (value >= from) {
      complaints.add(value + text);
    }
  }
}
