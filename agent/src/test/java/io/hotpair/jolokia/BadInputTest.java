package io.hotpair.jolokia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no honest client sends, or not so slowly: bounded, answered clearly, never executed. */
@Timeout(120)
final class BadInputTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ERP = "io.hotpair:type=Pair,pair=\\\"erp\\\"";
  private static final String READ = "{\"type\":\"read\",\"mbean\":\"" + ERP + "\"}";
  private static final String EXEC =
      "{\"type\":\"exec\",\"mbean\":\""
          + ERP
          + "\",\"operation\":\"suspend\",\"arguments\":[\"a\"]}";
  private static final String POST =
      "POST /jolokia HTTP/1.1\r\nHost: x\r\nAuthorization: "
          + JolokiaFixture.basic("chief", JolokiaFixture.password("chief"))
          + "\r\n";

  private final JolokiaFixture fixture = new JolokiaFixture();

  BadInputTest() throws IOException {}

  @AfterEach
  void nothingWasExecutedAndItAnswers() throws Exception {
    assertEquals(List.of(), fixture.sink.orders());
    assertEquals(200, fixture.post("watcher", READ).statusCode());
    fixture.close();
  }

  @Test
  void tenThousandRequestsInOneBody() throws Exception {
    HttpResponse<String> small = fixture.post("chief", "[" + "{},".repeat(9_999) + "{}]");
    assertEquals(400, small.statusCode());
    assertEquals("10000 requests in one body: allowed are 64\n", small.body());
    HttpResponse<String> large = fixture.post("chief", "[" + (READ + ",").repeat(10_000) + "{}]");
    assertEquals(413, large.statusCode());
    assertEquals("a request has at most 65536 bytes\n", large.body());
  }

  @Test
  void aBodyThatIsSaidToBeHugeIsNotWaitedFor() throws IOException {
    String request = POST + "Content-Length: 52428800\r\n\r\n[" + " ".repeat(70_000);
    try (Socket socket = begin(request)) {
      socket.setSoTimeout(60_000);
      assertEquals("HTTP/1.1 413 Request Entity Too Large", JolokiaFixture.statusLine(socket));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "[[{\"a\":["})
  void deepNesting(String opening) throws Exception {
    String deep = opening.repeat(RequestBody.MOST_BYTES / opening.length() - 1);
    assertEquals(400, fixture.post("chief", deep).statusCode());
    String inside = EXEC.replace("\"a\"", "[".repeat(30_000) + "]".repeat(30_000));
    assertEquals(400, fixture.post("chief", inside).statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"read\",\"mbean\":\"io.hotpair:type=Pair,pair=\\\"none\\\"\"}",
        "{\"type\":\"read\",\"mbean\":\"io.hotpair:type=Nothing\"}",
        "{\"type\":\"read\",\"mbean\":\"io.hotpair:type=Site\",\"attribute\":\"None\"}",
        "{\"type\":\"exec\",\"mbean\":\"io.hotpair:type=Pair,pair=\\\"none\\\"\","
            + "\"operation\":\"suspend\",\"arguments\":[\"a\"]}"
      })
  void whatIsNotThere(String body) throws Exception {
    JsonNode answer = JSON.readTree(fixture.post("chief", body).body());
    assertEquals(404, answer.get("status").asInt(), answer.toString());
    assertFalse(answer.has("stacktrace"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32", "ISO-8859-1"})
  void anotherCharset(String charset) throws IOException {
    byte[] body = EXEC.replace("\"a\"", "\"\u00e4\"").getBytes(charset);
    assertEquals("HTTP/1.1 400 Bad Request", fixture.raw(posted("charset=" + charset, body)));
  }

  @Test
  void aByteOrderMark() throws IOException {
    byte[] body = ("\ufeff" + EXEC).getBytes(StandardCharsets.UTF_8);
    assertEquals("HTTP/1.1 400 Bad Request", fixture.raw(posted("charset=utf-8", body)));
  }

  private static byte[] posted(String charset, byte[] body) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    String head =
        "Content-Type: application/json; "
            + charset
            + "\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    request.write((POST + head).getBytes(StandardCharsets.ISO_8859_1));
    request.write(body);
    return request.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: -1",
        "Content-Length: 1e2",
        "Content-Length: 99999999999999999999",
        "Content-Length:",
        "Content-Length: 1\r\nContent-Length: 2",
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: gzip",
        "Transfer-Encoding: chunked, gzip",
        "Conten\u0000t-Length: 5"
      })
  void lengthsThatCannotBe(String headers) throws IOException {
    String status = fixture.raw(POST + headers + "\r\n\r\n" + EXEC);
    assertTrue(status.matches("|HTTP/1.1 (400|501) .*"), status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "fffffffffffffffff", "7fffffff", "xyz", "0x80", "", "80;", "10001"})
  void chunksThatCannotBe(String size) throws IOException {
    String chunked = POST + "Transfer-Encoding: chunked\r\n\r\n" + size + "\r\n" + EXEC;
    String status = fixture.raw(chunked);
    assertTrue(status.matches("|HTTP/1.1 4.*"), status);
  }

  @Test
  void aBodyThatEndsTooEarlyIsNotExecuted() throws IOException {
    int more = EXEC.length() + 1;
    assertEquals("", fixture.raw(POST + "Content-Length: " + more + "\r\n\r\n" + EXEC));
  }

  @Test
  void chunksAreReadAsOneBody() throws IOException {
    String chunks = Integer.toHexString(READ.length()) + "\r\n" + READ + "\r\n0\r\n\r\n";
    assertEquals(
        "HTTP/1.1 200 OK", fixture.raw(POST + "Transfer-Encoding: chunked\r\n\r\n" + chunks));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GET", "GET //", "GET // HTTP/1.1", "GET mailto:x HTTP/1.1", "GET % HTTP/1.1", ""})
  void whatIsNoRequestLine(String line) throws IOException {
    String status = fixture.raw(line + "\r\nHost: x\r\n\r\n");
    assertTrue(status.matches("|HTTP/1.1 4.*"), status);
  }

  /** More of them than requests are answered at once; headers and bodies come octet by octet. */
  @Test
  void clientsThatDripDelayNobodyAndAreCutOff() throws Exception {
    List<Socket> dripping = new ArrayList<>();
    for (int count = 0; count < 6; count++) {
      dripping.add(begin("POST /jolokia HTTP/1.1\r\nX-Slow: "));
      dripping.add(begin(POST + "Content-Length: " + EXEC.length() + "\r\n\r\n"));
    }
    assertEquals(200, fixture.post("watcher", READ).statusCode());
    for (Socket socket : dripping) {
      assertTrue(isOpen(socket), "it was answered after the others had been cut off");
    }
    for (Socket socket : dripping) {
      while (isOpen(socket)) {
        drip(socket);
      }
      socket.close();
    }
  }

  @Test
  void oneAddressDoesNotTakeWhatOthersNeed() throws Exception {
    List<Socket> dripping = new ArrayList<>();
    for (int count = 0; count < JolokiaSurface.MOST_OF_ONE_ADDRESS; count++) {
      dripping.add(begin(POST + "Content-Length: " + EXEC.length() + "\r\n\r\n"));
    }
    HttpResponse<String> one = fixture.post("watcher", READ);
    while (one.statusCode() == 200) {
      one = fixture.post("watcher", READ); // until the last one's headers are read
    }
    assertEquals(503, one.statusCode());
    assertEquals("too many requests of this address are under way\n", one.body());
    assertEquals("1", one.headers().firstValue("Retry-After").orElseThrow());
    try (Socket other =
        new Socket("127.0.0.1", fixture.port(), InetAddress.ofLiteral("127.0.7.9"), 0)) {
      String read = POST + "Content-Length: " + READ.length() + "\r\n\r\n" + READ;
      other.getOutputStream().write(read.getBytes(StandardCharsets.ISO_8859_1));
      assertEquals("HTTP/1.1 200 OK", JolokiaFixture.statusLine(other));
    }
    for (Socket socket : dripping) {
      assertTrue(isOpen(socket), "it was answered after the others had been cut off");
      socket.close();
    }
    while (fixture.post("watcher", READ).statusCode() == 503) {
      Thread.onSpinWait(); // until the ends have been noticed
    }
  }

  private Socket begin(String request) throws IOException {
    Socket socket = fixture.connect();
    socket.setSoTimeout(100);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    return socket;
  }

  private static void drip(Socket socket) {
    try {
      socket.getOutputStream().write(' ');
    } catch (IOException cutOff) {
      return; // reading says so, too
    }
  }

  private static boolean isOpen(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException silent) {
      return true;
    } catch (IOException reset) {
      return false;
    }
  }
}
