package io.hotpair.snmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hotpair.core.model.AccessRole;
import io.hotpair.core.model.site.Endpoint;
import io.hotpair.core.model.site.JolokiaSpec;
import io.hotpair.jmx.JmxSurface;
import io.hotpair.jolokia.JolokiaSurface;
import io.hotpair.mbeans.ObjectNames;
import io.hotpair.view.Snapshot;
import io.hotpair.view.SnapshotFixture;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/**
 * Every fact of one snapshot is the same over SNMP, JMX, Jolokia and the command line, and none is
 * missing. Left out is only what is no fact: {@code hotpairControlTable}, which orders are written
 * to; the other surfaces have operations and commands instead.
 */
final class SurfaceParityTest {
  private static final List<String> TABLES =
      List.of(
          "Node",
          "Pair",
          "Path",
          "Lun",
          "Resource",
          "Fence",
          "Operation",
          "Event",
          "Target",
          "Health");
  private static final String PASSWORD = "of the watcher";

  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final RunningSurface snmp = new RunningSurface();
  private final JmxSurface jmx =
      new JmxSurface(snmp.source, snmp.sink, snmp.feed, Runnable::run, server);
  private final JolokiaSurface jolokia =
      new JolokiaSurface(
          new JolokiaSpec(
              new Endpoint("127.0.0.1", 0),
              Map.of(
                  "watcher",
                  new JolokiaSpec.User(AccessRole.READ, RunningSurface.secret(PASSWORD))),
              Optional.empty()),
          server,
          jmx.site(),
          Thread.ofPlatform().daemon().factory());
  private final MibFile mib = MibFile.read();

  SurfaceParityTest() throws IOException {}

  @BeforeEach
  void start() throws IOException {
    jmx.start();
    jolokia.start();
  }

  @AfterEach
  void close() throws IOException {
    jolokia.close();
    jmx.close();
    snmp.close();
  }

  @Test
  void everyFactIsTheSameOnEverySurface() throws Exception {
    Map<String, String> bySnmp = bySnmp();
    assertTrue(bySnmp.containsKey("Pair[erp].Role"), bySnmp.keySet().toString());
    assertEquals(cells(), bySnmp.size());
    assertEquals(lines(bySnmp), lines(byJmx()));
    assertEquals(lines(bySnmp), lines(byJolokia()));
    assertEquals(lines(bySnmp), lines(CommandLineFacts.of(snmp.source.get(), mib)));
    System.out.println(bySnmp.size() + " facts are the same over SNMP, JMX, Jolokia and CLI");
  }

  /** How many facts there must be: the MIB's columns by the snapshot's rows. */
  private int cells() {
    Snapshot snapshot = snmp.source.get();
    Map<String, Integer> rows =
        Map.ofEntries(
            Map.entry("Agent", 1),
            Map.entry("Node", snapshot.nodes().size()),
            Map.entry("Pair", snapshot.pairs().size()),
            Map.entry("Path", snapshot.paths().size()),
            Map.entry("Lun", snapshot.luns().size()),
            Map.entry("Resource", snapshot.resources().size()),
            Map.entry("Fence", snapshot.fences().size()),
            Map.entry("Operation", snapshot.operations().size()),
            Map.entry("Event", snapshot.events().size()),
            Map.entry("Target", snapshot.targets().size()),
            Map.entry("Health", snapshot.health().size()));
    return mib.objects.values().stream()
        .filter(MibFile.MibObject::isReadable)
        .map(object -> object.name().substring("hotpair".length()))
        .flatMap(fact -> rows.keySet().stream().filter(fact::startsWith))
        .mapToInt(rows::get)
        .sum();
  }

  @Test
  void theyFollowTheNextSnapshotTogether() throws Exception {
    snmp.source.publish(SnapshotFixture.snapshot(8, 42));
    Map<String, String> bySnmp = bySnmp();
    assertEquals("42", bySnmp.get("Pair[erp].Epoch"));
    assertEquals("8", bySnmp.get("Agent.Generation"));
    assertEquals(lines(bySnmp), lines(byJmx()));
    assertEquals(lines(bySnmp), lines(byJolokia()));
    assertEquals(lines(bySnmp), lines(CommandLineFacts.of(snmp.source.get(), mib)));
  }

  @Test
  void theMBeanOfARowSaysWhatItsTableSays() throws Exception {
    for (String table : List.of("Node", "Pair", "Path", "Lun", "Resource", "Fence", "Health")) {
      TabularData rows = (TabularData) server.getAttribute(ObjectNames.site(), attribute(table));
      Set<ObjectName> beans =
          server.queryNames(new ObjectName("io.hotpair:type=" + table + ",*"), null);
      assertEquals(rows.size(), beans.size(), table);
      for (ObjectName bean : beans) {
        CompositeData row = (CompositeData) rows.get(new Object[] {key(table, bean)}).get("value");
        for (String item : row.getCompositeType().keySet()) {
          assertEquals(row.get(item), server.getAttribute(bean, capitalized(item)), bean + item);
        }
      }
    }
  }

  // What can't be counted has no plural.
  private static String attribute(String table) {
    return table.equals("Health") ? table : table + "s";
  }

  private static String key(String table, ObjectName bean) {
    List<String> keys =
        switch (table) {
          case "Path" -> List.of("pair", "path");
          case "Lun", "Resource" -> List.of("pair", table.toLowerCase(Locale.ROOT));
          case "Fence" -> List.of("node", "place");
          case "Health" -> List.of("part");
          default -> List.of(table.toLowerCase(Locale.ROOT));
        };
    return keys.stream()
        .map(bean::getKeyProperty)
        .map(value -> value.startsWith("\"") ? ObjectName.unquote(value) : value)
        .collect(Collectors.joining("."));
  }

  private Map<String, String> bySnmp() throws IOException {
    Map<String, String> facts = new TreeMap<>();
    try (Client client = Client.user(snmp.port(), RunningSurface.READER)) {
      for (MibFile.MibObject object : mib.objects.values()) {
        String fact = object.name().substring("hotpair".length());
        if (!object.isReadable() || fact.startsWith("Control")) {
          continue;
        }
        for (VariableBinding cell : client.walk(object.oid())) {
          OID index = cell.getOid().getSuffix(object.oid());
          String value = value(object, cell.getVariable());
          if (fact.startsWith("Agent")) {
            facts.put("Agent." + fact.substring("Agent".length()), value);
          } else {
            String table = TABLES.stream().filter(fact::startsWith).findFirst().orElseThrow();
            String column = fact.substring(table.length());
            facts.put(table + "[" + key(table, index) + "]." + column, value);
          }
        }
      }
    }
    return facts;
  }

  // As the other surfaces spell it: codes stay codes, times lose what DateAndTime cannot say.
  private static String value(MibFile.MibObject object, Variable value) {
    return switch (object.syntax()) {
      case "TruthValue" -> Boolean.toString(value.toInt() == 1);
      case "DateAndTime" -> Long.toString(tenths(((OctetString) value).getValue()));
      default ->
          value instanceof OctetString text
              ? new String(text.getValue(), StandardCharsets.UTF_8)
              : Long.toString(value.toLong());
    };
  }

  private static long tenths(byte[] octets) {
    if (octets.length == 8) {
      return 0;
    }
    OffsetDateTime time =
        OffsetDateTime.of(
            (octets[0] & 0xff) << 8 | octets[1] & 0xff,
            octets[2],
            octets[3],
            octets[4],
            octets[5],
            octets[6],
            octets[7] * 100_000_000,
            ZoneOffset.UTC);
    return time.toInstant().toEpochMilli() / 100;
  }

  // RFC 2578, section 7.7: a name stands with its length before it, a number by itself.
  private String key(String table, OID index) {
    StringBuilder key = new StringBuilder();
    int names =
        switch (table) {
          case "Operation", "Event" -> 0;
          case "Lun", "Resource" -> 2;
          default -> 1;
        };
    int at = 0;
    for (int i = 0; i < names; i++) {
      key.append(key.isEmpty() ? "" : ".");
      int end = at + 1 + index.get(at);
      for (at++; at < end; at++) {
        key.append((char) index.get(at));
      }
    }
    for (; at < index.size(); at++) {
      String number = Integer.toString(index.get(at));
      key.append(key.isEmpty() ? "" : ".");
      key.append(
          table.equals("Path")
              ? mib.enumerations.get("HotpairPathKindCode").get(index.get(at))
              : number);
    }
    return key.toString();
  }

  private Map<String, String> byJmx() throws Exception {
    Map<String, String> facts = new TreeMap<>();
    Map<String, String> agent = new TreeMap<>();
    for (var attribute : server.getMBeanInfo(ObjectNames.agent()).getAttributes()) {
      agent.put(
          attribute.getName(),
          String.valueOf(server.getAttribute(ObjectNames.agent(), attribute.getName())));
    }
    add(facts, "Agent", "Agent.", agent);
    for (String table : TABLES) {
      TabularData rows = (TabularData) server.getAttribute(ObjectNames.site(), attribute(table));
      for (Object entry : rows.values()) {
        CompositeData row = (CompositeData) ((CompositeData) entry).get("value");
        Map<String, String> columns = new TreeMap<>();
        for (String item : row.getCompositeType().keySet()) {
          columns.put(capitalized(item), String.valueOf(row.get(item)));
        }
        add(facts, table, table + "[" + ((CompositeData) entry).get("key") + "].", columns);
      }
    }
    return facts;
  }

  private Map<String, String> byJolokia() throws Exception {
    JsonNode answers =
        ask(
            "[{\"type\":\"read\",\"mbean\":\"io.hotpair:type=Agent\"},"
                + "{\"type\":\"read\",\"mbean\":\"io.hotpair:type=Site\"}]");
    Map<String, String> facts = new TreeMap<>();
    add(facts, "Agent", "Agent.", members(answers.get(0).get("value")));
    for (String table : TABLES) {
      JsonNode rows = answers.get(1).get("value").get(attribute(table));
      rows.fieldNames()
          .forEachRemaining(
              key -> add(facts, table, table + "[" + key + "].", members(rows.get(key))));
    }
    return facts;
  }

  private static Map<String, String> members(JsonNode row) {
    Map<String, String> members = new TreeMap<>();
    row.fieldNames()
        .forEachRemaining(name -> members.put(capitalized(name), row.get(name).asText()));
    return members;
  }

  /** Adds the columns of a row that the MIB has; a word counts by its code. */
  private void add(
      Map<String, String> facts, String table, String row, Map<String, String> columns) {
    columns.forEach(
        (column, value) -> {
          MibFile.MibObject object = mib.objects.get("hotpair" + table + column);
          if (object == null || !object.isReadable()) {
            return;
          }
          String code = columns.get(column + "Code");
          if (code != null) {
            facts.put(row + column, code);
          } else if (object.syntax().equals("DateAndTime")) {
            facts.put(row + column, Long.toString(Long.parseLong(value) / 100));
          } else {
            facts.put(row + column, value);
          }
        });
  }

  private JsonNode ask(String body) throws Exception {
    String user =
        Base64.getEncoder()
            .encodeToString(("watcher:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + jolokia.port() + "/jolokia"))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", "Basic " + user)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return new ObjectMapper()
          .readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
  }

  private static String capitalized(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  // As lines, a difference is readable.
  private static String lines(Map<String, String> facts) {
    return facts.entrySet().stream()
        .map(fact -> fact.getKey() + " = " + fact.getValue())
        .collect(Collectors.joining("\n"));
  }
}
