package io.hotpair.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.ProbeWay;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class HttpProbeTest {
  private static final Duration PATIENT = Duration.ofSeconds(30);
  private static final Outcome<Boolean> SERVES = new Outcome.Succeeded<>(true);
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir Path folder;

  @Test
  void aPageIsEnough() throws IOException {
    HttpServer server = serving(HttpServer.create(loopback(), 0), 200, "all is well");
    try {
      assertEquals(SERVES, ask(server, Optional.empty(), ""));
      assertEquals(SERVES, ask(server, Optional.of(200), "is well"));
      assertEquals(
          new Outcome.Failed<>(page(server) + " answers \"all is well\"; expected is \"degraded\""),
          ask(server, Optional.empty(), "degraded"));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aStatusIsReadAndRedirectionsAreNotFollowed() throws IOException {
    HttpServer server = serving(HttpServer.create(loopback(), 0), 503, "busy");
    HttpServer other = serving(HttpServer.create(loopback(), 0), 302, "elsewhere");
    try {
      assertEquals(
          new Outcome.Failed<>(page(server) + " answers with status 503; expected is 200 to 399"),
          ask(server, Optional.empty(), ""));
      assertEquals(SERVES, ask(server, Optional.of(503), ""));
      assertEquals(SERVES, ask(other, Optional.empty(), ""));
      assertEquals(
          new Outcome.Failed<>(page(other) + " answers with status 302; expected is 200"),
          ask(other, Optional.of(200), ""));
    } finally {
      server.stop(0);
      other.stop(0);
    }
  }

  @Test
  void aProcessThatHangsGivesNoPage() throws IOException {
    try (ServerSocket server = Services.hung()) {
      String address = "http://127.0.0.1:" + server.getLocalPort() + "/";
      assertEquals(
          new Outcome.Failed<>("http " + address + " does not answer within 300 ms"),
          probe(address, Optional.empty(), "", Optional.empty(), Duration.ofMillis(300)));
    }
  }

  /** The head has come, so the page alone is late. */
  @Test
  void aPageThatStallsIsLate() throws IOException {
    try (ServerSocket server =
        Services.saying("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nbegin")) {
      String address = "http://127.0.0.1:" + server.getLocalPort() + "/";
      Outcome<Boolean> answer = probe(address, Optional.empty(), "end", Optional.empty(), PATIENT);
      // The server closes: a page that is cut is no page.
      assertTrue(answer.text().startsWith("http " + address + " gives no page: "), answer.text());
    }
  }

  @Test
  void aPageWithoutEndIsNotReadToIt() throws IOException {
    HttpServer server =
        serving(
            HttpServer.create(loopback(), 0), 200, "x".repeat(3 * (int) HttpProbe.LONGEST_PAGE));
    try {
      Outcome<Boolean> answer = ask(server, Optional.empty(), "y");
      assertTrue(answer.text().contains("gives no page"), answer.text());
      assertEquals(SERVES, ask(server, Optional.empty(), ""));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aRefusalIsOne() {
    String address = "http://127.0.0.1:" + Services.closedPort() + "/";
    Outcome<Boolean> answer = probe(address, Optional.empty(), "", Optional.empty(), PATIENT);
    assertInstanceOf(Outcome.Failed.class, answer);
    assertTrue(answer.text().startsWith("http " + address + " gives no page: "), answer.text());
  }

  @Test
  void onlyWhoIsTrustedServes() throws Exception {
    HttpsServer server = HttpsServer.create(loopback(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certified("service", "127.0.0.1")));
    serving(server, 200, "all is well");
    String address = "https://127.0.0.1:" + server.getAddress().getPort() + "/health";
    try {
      Optional<String> own = Optional.of(folder.resolve("service.pem").toString());
      assertEquals(SERVES, probe(address, Optional.empty(), "well", own, PATIENT));
      assertTrue(
          probe(address, Optional.empty(), "well", Optional.empty(), PATIENT)
              .text()
              .contains("gives no page"));
      certified("stranger", "127.0.0.1");
      Optional<String> strange = Optional.of(folder.resolve("stranger.pem").toString());
      assertInstanceOf(
          Outcome.Failed.class, probe(address, Optional.empty(), "well", strange, PATIENT));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aTrustFileThatHoldsNothingIsFoundBeforeItIsNeeded() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    ProbeWay.Http way =
        new ProbeWay.Http(
            "https://127.0.0.1/", Optional.empty(), "", Optional.of(empty.toString()));
    assertEquals(
        new Outcome.Failed<>(
            "http https://127.0.0.1/: the certificates to trust can't be read: "
                + empty
                + " holds no certificate; allowed are PEM files"),
        Services.probe(way, PATIENT).check());
    assertInstanceOf(Outcome.Unknown.class, Services.probe(way, PATIENT).ask());
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(Services.LOOPBACK, 0);
  }

  private static <T extends HttpServer> T serving(T server, int status, String page) {
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
          try (exchange) {
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
    return server;
  }

  private static String page(HttpServer server) {
    return "http http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private static Outcome<Boolean> ask(
      HttpServer server, Optional<Integer> status, String contains) {
    return probe(page(server).substring(5), status, contains, Optional.empty(), PATIENT);
  }

  private static Outcome<Boolean> probe(
      String address,
      Optional<Integer> status,
      String contains,
      Optional<String> trust,
      Duration timeout) {
    return Services.probe(new ProbeWay.Http(address, status, contains, trust), timeout).ask();
  }

  /** A key with a certificate of its own, which lies beside it as a PEM file. */
  private SSLContext certified(String name, String address)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve(name + ".p12");
    keytool(
        store,
        "-genkeypair",
        "-alias",
        name,
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + name,
        "-ext",
        "SAN=IP:" + address);
    keytool(
        store,
        "-exportcert",
        "-alias",
        name,
        "-rfc",
        "-file",
        folder.resolve(name + ".pem").toString());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream from = Files.newInputStream(store)) {
      keys.load(from, PASSWORD);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static void keytool(Path store, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", "changeit"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }
}
