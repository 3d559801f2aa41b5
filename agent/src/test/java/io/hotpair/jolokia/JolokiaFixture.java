package io.hotpair.jolokia;

import io.hotpair.core.model.AccessRole;
import io.hotpair.core.model.site.Endpoint;
import io.hotpair.core.model.site.JolokiaSpec;
import io.hotpair.jmx.JmxSurface;
import io.hotpair.view.FakeFeed;
import io.hotpair.view.FakeSink;
import io.hotpair.view.FakeSource;
import io.hotpair.view.SnapshotFixture;
import io.hotpair.view.access.KeyStoreFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;

/** A running endpoint over the MBeans of {@link SnapshotFixture}, and a client. */
final class JolokiaFixture implements AutoCloseable {
  static final Map<String, JolokiaSpec.User> USERS =
      Map.of(
          "watcher", new JolokiaSpec.User(AccessRole.READ, KeyStoreFile.secret("of watcher")),
          "ops", new JolokiaSpec.User(AccessRole.OPERATE, KeyStoreFile.secret("of:ops ü")),
          "chief", new JolokiaSpec.User(AccessRole.FORCE, KeyStoreFile.secret("of chief")));

  static final ThreadFactory THREADS =
      Thread.ofPlatform().daemon().name("test-jolokia-", 0).factory();

  final MBeanServer server = MBeanServerFactory.newMBeanServer();
  final FakeSink sink = new FakeSink();
  private final JmxSurface beans =
      new JmxSurface(
          new FakeSource(SnapshotFixture.snapshot()), sink, new FakeFeed(), Runnable::run, server);
  private final HttpClient client = HttpClient.newHttpClient();
  private final JolokiaSurface surface = surface(spec(0, Optional.empty()));

  JolokiaFixture() throws IOException {
    beans.start();
    surface.start();
  }

  int port() {
    return surface.port();
  }

  /** Requests with a wrong user or password so far. */
  long refused() {
    return surface.refused();
  }

  /** Another endpoint over the same MBeans, not started. */
  JolokiaSurface surface(JolokiaSpec spec) {
    return new JolokiaSurface(spec, server, beans.site(), THREADS);
  }

  static JolokiaSpec spec(int port, Optional<JolokiaSpec.Tls> tls) {
    return new JolokiaSpec(new Endpoint("127.0.0.1", port), USERS, tls);
  }

  static String password(String user) {
    return new String(USERS.get(user).password().bytes(), StandardCharsets.UTF_8);
  }

  static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  /** A GET below {@code /jolokia} as a user. */
  HttpResponse<String> get(String user, String path) throws Exception {
    return send(request("/jolokia" + path, basic(user, password(user))).GET());
  }

  /** A POST of a body as a user. */
  HttpResponse<String> post(String user, String body) throws Exception {
    return send(
        request("/jolokia", basic(user, password(user)))
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpRequest.Builder request(String path, String authorization) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + surface.port() + path))
            .timeout(Duration.ofSeconds(20));
    return authorization == null ? request : request.header("Authorization", authorization);
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The status line of an answer to bytes that no HTTP client would send; empty if none comes. */
  String raw(String request) throws IOException {
    return raw(request.getBytes(StandardCharsets.ISO_8859_1));
  }

  String raw(byte[] request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request);
      socket.shutdownOutput();
      return statusLine(socket);
    } catch (SocketException reset) {
      return "";
    }
  }

  /** The status line that comes next; empty if the connection ends. */
  static String statusLine(Socket socket) throws IOException {
    BufferedReader answer =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    return Objects.requireNonNullElse(answer.readLine(), "");
  }

  Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", surface.port());
    socket.setSoTimeout(60_000);
    return socket;
  }

  @Override
  public void close() {
    surface.close();
    beans.close();
    client.close();
  }
}
