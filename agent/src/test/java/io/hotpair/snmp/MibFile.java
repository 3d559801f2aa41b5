package io.hotpair.snmp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.snmp4j.smi.OID;

/** HOTPAIR-MIB as far as tests need it: OIDs, syntaxes, access, enumerations. */
final class MibFile {
  static final Path FILE = Path.of("../mib/HOTPAIR-MIB.txt");

  private static final Pattern NODE =
      Pattern.compile(
          "^(\\w+)\\s+(OBJECT IDENTIFIER|MODULE-IDENTITY|OBJECT-TYPE|NOTIFICATION-TYPE)\\b"
              + "(.*?)::=\\s*\\{\\s*(\\w+)\\s+(\\d+)\\s*\\}",
          Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern CONVENTION =
      Pattern.compile(
          "^(\\w+) ::= TEXTUAL-CONVENTION\\s+STATUS\\s+current\\s+DESCRIPTION\\s+\"\"\\s+"
              + "SYNTAX\\s+INTEGER \\{(.*?)\\}",
          Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern UNITS =
      Pattern.compile(
          "^(\\w+) OBJECT-TYPE\\s+SYNTAX\\s+[^\\n]*\\s+UNITS\\s+\"(\\w+)\"", Pattern.MULTILINE);
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

  final Map<String, MibObject> objects = new LinkedHashMap<>();
  final Map<String, OID> notifications = new LinkedHashMap<>();
  final Map<String, List<String>> notified = new LinkedHashMap<>();
  final Map<String, Map<Integer, String>> enumerations = new LinkedHashMap<>();
  private final Map<String, String> units;
  private final Map<String, OID> oids = new LinkedHashMap<>();

  /** An OBJECT-TYPE. */
  record MibObject(String name, OID oid, String syntax, String access, String units) {
    boolean isReadable() {
      return !access.equals("not-accessible");
    }
  }

  static MibFile read() throws IOException {
    String text = Files.readString(FILE);
    Map<String, String> units = new HashMap<>();
    UNITS.matcher(text).results().forEach(object -> units.put(object.group(1), object.group(2)));
    String unquoted = QUOTED.matcher(text).replaceAll("\"\"");
    return new MibFile(unquoted.substring(unquoted.indexOf(';')), units);
  }

  private MibFile(String text, Map<String, String> units) {
    this.units = units;
    oids.put("enterprises", new OID("1.3.6.1.4.1"));
    List<MatchResult> nodes = NODE.matcher(text).results().toList();
    // Definitions may stand before what they refer to.
    while (oids.size() <= nodes.size()) {
      int known = oids.size();
      nodes.forEach(this::resolve);
      if (oids.size() == known) {
        throw new IllegalArgumentException("some nodes have no parent: " + oids.keySet());
      }
    }
    for (MatchResult node : nodes) {
      switch (node.group(2)) {
        case "OBJECT-TYPE" -> addObject(node);
        case "NOTIFICATION-TYPE" -> addNotification(node);
        default -> {}
      }
    }
    CONVENTION
        .matcher(text)
        .results()
        .forEach(match -> enumerations.put(match.group(1), items(match.group(2))));
  }

  private void resolve(MatchResult node) {
    OID parent = oids.get(node.group(4));
    if (parent != null) {
      oids.put(node.group(1), Oids.below(parent, Integer.parseInt(node.group(5))));
    }
  }

  private void addObject(MatchResult node) {
    String body = node.group(3);
    objects.put(
        node.group(1),
        new MibObject(
            node.group(1),
            oids.get(node.group(1)),
            first("SYNTAX\\s+([^\\n]+)", body),
            first("MAX-ACCESS\\s+([\\w-]+)", body),
            units.getOrDefault(node.group(1), "")));
  }

  private void addNotification(MatchResult node) {
    notifications.put(node.group(1), oids.get(node.group(1)));
    notified.put(
        node.group(1),
        Arrays.stream(first("OBJECTS\\s+\\{([^}]*)\\}", node.group(3)).split(","))
            .map(String::strip)
            .toList());
  }

  private static Map<Integer, String> items(String text) {
    Map<Integer, String> items = new TreeMap<>();
    Pattern.compile("(\\w+)\\((\\d+)\\)")
        .matcher(text)
        .results()
        .forEach(item -> items.put(Integer.parseInt(item.group(2)), item.group(1)));
    return items;
  }

  private static String first(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no " + pattern + " in " + text))
        .group(1)
        .strip();
  }

  /** The words of an object by their codes, its own or its convention's; empty if it has none. */
  Map<Integer, String> words(MibObject object) {
    return enumerations.getOrDefault(object.syntax(), items(object.syntax()));
  }

  OID oid(String name) {
    OID oid = oids.get(name);
    if (oid == null) {
      throw new IllegalArgumentException("HOTPAIR-MIB has no " + name);
    }
    return oid;
  }

  /** The OID of a cell, by the names in its row's index. */
  OID cell(String column, int... index) {
    return Oids.below(oid(column), index);
  }
}
