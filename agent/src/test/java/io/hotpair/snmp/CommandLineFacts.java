package io.hotpair.snmp;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hotpair.cli.CommandLineAnswers;
import io.hotpair.view.Snapshot;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The facts that {@code hotpair status --json} and {@code hotpair events --json} print, by the
 * names and in the units of the MIB. A member has its column's name and says its unit, but for the
 * ones that are named here: their names are older than the rule, and scripts build on them.
 */
final class CommandLineFacts {
  private static final Map<String, String> MEMBERS =
      Map.ofEntries(
          Map.entry("AgentConfigurationDigest", "digest"),
          Map.entry("AgentSnapshotTime", "wallMillis"),
          Map.entry("AgentWatchdogState", "watchdog/state"),
          Map.entry("AgentWatchdogDevice", "watchdog/device"),
          Map.entry("AgentWatchdogTime", "watchdog/millis"),
          Map.entry("NodeBootTime", "bootMillis"),
          Map.entry("PairNotReadyCause", "cannotTakeOverCause"),
          Map.entry("PairNotReadyDetail", "cannotTakeOverDetail"),
          Map.entry("PairCannotTakeOverCause", "ownCannotTakeOverCause"),
          Map.entry("PairPeerCannotTakeOver", "peerCannotTakeOverCause"),
          Map.entry("PairLastMoveTime", "lastMove/wallMillis"),
          Map.entry("PairLastMoveReason", "lastMove/reason"),
          Map.entry("PairLastMoveDuration", "lastMove/durationMillis"),
          Map.entry("PairLastMoveTimeline", "lastMove/timeline"),
          Map.entry("PairLastMoveEpoch", "lastMove/epoch"),
          Map.entry("PathRoundTripMean", "roundTripNanos"),
          Map.entry("PathLastChange", "changedMillis"),
          Map.entry("LunState", "guardState"),
          Map.entry("LunLastOwnerChange", "changedMillis"),
          Map.entry("OperationRequester", "user"),
          Map.entry("OperationStarted", "startMillis"),
          Map.entry("OperationEnded", "endMillis"),
          Map.entry("EventTime", "wallMillis"));

  private final MibFile mib;
  private final Map<String, String> facts = new TreeMap<>();

  private CommandLineFacts(MibFile mib) {
    this.mib = mib;
  }

  /** All facts of a snapshot, as {@code Pair[erp].Role}. */
  static Map<String, String> of(Snapshot snapshot, MibFile mib) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    CommandLineFacts found = new CommandLineFacts(mib);
    JsonNode status = mapper.readTree(CommandLineAnswers.status(snapshot));
    found.addAgent((ObjectNode) status);
    found.addPairs(status.get("pairs"));
    found.addTable("Node", status.get("nodes"), "name");
    found.addTable("Fence", status.get("fences"), "node", "place");
    found.addTable("Target", status.get("targets"), "name");
    found.addTable("Health", status.get("health"), "name");
    found.addTable("Operation", status.get("operations"), "number");
    for (JsonNode event : mapper.readTree(CommandLineAnswers.events(snapshot)).get("events")) {
      String id = event.get("id").asText();
      found.addRow("Event", "Event[" + id.substring(id.indexOf(':') + 1) + "].", event);
    }
    return found.facts;
  }

  // The node, and what the snapshot is, stand around the agent.
  private void addAgent(ObjectNode status) {
    ObjectNode agent = ((ObjectNode) status.get("agent")).deepCopy();
    for (String member : List.of("node", "generation", "wallMillis")) {
      agent.set(member, status.get(member));
    }
    addRow("Agent", "Agent.", agent);
  }

  private void addPairs(JsonNode pairs) {
    addTable("Pair", pairs, "name");
    for (JsonNode pair : pairs) {
      for (JsonNode row : pair.get("paths")) {
        addRow("Path", "Path[" + key(pair, "name") + "." + key(row, "kind") + "].", row);
      }
      for (JsonNode row : pair.get("luns")) {
        addRow("Lun", "Lun[" + key(pair, "name") + "." + key(row, "name") + "].", row);
      }
      for (JsonNode row : pair.get("resources")) {
        addRow("Resource", "Resource[" + key(pair, "name") + "." + key(row, "name") + "].", row);
      }
    }
  }

  private void addTable(String table, JsonNode rows, String... keys) {
    for (JsonNode row : rows) {
      addRow(table, table + "[" + key(row, keys) + "].", row);
    }
  }

  private static String key(JsonNode row, String... members) {
    return String.join(
        ".", List.of(members).stream().map(member -> row.get(member).asText()).toList());
  }

  private void addRow(String table, String prefix, JsonNode row) {
    for (MibFile.MibObject object : mib.objects.values()) {
      String fact = object.name().substring("hotpair".length());
      if (object.isReadable() && fact.startsWith(table)) {
        JsonNode member = row.at("/" + member(object, fact, fact.substring(table.length())));
        assertFalse(member.isMissingNode(), "no member for " + fact + " in " + row);
        facts.put(prefix + fact.substring(table.length()), value(object, member));
      }
    }
  }

  private static String member(MibFile.MibObject object, String fact, String column) {
    String name = column.substring(0, 1).toLowerCase(Locale.ROOT) + column.substring(1);
    return MEMBERS.getOrDefault(fact, name + unit(object));
  }

  private static String unit(MibFile.MibObject object) {
    return switch (object.units()) {
      case "microseconds" -> "Nanos";
      case "milliseconds" -> "Millis";
      default -> object.syntax().equals("DateAndTime") ? "Millis" : "";
    };
  }

  private String value(MibFile.MibObject object, JsonNode member) {
    Map<Integer, String> words = mib.words(object);
    if (!words.isEmpty()) {
      String word = member.asText().isEmpty() ? "notHeard" : member.asText();
      return words.entrySet().stream()
          .filter(entry -> entry.getValue().equals(word))
          .findFirst()
          .orElseThrow(() -> new AssertionError(object + " has no word " + word))
          .getKey()
          .toString();
    }
    if (object.syntax().equals("DateAndTime")) {
      return Long.toString(member.asLong() / 100);
    }
    boolean never = member.isNumber() && member.asDouble() < 0;
    return switch (object.units()) {
      case "microseconds" -> Long.toString(never ? -1 : member.asLong() / 1_000);
      case "percent" -> Long.toString(never ? -1 : Math.round(member.asDouble() * 100));
      default -> member.asText();
    };
  }
}
