package io.hotpair.jolokia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/**
 * A process with the launcher's heap and a site of 1,000 pairs, which ends when its heap is full:
 * nothing that may be asked fills it.
 */
@Timeout(300)
@TestInstance(Lifecycle.PER_CLASS)
final class SmallHeapTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SITE = "{\"type\":\"read\",\"mbean\":\"io.hotpair:type=Site\"}";
  private static final String LONG_WAY = SITE.replace("}", ",\"config\":{\"maxDepth\":13}}");
  private static final String SMALL = SITE.replace("}", ",\"attribute\":\"Generation\"}");

  private final HttpClient client = HttpClient.newHttpClient();
  private Process agent;
  private int port;

  @BeforeAll
  void begin() throws IOException {
    agent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms16m",
                "-Xmx64m",
                "-Xmn8m",
                "-XX:SurvivorRatio=4",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                ManyPairs.class.getName(),
                "1000")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader words = agent.inputReader();
    port = Integer.parseInt(words.readLine());
  }

  @AfterEach
  void itGoesOn() throws Exception {
    assertEquals(200, JSON.readTree(ask(SMALL).body()).get("status").asInt());
    assertTrue(agent.isAlive());
  }

  @AfterAll
  void end() throws Exception {
    agent.getOutputStream().close();
    assertTrue(agent.waitFor(20, TimeUnit.SECONDS));
    client.close();
  }

  @Test
  void allTablesAtOnce() throws Exception {
    JsonNode answer = JSON.readTree(ask(SITE).body());
    assertEquals(1_000, answer.at("/value/Pairs").size());
    assertEquals(3_000, answer.at("/value/Paths").size());
  }

  @Test
  void aListOfRequestsIsAnsweredAsFarAsThereIsRoom() throws Exception {
    for (String request : List.of(SITE, LONG_WAY)) {
      JsonNode answers = JSON.readTree(ask(sixtyFour(request)).body());
      assertEquals(64, answers.size());
      assertEquals(200, answers.get(0).get("status").asInt());
      for (int place = 1; place < 64; place++) {
        JsonNode refused = answers.get(place);
        assertEquals(413, refused.get("status").asInt());
        assertEquals(
            "an answer has at most 6291456 bytes: ask for less at once",
            refused.get("error").asText());
      }
    }
  }

  @Test
  void severalManagersAtOnce() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
    for (int manager = 0; manager < 10; manager++) {
      asked.add(
          client.sendAsync(
              request(sixtyFour(manager % 5 == 0 ? LONG_WAY : SITE)),
              HttpResponse.BodyHandlers.ofString()));
    }
    int answered = 0;
    for (CompletableFuture<HttpResponse<String>> answer : asked) {
      HttpResponse<String> came = answer.get(60, TimeUnit.SECONDS);
      assertTrue(came.statusCode() == 200 || came.statusCode() == 503, came::toString);
      answered += came.statusCode() == 200 ? 1 : 0;
    }
    assertTrue(answered > 0, "the others are to come again");
  }

  @Test
  void whoDoesNotReadKeepsOthersFromLargeAnswersOnly() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int count = 0; count < 20; count++) {
        Socket socket = new Socket("127.0.0.1", port);
        silent.add(socket);
        socket.getOutputStream().write(post(SITE).getBytes(StandardCharsets.US_ASCII));
      }
      HttpResponse<String> large = ask(SITE);
      while (large.statusCode() == 200) {
        large = ask(SITE); // until the silent ones have taken all the room
      }
      assertEquals(503, large.statusCode());
      assertEquals("1", large.headers().firstValue("Retry-After").orElseThrow());
      itGoesOn();
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
    HttpResponse<String> large = ask(SITE);
    while (large.statusCode() == 503) {
      large = ask(SITE); // it waits itself
    }
    assertEquals(200, large.statusCode());
  }

  @Test
  void tooManyMBeansAreNotMadeObjectsOf() throws Exception {
    for (String wide :
        List.of(
            "{\"type\":\"list\"}",
            "{\"type\":\"list\",\"path\":\"io.hotpair\"}",
            "{\"type\":\"list\",\"path\":\"*/type=Path,*\"}",
            "{\"type\":\"read\",\"mbean\":\"io.hotpair:*\"}",
            "{\"type\":\"read\",\"mbean\":\"*:type=Pair,*\",\"attribute\":\"Role\"}")) {
      JsonNode answer = JSON.readTree(ask(wide).body());
      assertEquals(413, answer.get("status").asInt(), answer.toString());
      assertTrue(answer.get("error").asText().contains("allowed are 500"), answer.toString());
    }
    for (String narrow :
        List.of(
            "{\"type\":\"search\",\"mbean\":\"*:*\"}",
            "{\"type\":\"list\",\"path\":\"io.hotpair/type=Site\"}",
            "{\"type\":\"read\",\"mbean\":\"io.hotpair:pair=\\\"pair-0001\\\",*\"}")) {
      assertEquals(200, JSON.readTree(ask(narrow).body()).get("status").asInt(), narrow);
    }
  }

  private static String sixtyFour(String request) {
    return "[" + (request + ",").repeat(63) + request + "]";
  }

  private HttpResponse<String> ask(String body) throws Exception {
    return client.send(request(body), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest request(String body) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/jolokia"))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", ManyPairs.AUTHORIZATION)
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private static String post(String body) {
    return "POST /jolokia HTTP/1.1\r\nHost: x\r\nAuthorization: "
        + ManyPairs.AUTHORIZATION
        + "\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }
}
