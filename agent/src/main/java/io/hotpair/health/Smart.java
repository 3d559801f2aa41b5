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

/**
 * What the system disks say of themselves, by {@code smartctl --json} (smartmontools 7.0 and newer;
 * smartctl(8)). A disk that does not say is unknown, and never well.
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
    if (names.isEmpty()) {
      return new HealthReading.NotKnown("the state directory's disk cannot be told");
    }
    HealthVerdict worst = HealthVerdict.OK;
    List<String> texts = new ArrayList<>();
    for (String name : names) {
      HealthReading.Judged one = ask("/dev/" + name.replace('!', '/'));
      worst = worst.or(one.verdict());
      texts.add(one.text());
    }
    String text = String.join("; ", texts);
    return worst == HealthVerdict.UNKNOWN
        ? new HealthReading.NotKnown(text)
        : new HealthReading.Judged(worst, text);
  }

  private HealthReading.Judged ask(String disk) {
    Outcome<Processes.Ended> outcome =
        processes.run(
            List.of(program.toString(), "--json", "-H", "-A", disk),
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
      return new HealthReading.Judged(HealthVerdict.FAILING, disk + " says that it will fail");
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
