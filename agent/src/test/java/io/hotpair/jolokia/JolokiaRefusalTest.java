package io.hotpair.jolokia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hotpair.view.access.Users;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every verb, method and path, without and with the wrong credentials or role: nothing happens. */
final class JolokiaRefusalTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ERP = "io.hotpair:type=Pair,pair=\\\"erp\\\"";
  private static final String EXEC =
      "{\"type\":\"exec\",\"mbean\":\""
          + ERP
          + "\",\"operation\":\"suspend\",\"arguments\":[\"a\"]}";
  private static final Map<String, String> VERBS = new LinkedHashMap<>();
  private static final List<String> PATHS =
      List.of(
          "",
          "/",
          "/version",
          "/list",
          "/config",
          "/search/*:*",
          "/read/io.hotpair:type=Site",
          "/exec/io.hotpair:type=Pair,pair=%22erp%22/suspend/a",
          "/write/java.lang:type=Memory/Verbose/true",
          "/notification/register");

  static {
    VERBS.put("read", "{\"type\":\"read\",\"mbean\":\"" + ERP + "\",\"attribute\":\"Role\"}");
    VERBS.put("list", "{\"type\":\"list\"}");
    VERBS.put("search", "{\"type\":\"search\",\"mbean\":\"*:*\"}");
    VERBS.put("version", "{\"type\":\"version\"}");
    VERBS.put("config", "{\"type\":\"config\"}");
    VERBS.put("exec", EXEC);
    VERBS.put(
        "write",
        "{\"type\":\"write\",\"mbean\":\"java.lang:type=Memory\",\"attribute\":\"Verbose\","
            + "\"value\":true}");
    VERBS.put("notification", "{\"type\":\"notification\",\"command\":\"register\"}");
    VERBS.put("bulk", "[" + EXEC + "," + EXEC + "]");
    VERBS.put("garbage", "{{{");
  }

  private final JolokiaFixture fixture = new JolokiaFixture();

  JolokiaRefusalTest() throws IOException {}

  @AfterEach
  void nothingWasExecuted() {
    fixture.close();
    assertEquals(List.of(), fixture.sink.orders());
  }

  @Test
  void withoutCredentialsEveryVerbIs401() throws Exception {
    for (String header :
        new String[] {null, "", "Basic", "Basic !!", "Bearer b3Bz", "Basic b3Bz"}) {
      for (Map.Entry<String, String> verb : VERBS.entrySet()) {
        HttpResponse<String> answer = fixture.send(post(header, verb.getValue()));
        assertEquals(401, answer.statusCode(), header + " " + verb.getKey());
        assertTrue(answer.headers().firstValue("WWW-Authenticate").isPresent());
        assertFalse(answer.body().contains("{"), answer.body());
      }
    }
  }

  @Test
  void withoutCredentialsEveryPathAndMethodIs401() throws Exception {
    for (String path : PATHS) {
      for (String method : List.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACK")) {
        HttpRequest.Builder request = fixture.request("/jolokia" + path, null);
        request.method(method, HttpRequest.BodyPublishers.noBody());
        assertEquals(401, fixture.send(request).statusCode(), method + " " + path);
      }
    }
  }

  @Test
  void wrongCredentialsAre401AndSoonMustWait() throws Exception {
    for (int i = 0; i < Users.FREE_FAILURES; i++) {
      assertEquals(
          401, fixture.send(post(JolokiaFixture.basic("ops", "wrong"), EXEC)).statusCode());
    }
    HttpResponse<String> locked =
        fixture.send(post(JolokiaFixture.basic("ops", JolokiaFixture.password("ops")), EXEC));
    assertEquals(429, locked.statusCode());
    assertTrue(locked.headers().firstValueAsLong("Retry-After").orElseThrow() >= 1);
    assertEquals(200, fixture.get("watcher", "/version").statusCode(), "others do not wait");
    assertEquals(Users.FREE_FAILURES, fixture.refused());
  }

  @Test
  void everyOtherPathIs404() throws Exception {
    String host = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: ";
    String header = JolokiaFixture.basic("chief", JolokiaFixture.password("chief"));
    for (String path :
        List.of(
            "/",
            "/jolokiax",
            "/jolokia;x/version",
            "/JOLOKIA/version",
            "/%6Aolokia/version",
            "/jolokia%2Fversion",
            "/jolokia//version",
            "/jolokia/./version",
            "/jolokia/../jolokia/version",
            "/jolokia/%2e%2e/jolokia/version",
            "/x/../jolokia/version",
            "/x/jolokia/version",
            "//jolokia/version",
            "/%2e/jolokia")) {
      String status = fixture.raw("GET " + path + host + header + "\r\n\r\n");
      assertTrue(status.startsWith("HTTP/1.1 404"), path + " gave " + status);
    }
    String posted =
        fixture.raw("POST /jolokia/version" + host + header + "\r\nContent-Length: 2\r\n\r\n{}");
    assertTrue(posted.startsWith("HTTP/1.1 404"), posted);
  }

  @Test
  void onlyGetAndPostAreMethods() throws Exception {
    String header = JolokiaFixture.basic("chief", JolokiaFixture.password("chief"));
    for (String method : List.of("HEAD", "PUT", "DELETE", "OPTIONS", "PATCH")) {
      HttpRequest.Builder request = fixture.request("/jolokia", header);
      request.method(method, HttpRequest.BodyPublishers.ofString(EXEC));
      assertEquals(405, fixture.send(request).statusCode(), method);
    }
  }

  @Test
  void execByGetIsRefused() throws Exception {
    JsonNode answer =
        JSON.readTree(
            fixture.get("chief", "/exec/io.hotpair:type=Pair,pair=%22erp%22/suspend/a").body());
    assertEquals(403, answer.get("status").asInt(), answer.toString());
  }

  @Test
  void aRoleThatDoesNotSufficeIsRefused() throws Exception {
    for (String operation : List.of("switchover", "suspend", "resume", "clearFault")) {
      refused(
          "watcher", exec(ERP, operation, operation.equals("switchover") ? "\"\",\"a\"" : "\"a\""));
    }
    refused("watcher", exec(ERP, "forceTakeover"));
    refused("ops", exec(ERP, "forceTakeover"));
    refused("ops", exec(ERP, "forceTakeover(java.lang.String)"));
  }

  @Test
  void nobodyExecutesOrWritesAnythingElse() throws Exception {
    refused("chief", exec("java.lang:type=Memory", "gc"));
    refused("chief", exec("JMImplementation:type=MBeanServerDelegate", "suspend"));
    refused("chief", exec("io.hotpair:type=Pair,*", "suspend"));
    refused("chief", exec("io.hotpair:type=Site", "suspend"));
    refused("chief", exec("x:type=Pair,pair=\\\"erp\\\"", "suspend"));
    refused("chief", exec(ERP, "getRole"));
    refused("chief", VERBS.get("write"));
    refused(
        "chief",
        "{\"type\":\"write\",\"mbean\":\"" + ERP + "\",\"attribute\":\"Role\",\"value\":1}");
    refused("chief", VERBS.get("notification"));
  }

  @Test
  void anOrderStandsAlone() throws Exception {
    for (String body :
        List.of("[" + EXEC + "]", "[" + EXEC + ",{}]", "[" + EXEC.replace("exec", "EXEC") + "]")) {
      assertEquals(400, fixture.post("chief", body).statusCode(), body);
    }
  }

  @Test
  void aRequestForAnotherAgentIsNotPassedOn() throws Exception {
    String target = ",\"target\":{\"url\":\"service:jmx:rmi:///jndi/rmi://127.0.0.1:1/x\"}}";
    String proxied = EXEC.substring(0, EXEC.length() - 1) + target;
    assertEquals(400, fixture.post("chief", proxied).statusCode());
    assertEquals(400, fixture.post("chief", "[" + proxied + "]").statusCode());
    assertEquals(
        400,
        fixture.post("chief", proxied.replace("{\"url\"", "\"x\",\"y\":{\"url\"")).statusCode());
  }

  @Test
  void aRequestOfAWebPageIsRefused() throws Exception {
    String header = JolokiaFixture.basic("chief", JolokiaFixture.password("chief"));
    for (String name : List.of("Origin", "Referer")) {
      for (String origin : List.of("http://evil.example", "null", "http://127.0.0.1")) {
        HttpResponse<String> answer = fixture.send(post(header, EXEC).header(name, origin));
        assertEquals(403, answer.statusCode(), name + " " + origin);
        assertTrue(answer.headers().firstValue("Access-Control-Allow-Origin").isEmpty());
      }
    }
  }

  @Test
  void whatIsTooLargeTooManyOrTooDeepIsRefused() throws Exception {
    assertEquals(
        413, fixture.post("chief", " ".repeat(RequestBody.MOST_BYTES) + EXEC).statusCode());
    String many = "[" + (VERBS.get("read") + ",").repeat(RequestBody.MOST_REQUESTS) + EXEC + "]";
    assertEquals(400, fixture.post("chief", many).statusCode());
    String deep = EXEC.replace("[\"a\"]", "[".repeat(20_000) + "]".repeat(20_000));
    assertEquals(400, fixture.post("chief", deep).statusCode());
  }

  @Test
  void whatIsNoRequestIsRefused() throws Exception {
    for (String body :
        List.of(
            "",
            "null",
            "7",
            "\"x\"",
            "{",
            "[1]",
            "[null]",
            "{}",
            "{\"type\":7}",
            "{\"type\":\"exec\"}",
            "{\"type\":\"exec\",\"mbean\":\"no name\",\"operation\":\"suspend\"}",
            "{\"type\":\"nothing\"}")) {
      assertEquals(400, fixture.post("chief", body).statusCode(), body);
    }
  }

  private void refused(String user, String body) throws Exception {
    HttpResponse<String> answer = fixture.post(user, body);
    assertEquals(200, answer.statusCode(), answer.body());
    JsonNode json = JSON.readTree(answer.body());
    assertEquals(403, json.get("status").asInt(), json.toString());
    assertFalse(json.has("stacktrace"), "nothing of our inside");
  }

  private static String exec(String bean, String operation) {
    return exec(bean, operation, "\"a\"");
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

  private HttpRequest.Builder post(String header, String body) {
    return fixture.request("/jolokia", header).POST(HttpRequest.BodyPublishers.ofString(body));
  }
}
