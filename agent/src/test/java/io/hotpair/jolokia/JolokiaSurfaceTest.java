package io.hotpair.jolokia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hotpair.core.model.Action;
import io.hotpair.core.model.Order;
import io.hotpair.core.model.Requester;
import io.hotpair.core.model.Surface;
import io.hotpair.core.model.site.Endpoint;
import io.hotpair.core.model.site.JolokiaSpec;
import io.hotpair.view.SnapshotFixture;
import io.hotpair.view.access.KeyStoreFile;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.PlatformLoggingMXBean;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import javax.management.ObjectName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Jolokia answers to those who may, over real connections on loopback. */
final class JolokiaSurfaceTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ERP = "io.hotpair:type=Pair,pair=\\\"erp\\\"";

  private final JolokiaFixture fixture = new JolokiaFixture();

  @TempDir private Path folder;

  JolokiaSurfaceTest() throws IOException {}

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void readGivesAnAttributeOrAllByPostAndByGet() throws Exception {
    assertEquals("active", value("watcher", read(ERP, "Role")).asText());
    JsonNode all = value("watcher", "{\"type\":\"read\",\"mbean\":\"" + ERP + "\"}");
    assertEquals(5, all.get("Failovers").asLong());
    assertTrue(all.get("Ready").asBoolean());
    HttpResponse<String> get =
        fixture.get("watcher", "/read/io.hotpair:type=Pair,pair=%22erp%22/RoleCode");
    assertEquals(1, JSON.readTree(get.body()).get("value").asInt());
    assertEquals("no-store", get.headers().firstValue("Cache-Control").orElseThrow());
  }

  @Test
  void aTableIsOneObjectWithAMemberForEachRow() throws Exception {
    JsonNode pairs = value("watcher", read("io.hotpair:type=Site", "Pairs"));
    assertEquals(3, pairs.size());
    assertEquals("standby", pairs.get("mail").get("state").asText());
    JsonNode paths = value("watcher", read("io.hotpair:type=Site", "Paths"));
    assertEquals("down", paths.get("erp.public").get("state").asText());
  }

  @Test
  void aBulkRequestIsAnsweredInOrder() throws Exception {
    JsonNode answers = ask("watcher", "[" + read(ERP, "Role") + "," + read(ERP, "Nothing") + "]");
    assertEquals("active", answers.get(0).get("value").asText());
    assertEquals(404, answers.get(1).get("status").asInt());
  }

  @Test
  void searchAndListShowOurDomainAndLittleElse() throws Exception {
    register("java.util.logging:type=Logging");
    register("java.lang:type=Memory");
    JsonNode found = value("watcher", "{\"type\":\"search\",\"mbean\":\"*:*\"}");
    assertTrue(found.toString().contains("io.hotpair:"));
    assertTrue(found.toString().contains("java.lang:type=Memory"));
    assertFalse(found.toString().contains("logging"), found.toString());
    assertFalse(found.toString().contains("JMImplementation"), found.toString());
    JsonNode listed = value("watcher", "{\"type\":\"list\"}");
    assertEquals(List.of("io.hotpair", "java.lang"), domains(listed));
    for (String request : List.of("list", "list/java.util.logging", "version", "search/*:*")) {
      String body = fixture.get("watcher", "/" + request).body();
      assertFalse(body.contains("LoggerNames"), request);
    }
  }

  @Test
  void versionSaysWhoAnswers() throws Exception {
    assertEquals(
        "hotpair", value("watcher", "{\"type\":\"version\"}").at("/config/agentType").asText());
  }

  @Test
  void anOperationByPostCarriesItsCaller() throws Exception {
    assertEquals(1, value("ops", exec(ERP, "switchover", "\"vpe1\",\"change-7\"")).asLong());
    assertEquals(1, value("ops", exec(ERP, "switchover", "\"vpe1\",\"change-7\"")).asLong());
    assertEquals(1, fixture.sink.orders().size(), "a repeat changes nothing");
    Order order = fixture.sink.orders().getFirst();
    assertEquals(Action.SWITCHOVER, order.action());
    assertEquals(Optional.of(SnapshotFixture.VPE1), order.target());
    assertEquals(new Requester(Surface.JOLOKIA, "ops", "127.0.0.1"), order.requester());
  }

  @Test
  void badArgumentsAreAnsweredClearlyAndChangeNothing() throws Exception {
    JsonNode target = ask("ops", exec(ERP, "switchover", "\"nobody\",\"change-8\""));
    assertTrue(
        target.get("error").asText().contains("allowed are blade1 and vpe1"), target.toString());
    JsonNode id = ask("ops", exec(ERP, "suspend", "\"two words\""));
    assertTrue(id.get("error").asText().contains("without spaces"), id.toString());
    JsonNode pair = ask("ops", exec("io.hotpair:type=Pair,pair=\\\"none\\\"", "suspend", "\"c\""));
    assertEquals(404, pair.get("status").asInt());
    assertEquals(400, fixture.post("ops", exec(ERP, "suspend", "")).statusCode());
    assertEquals(400, fixture.post("ops", exec(ERP, "suspend", "\"a\",\"b\"")).statusCode());
    String ops = "erp: ops by jolokia from 127.0.0.1: suspend: ";
    assertEquals(
        List.of(
            ops
                + "request id \"two words\": allowed are 1 to 64 printable ASCII characters without"
                + " spaces",
            ops + "the arguments are not 1 texts",
            ops + "the arguments are not 1 texts"),
        fixture.sink.turnedAway());
    assertEquals(List.of(), fixture.sink.orders());
  }

  @Test
  void aFewFactsOfTheVirtualMachineCanBeReadAndNoOthers() throws Exception {
    register("java.lang:type=Runtime");
    assertTrue(value("watcher", read("java.lang:type=Runtime", "Uptime")).asLong() > 0);
    for (String attribute : List.of("SystemProperties", "InputArguments", "ClassPath")) {
      JsonNode refused = ask("chief", read("java.lang:type=Runtime", attribute));
      assertEquals(403, refused.get("status").asInt(), attribute);
      assertFalse(refused.has("value"), attribute);
    }
  }

  @Test
  void withAKeyStoreItSpeaksTls() throws Exception {
    JolokiaSpec.Tls tls = KeyStoreFile.in(folder);
    try (JolokiaSurface secure = fixture.surface(JolokiaFixture.spec(0, Optional.of(tls)))) {
      secure.start();
      try (HttpClient client = HttpClient.newBuilder().sslContext(trusting(tls)).build()) {
        HttpResponse<String> answer =
            client.send(
                HttpRequest.newBuilder(
                        URI.create("https://127.0.0.1:" + secure.port() + "/jolokia/version"))
                    .timeout(Duration.ofSeconds(20))
                    .header(
                        "Authorization",
                        JolokiaFixture.basic("watcher", JolokiaFixture.password("watcher")))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode());
      }
    }
  }

  @Test
  void whatCannotListenSaysWhy() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      JolokiaSurface second =
          fixture.surface(JolokiaFixture.spec(taken.getLocalPort(), Optional.empty()));
      IOException inUse = assertThrows(IOException.class, second::start);
      assertTrue(inUse.getMessage().contains("127.0.0.1:" + taken.getLocalPort()));
      assertTrue(inUse.getMessage().contains("in use"), inUse.getMessage());
    }
    Path broken = Files.writeString(folder.resolve("broken.p12"), "no key store");
    JolokiaSpec.Tls tls = new JolokiaSpec.Tls(broken.toString(), KeyStoreFile.secret("words"));
    JolokiaSurface unreadable = fixture.surface(JolokiaFixture.spec(0, Optional.of(tls)));
    IOException why = assertThrows(IOException.class, unreadable::start);
    assertTrue(why.getMessage().startsWith("key store " + broken), why.getMessage());
  }

  @Test
  void nothingBeyondLoopbackWithoutTlsAndNothingWithoutUsers() {
    JolokiaSpec open =
        new JolokiaSpec(new Endpoint("0.0.0.0", 0), JolokiaFixture.USERS, Optional.empty());
    assertThrows(IllegalArgumentException.class, fixture.surface(open)::start);
    JolokiaSpec nobody = new JolokiaSpec(new Endpoint("127.0.0.1", 0), Map.of(), Optional.empty());
    assertThrows(IllegalArgumentException.class, fixture.surface(nobody)::start);
  }

  private void register(String name) throws Exception {
    ObjectName bean = new ObjectName(name);
    fixture.server.registerMBean(
        switch (bean.getKeyProperty("type")) {
          case "Runtime" -> ManagementFactory.getRuntimeMXBean();
          case "Memory" -> ManagementFactory.getMemoryMXBean();
          default -> ManagementFactory.getPlatformMXBean(PlatformLoggingMXBean.class);
        },
        bean);
  }

  private static List<String> domains(JsonNode listed) {
    TreeSet<String> names = new TreeSet<>();
    listed.fieldNames().forEachRemaining(names::add);
    return List.copyOf(names);
  }

  private JsonNode ask(String user, String body) throws Exception {
    HttpResponse<String> answer = fixture.post(user, body);
    assertEquals(200, answer.statusCode(), answer.body());
    return JSON.readTree(answer.body());
  }

  private JsonNode value(String user, String body) throws Exception {
    JsonNode answer = ask(user, body);
    assertEquals(200, answer.get("status").asInt(), answer.toString());
    return answer.get("value");
  }

  private static String read(String bean, String attribute) {
    return "{\"type\":\"read\",\"mbean\":\"" + bean + "\",\"attribute\":\"" + attribute + "\"}";
  }

  private static String exec(String bean, String operation, String arguments) {
    return "{\"type\":\"exec\",\"mbean\":\""
        + bean
        + "\",\"operation\":\""
        + operation
        + "\",\"arguments\":["
        + arguments
        + "]}";
  }

  private static SSLContext trusting(JolokiaSpec.Tls tls) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(Path.of(tls.keyStore()))) {
      store.load(file, new String(tls.password().bytes()).toCharArray());
    }
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry("agent", store.getCertificate("agent"));
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trust);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }
}
