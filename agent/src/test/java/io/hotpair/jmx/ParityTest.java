package io.hotpair.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Coded;
import io.hotpair.mbeans.AgentMXBean;
import io.hotpair.mbeans.Description;
import io.hotpair.mbeans.EventRow;
import io.hotpair.mbeans.FenceRow;
import io.hotpair.mbeans.HealthRow;
import io.hotpair.mbeans.LunRow;
import io.hotpair.mbeans.NodeRow;
import io.hotpair.mbeans.OperationRow;
import io.hotpair.mbeans.PairRow;
import io.hotpair.mbeans.PathRow;
import io.hotpair.mbeans.ResourceRow;
import io.hotpair.mbeans.TargetRow;
import io.hotpair.mbeans.Units;
import io.hotpair.mbeans.Word;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The contract over JMX has the words of the core and the names and units of the MIB. */
final class ParityTest {
  private static final Path MIB = Path.of("..", "mib", "HOTPAIR-MIB.txt");
  private static final Pattern OBJECT =
      Pattern.compile("(?ms)^(hotpair\\w+) OBJECT-TYPE(.*?)^\\s+::=");
  private static final Pattern MIB_UNITS = Pattern.compile("UNITS\\s+\"(\\w+)\"");
  private static final Pattern MIB_DESCRIPTION = Pattern.compile("DESCRIPTION\\s+\"([^\"]*)\"");
  private static final Map<String, Class<?>> ROWS = new LinkedHashMap<>();

  static {
    ROWS.put("Agent", AgentMXBean.class);
    ROWS.put("Node", NodeRow.class);
    ROWS.put("Pair", PairRow.class);
    ROWS.put("Path", PathRow.class);
    ROWS.put("Lun", LunRow.class);
    ROWS.put("Resource", ResourceRow.class);
    ROWS.put("Fence", FenceRow.class);
    ROWS.put("Operation", OperationRow.class);
    ROWS.put("Event", EventRow.class);
    ROWS.put("Target", TargetRow.class);
    ROWS.put("Health", HealthRow.class);
  }

  @TestFactory
  Stream<DynamicTest> everyWordHasTheCoresNameAndCode() {
    return Stream.of(
            "AccessRole",
            "Action",
            "CannotTakeOverCause",
            "ConfigurationMatch",
            "FailbackPolicy",
            "FaultCause",
            "GuardKind",
            "GuardState",
            "HealthKind",
            "HealthVerdict",
            "LunMatch",
            "RaidState",
            "MoveReason",
            "NoticeKind",
            "OperationState",
            "PairState",
            "PathKind",
            "PathState",
            "PeerHealth",
            "ResourceKind",
            "ResourceState",
            "Role",
            "Severity",
            "Surface",
            "WatchdogState")
        .map(name -> DynamicTest.dynamicTest(name, () -> compareWords(name)));
  }

  private static void compareWords(String name) throws ClassNotFoundException {
    Map<String, Integer> core = new TreeMap<>();
    for (Object word : Class.forName("io.hotpair.core.model." + name).getEnumConstants()) {
      core.put(word + " " + ((Coded) word).label(), ((Coded) word).code());
    }
    Map<String, Integer> contract = new TreeMap<>();
    for (Object word : Class.forName("io.hotpair.mbeans." + name).getEnumConstants()) {
      contract.put(word + " " + ((Word) word).label(), ((Word) word).code());
    }
    assertEquals(core, contract);
  }

  @TestFactory
  Stream<DynamicTest> everyObjectOfTheMibIsAnAttributeWithItsUnits() throws IOException {
    Map<String, String> objects = objects();
    return ROWS.entrySet().stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.getKey(), () -> compareNames(objects, row.getKey(), row.getValue())));
  }

  private static void compareNames(Map<String, String> objects, String table, Class<?> row) {
    Map<String, String> attributes = new TreeMap<>();
    for (Method method : row.getMethods()) {
      String name = method.getName().replaceFirst("^(get|is)", "");
      String unit = method.isAnnotationPresent(Units.class) ? unit(method) : "";
      if (!name.endsWith("Code") && !name.endsWith("Utc")) {
        attributes.put(name, unit);
      }
    }
    Map<String, String> expected = new TreeMap<>();
    objects.forEach(
        (name, units) -> {
          if (name.startsWith(table)
              && !List.of("Table", "Entry").contains(name.substring(table.length()))) {
            expected.put(name.substring(table.length()), units);
          }
        });
    assertTrue(expected.size() > 3, "the MIB was not read: " + expected);
    // An index that the MIB takes from another table is a column here.
    for (String index : List.of("Pair", "Node")) {
      if (!expected.containsKey(index) && attributes.containsKey(index)) {
        expected.put(index, "");
      }
    }
    assertEquals(expected, attributes);
  }

  // DateAndTime has no UNITS in the MIB.
  private static String unit(Method method) {
    String unit = method.getAnnotation(Units.class).value();
    return unit.equals("milliseconds since 1970") ? "" : unit;
  }

  @TestFactory
  Stream<DynamicTest> everyDescriptionIsTheMibsInTheWordsOfJmx() throws IOException {
    String mib = Files.readString(MIB);
    return ROWS.entrySet().stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.getKey(), () -> compareDescriptions(mib, row.getKey(), row.getValue())));
  }

  private static void compareDescriptions(String mib, String table, Class<?> row) {
    Map<String, String> expected = new TreeMap<>();
    Map<String, String> described = new TreeMap<>();
    OBJECT
        .matcher(mib)
        .results()
        .filter(object -> object.group(1).startsWith("hotpair" + table))
        .forEach(
            object -> {
              String column = object.group(1).substring("hotpair".length() + table.length());
              for (Method method : row.getMethods()) {
                if (method.getName().matches("(get|is)" + column)) {
                  expected.put(column, inTheWordsOfJmx(object.group(2), table));
                  described.put(column, method.getAnnotation(Description.class).value());
                }
              }
            });
    assertTrue(expected.size() > 3, "the MIB was not read: " + expected);
    assertEquals(expected, described);
  }

  /** Attributes have no prefix, their counters no time stamp to point at, and "never" is 0. */
  private static String inTheWordsOfJmx(String object, String table) {
    Matcher description = MIB_DESCRIPTION.matcher(object);
    assertTrue(description.find(), object);
    String text =
        description
            .group(1)
            .replaceAll("\\s+", " ")
            .replace(" See hotpairAgentStarted for the discontinuity time.", "")
            // What can't be counted has no plural.
            .replace("hotpairHealthTable", "Health")
            .replaceAll("hotpair(\\w+)Table", "$1s")
            .replaceAll("hotpair" + table + "(\\w+)", "$1");
    for (String other : ROWS.keySet()) {
      String shown = other.equals("Lun") ? "LUN" : other.toLowerCase(Locale.ROOT);
      text = text.replaceAll("hotpair" + other + "(\\w+)", "$1 of the " + shown);
    }
    return object.contains("DateAndTime") ? text + " 0 if never." : text;
  }

  @Test
  void theMibHasNoTableThatJmxDoesNotKnow() throws IOException {
    TreeSet<String> tables = new TreeSet<>();
    for (String name : objects().keySet()) {
      if (name.endsWith("Table") && !name.equals("ControlTable")) {
        tables.add(name.substring(0, name.length() - "Table".length()));
      }
    }
    tables.add("Agent");
    assertEquals(new TreeSet<>(ROWS.keySet()), tables);
  }

  private static Map<String, String> objects() throws IOException {
    Map<String, String> objects = new TreeMap<>();
    Matcher object = OBJECT.matcher(Files.readString(MIB));
    while (object.find()) {
      Matcher units = MIB_UNITS.matcher(object.group(2));
      objects.put(
          object.group(1).substring("hotpair".length()), units.find() ? units.group(1) : "");
    }
    assertTrue(objects.containsKey("PairRole"), MIB + " is read");
    return objects;
  }
}
