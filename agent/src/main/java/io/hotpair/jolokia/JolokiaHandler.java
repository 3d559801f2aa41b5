package io.hotpair.jolokia;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsExchange;
import io.hotpair.view.access.Caller;
import io.hotpair.view.access.Users;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.Subject;
import org.jolokia.server.core.http.HttpRequestHandler;
import org.jolokia.server.core.request.BadRequestException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP request: the path, then who it is, then the method and the origin, and only then
 * Jolokia, as that caller. Jolokia's own refusals come with HTTP status 200 and a {@code status} in
 * the JSON, as its protocol has it.
 */
final class JolokiaHandler implements HttpHandler {
  /** The only path. */
  static final String CONTEXT = "/jolokia";

  /** What a password is asked for. */
  static final String REALM = "hotpair";

  private static final Logger LOG = LoggerFactory.getLogger(JolokiaHandler.class);
  private static final String TEXT = "text/plain; charset=utf-8";

  private final HttpRequestHandler jolokia;
  private final Users users;
  private final Turns turns;
  private final AtomicLong refused;

  /**
   * A handler.
   *
   * @param turns what an admitted request waits for, once it has been read
   * @param refused counts what came with a wrong user or password
   */
  JolokiaHandler(HttpRequestHandler jolokia, Users users, Turns turns, AtomicLong refused) {
    this.jolokia = jolokia;
    this.users = users;
    this.turns = turns;
    this.refused = refused;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Optional<String> path = pathInfo(exchange.getRequestURI());
      if (path.isEmpty()) {
        answer(exchange, 404, TEXT, "not found\n");
        return;
      }
      Optional<Caller> caller = authenticate(exchange);
      if (caller.isPresent()) {
        answerTo(caller.get(), exchange, path.get());
      }
    }
  }

  private void answerTo(Caller caller, HttpExchange exchange, String path) throws IOException {
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("POST")) {
      exchange.getResponseHeaders().set("Allow", "GET, POST");
      answer(exchange, 405, TEXT, "allowed are GET and POST\n");
      return;
    }
    if (method.equals("POST") && !path.isEmpty()) {
      answer(exchange, 404, TEXT, "POST goes to " + CONTEXT + "\n");
      return;
    }
    try {
      jolokia.checkAccess(
          exchange instanceof HttpsExchange ? "https" : "http",
          null,
          exchange.getRemoteAddress().getAddress().getHostAddress(),
          origin(exchange.getRequestHeaders()));
      String json =
          Subject.callAs(caller.subject(), () -> ask(exchange, path, method.equals("POST")));
      answer(exchange, 200, "application/json; charset=utf-8", json);
    } catch (SecurityException e) {
      answer(exchange, 403, TEXT, e.getMessage() + "\n");
    } catch (CompletionException e) {
      answerFailure(exchange, e.getCause());
    }
  }

  private String ask(HttpExchange exchange, String path, boolean post) throws Exception {
    URI uri = exchange.getRequestURI();
    Map<String, String[]> parameters = parameters(uri);
    if (!post) {
      return turns.take(
          () -> jolokia.handleGetRequest(uri.toString(), path, parameters).toJSONString());
    }
    RequestBody body = RequestBody.read(exchange.getRequestBody());
    return turns.take(
        () ->
            jolokia
                .handlePostRequest(
                    uri.toString(), body.stream(), StandardCharsets.UTF_8.name(), parameters)
                .toJSONString());
  }

  private void answerFailure(HttpExchange exchange, Throwable cause) throws IOException {
    switch (cause) {
      case RequestBody.TooLongException e -> {
        exchange.getResponseHeaders().set("Connection", "close");
        answer(exchange, 413, TEXT, e.getMessage() + "\n");
      }
      case Turns.BusyException e -> {
        exchange.getResponseHeaders().set("Retry-After", "1");
        answer(exchange, 503, TEXT, e.getMessage() + "\n");
      }
      case BadRequestException e -> answer(exchange, 400, TEXT, e.getMessage() + "\n");
      case IOException e -> throw e;
      case Throwable e -> {
        // Whatever a request could make Jolokia throw: the client is told nothing of our inside.
        LOG.warn("Jolokia could not answer {}", exchange.getRequestURI().getRawPath(), e);
        answer(exchange, 400, TEXT, "the request cannot be understood\n");
      }
    }
  }

  /** Empty, after the answer is given, unless the password is right. */
  private Optional<Caller> authenticate(HttpExchange exchange) throws IOException {
    Optional<BasicCredentials> given =
        BasicCredentials.of(exchange.getRequestHeaders().getFirst("Authorization"));
    if (given.isPresent()) {
      String address = exchange.getRemoteAddress().getAddress().getHostAddress();
      switch (users.admit(given.get().user(), given.get().password(), address)) {
        case Users.Admission.Admitted admitted -> {
          return Optional.of(admitted.caller());
        }
        case Users.Admission.TooMany tooMany -> {
          exchange
              .getResponseHeaders()
              .set("Retry-After", Long.toString(tooMany.pause().toSeconds() + 1));
          answer(exchange, 429, TEXT, "too many failures\n");
          return Optional.empty();
        }
        case Users.Admission.Refused wrong -> refused.incrementAndGet();
      }
    }
    exchange
        .getResponseHeaders()
        .set("WWW-Authenticate", "Basic realm=\"" + REALM + "\", charset=\"UTF-8\"");
    answer(exchange, 401, TEXT, "user and password are needed\n");
    return Optional.empty();
  }

  /**
   * What stands after the context, without the slash; empty if the path is another one. Only the
   * plain spelling is ours: nothing encoded, doubled or dotted, which a proxy before us might read
   * in another way.
   */
  private static Optional<String> pathInfo(URI uri) {
    String raw = uri.getRawPath();
    if (raw.equals(CONTEXT) || raw.equals(CONTEXT + "/")) {
      return Optional.of("");
    }
    if (!raw.startsWith(CONTEXT + "/") || raw.startsWith(CONTEXT + "//")) {
      return Optional.empty();
    }
    String path = uri.getPath().substring(CONTEXT.length() + 1);
    boolean dotted =
        Arrays.stream(path.split("/")).anyMatch(part -> part.equals(".") || part.equals(".."));
    return dotted ? Optional.empty() : Optional.of(path);
  }

  private static Map<String, String[]> parameters(URI uri) {
    Map<String, String[]> parameters = new HashMap<>();
    if (uri.getRawQuery() != null) {
      for (String pair : uri.getRawQuery().split("&")) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          parameters.putIfAbsent(
              URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
              new String[] {URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8)});
        }
      }
    }
    return parameters;
  }

  private static String origin(Headers headers) {
    String origin = headers.getFirst("Origin");
    return origin == null ? headers.getFirst("Referer") : origin;
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
    if (!head) {
      // Closed here: the exchange itself waits for the rest of a request before it sends anything.
      try (OutputStream body = exchange.getResponseBody()) {
        body.write(bytes);
      }
    }
  }
}
