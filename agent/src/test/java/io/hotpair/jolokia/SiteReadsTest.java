package io.hotpair.jolokia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hotpair.jmx.JmxSurface;
import io.hotpair.mbeans.SiteMXBean;
import io.hotpair.view.FakeFeed;
import io.hotpair.view.FakeSink;
import io.hotpair.view.FakeSource;
import io.hotpair.view.Snapshot;
import io.hotpair.view.SnapshotFixture;
import io.hotpair.view.TargetView;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole tables by the short way are what Jolokia gives by its own, open data and all. */
final class SiteReadsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Limits that change nothing, so that the request goes Jolokia's way. */
  private static final String LONG_WAY = "{\"maxDepth\":13,\"maxObjects\":200001}";

  private static final Pattern TIMESTAMP = Pattern.compile("\"timestamp\":[0-9]+");

  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final JmxSurface beans =
      new JmxSurface(new FakeSource(odd()), new FakeSink(), new FakeFeed(), Runnable::run, server);
  private final TreeSet<String> asked = new TreeSet<>();
  private final JolokiaSurface surface =
      new JolokiaSurface(
          JolokiaFixture.spec(0, Optional.empty()), server, watched(), JolokiaFixture.THREADS);
  private final HttpClient client = HttpClient.newHttpClient();

  /** Texts with all that JSON spells in another way. */
  private static Snapshot odd() {
    Snapshot usual = SnapshotFixture.snapshot();
    TargetView target = usual.targets().getFirst();
    StringBuilder letters = new StringBuilder("\ud83d\ude80\u2028/\ud800");
    for (char letter = 0; letter < 0x180; letter++) {
      if (AnswerTest.isSpelledRightByJolokia(letter)) {
        letters.append(letter);
      }
    }
    return new Snapshot(
        usual.generation(),
        usual.wallMillis(),
        usual.agent(),
        usual.nodes(),
        usual.pairs(),
        usual.paths(),
        List.of(),
        usual.resources(),
        usual.fences(),
        usual.operations(),
        usual.events(),
        List.of(
            target,
            new TargetView(
                letters.toString(), letters.toString(), true, 0, Long.MAX_VALUE, -1, 0, 0)),
        usual.health());
  }

  private SiteMXBean watched() {
    return (SiteMXBean)
        Proxy.newProxyInstance(
            SiteMXBean.class.getClassLoader(),
            new Class<?>[] {SiteMXBean.class},
            (proxy, method, arguments) -> {
              asked.add(method.getName().substring("get".length()));
              return method.invoke(beans.site(), arguments);
            });
  }

  @BeforeEach
  void start() throws IOException {
    beans.start();
    surface.start();
  }

  @AfterEach
  void close() {
    surface.close();
    beans.close();
    client.close();
  }

  static Stream<String> attributes() {
    return Arrays.stream(SiteMXBean.class.getMethods())
        .map(method -> method.getName().substring("get".length()));
  }

  @ParameterizedTest
  @MethodSource("attributes")
  void eachAttributeAlone(String attribute) throws Exception {
    ObjectNode request = read();
    request.put("attribute", attribute);
    assertBothWaysGiveTheSame(request);
    boolean isTable = SiteMXBean.class.getMethod("get" + attribute).getReturnType() != long.class;
    assertEquals(isTable && !attribute.endsWith("Utc") ? 1 : 0, asked.size(), attribute);
  }

  @ParameterizedTest
  @MethodSource("attributes")
  void aListOfOne(String attribute) throws Exception {
    ObjectNode request = read();
    request.withArray("attribute").add(attribute);
    assertBothWaysGiveTheSame(request);
    assertEquals(1, asked.size());
  }

  @Test
  void aListOfSeveralAndAll() throws Exception {
    ObjectNode several = read();
    several.withArray("attribute").add("Pairs").add("Generation").add("Luns").add("Pairs");
    assertBothWaysGiveTheSame(several);
    assertEquals(3, asked.size());
    several.withArray("attribute").addNull();
    assertBothWaysGiveTheSame(several);
    assertEquals(3, asked.size());
    assertBothWaysGiveTheSame(read());
    ObjectNode noName = read();
    noName.withArray("attribute").add(7).add(" ");
    assertBothWaysGiveTheSame(noName);
    assertEquals(attributes().count(), asked.size());
  }

  @Test
  void byGetToo() throws Exception {
    String path = "/jolokia/read/io.hotpair:type=Site/";
    JsonNode here = JSON.readTree(send(request(path + "Targets").GET()));
    assertEquals(1, asked.size());
    JsonNode there = JSON.readTree(send(request(path + "Targets?maxDepth=13").GET()));
    assertEquals(1, asked.size());
    assertEquals(there.get("value"), here.get("value"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"attribute\":\"Pairs\",\"path\":\"erp/role\"}",
        "{\"attribute\":\"Pairs\",\"path\":\"*/role\"}",
        "{\"attribute\":\"Pairs\",\"config\":{\"maxDepth\":1}}",
        "{\"attribute\":\"Pairs\",\"config\":{\"maxCollectionSize\":1}}",
        "{\"attribute\":\"Pairs\",\"config\":{\"maxObjects\":3}}",
        "{\"attribute\":\"Pairs\",\"config\":{\"serializeLong\":\"string\"}}",
        "{\"attribute\":\"None\"}",
        "{\"attribute\":[\"Pairs\",\"None\"]}",
        "{\"mbean\":\"io.hotpair:type=Sit*\",\"attribute\":\"Pairs\"}",
        "{\"attribute\":[\"Pairs\",\"pairs\"]}",
        "{\"attribute\":\" \"}",
        "{\"mbean\":\"io.hotpair:type=Agent\",\"attribute\":\"Node\"}"
      })
  void everythingElseGoesJolokiasWay(String members) throws Exception {
    ObjectNode request = read();
    request.setAll((ObjectNode) JSON.readTree(members));
    send(request("/jolokia").POST(HttpRequest.BodyPublishers.ofString(request.toString())));
    assertEquals(0, asked.size(), asked::toString);
  }

  @Test
  void withoutItsMBeanThereIsNothingToRead() throws Exception {
    beans.close();
    ObjectNode request = read();
    request.put("attribute", "Pairs");
    assertEquals(404, JSON.readTree(post(request)).get("status").asInt());
    assertEquals(0, asked.size());
  }

  private static ObjectNode read() {
    return JSON.createObjectNode().put("type", "read").put("mbean", "io.hotpair:type=Site");
  }

  private void assertBothWaysGiveTheSame(ObjectNode request) throws Exception {
    String here = post(request);
    int shortly = asked.size();
    request.set("config", JSON.readTree(LONG_WAY));
    String there = post(request);
    assertEquals(shortly, asked.size(), "the long way is Jolokia's own");
    assertEquals(JSON.readTree(there).get("status"), JSON.readTree(here).get("status"));
    assertEquals(JSON.readTree(there).get("value"), JSON.readTree(here).get("value"));
    assertTrue(JSON.readTree(here).has("value"), here);
    assertEquals(sorted(there), sorted(here), "letters, in any order");
  }

  // Members may come in another order, but are spelled alike. The second of the answer is not the
  // same when the clock ticks between the two.
  private static String sorted(String json) {
    Matcher timestamp = TIMESTAMP.matcher(json);
    assertTrue(timestamp.find(), json);
    char[] letters = timestamp.replaceFirst("").toCharArray();
    Arrays.sort(letters);
    return new String(letters);
  }

  private String post(ObjectNode request) throws Exception {
    return send(request("/jolokia").POST(HttpRequest.BodyPublishers.ofString(request.toString())));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + surface.port() + path))
        .header(
            "Authorization", JolokiaFixture.basic("watcher", JolokiaFixture.password("watcher")));
  }

  private String send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return answer.body();
  }
}
