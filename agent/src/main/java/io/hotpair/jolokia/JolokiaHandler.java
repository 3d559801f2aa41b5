package io.hotpair.jolokia;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsExchange;
import io.hotpair.view.access.Caller;
import io.hotpair.view.access.Users;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.Subject;
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
  private static final String JSON = "application/json; charset=utf-8";

  private final Questions jolokia;
  private final Users users;
  private final AnswerRoom room = new AnswerRoom();
  private final AddressShare shares;
  private final AtomicLong refused;

  /**
   * A handler.
   *
   * @param shares what one address may have at once
   * @param refused counts what came with a wrong user or password
   */
  JolokiaHandler(Questions jolokia, Users users, AddressShare shares, AtomicLong refused) {
    this.jolokia = jolokia;
    this.users = users;
    this.shares = shares;
    this.refused = refused;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    InetAddress address = exchange.getRemoteAddress().getAddress();
    try (exchange) {
      if (!shares.enter(address)) {
        answerBusy(exchange, "too many requests of this address are under way");
        return;
      }
      try {
        handleOne(exchange);
      } finally {
        shares.leave(address);
      }
    }
  }

  private void handleOne(HttpExchange exchange) throws IOException {
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
    try (Answer answer = new Answer(room)) {
      jolokia.checkAccess(
          exchange instanceof HttpsExchange ? "https" : "http",
          null,
          exchange.getRemoteAddress().getAddress().getHostAddress(),
          origin(exchange.getRequestHeaders()));
      Subject.callAs(caller.subject(), () -> ask(exchange, path, answer));
      send(exchange, 200, JSON, answer.length(), answer::writeTo);
    } catch (SecurityException e) {
      answer(exchange, 403, TEXT, e.getMessage() + "\n");
    } catch (CompletionException e) {
      answerFailure(exchange, e.getCause());
    }
  }

  private Answer ask(HttpExchange exchange, String path, Answer answer) throws Exception {
    URI uri = exchange.getRequestURI();
    Map<String, String[]> parameters = parameters(uri);
    if (exchange.getRequestMethod().equals("GET")) {
      askAgain(() -> jolokia.get(uri.toString(), path, parameters, answer), answer);
      return answer;
    }
    RequestBody body = RequestBody.read(exchange.getRequestBody());
    Question question = () -> jolokia.post(body, parameters, answer);
    if (body.isOrder()) {
      question.ask();
    } else {
      askAgain(question, answer);
    }
    return answer;
  }

  private interface Question {
    void ask() throws Exception;
  }

  // Room is waited for without a turn, so that whoever needs little of it goes on. An order is
  // given once, and its answer is short.
  private void askAgain(Question question, Answer answer) throws Exception {
    long end = System.nanoTime() + Turns.PATIENCE.toNanos();
    while (true) {
      try {
        question.ask();
        return;
      } catch (AnswerRoom.FullException full) {
        answer.truncate(0);
        Duration left = Duration.ofNanos(end - System.nanoTime());
        if (left.isNegative() || !room.await(left)) {
          throw full;
        }
      }
    }
  }

  private void answerFailure(HttpExchange exchange, Throwable cause) throws IOException {
    switch (cause) {
      case RequestBody.TooLongException e -> {
        exchange.getResponseHeaders().set("Connection", "close");
        answer(exchange, 413, TEXT, e.getMessage() + "\n");
      }
      case Turns.BusyException e -> answerBusy(exchange, e.getMessage());
      case AnswerRoom.FullException e -> answerBusy(exchange, e.getMessage());
      case BadRequestException e -> answer(exchange, 400, TEXT, e.getMessage() + "\n");
      case IOException e -> throw e;
      case Throwable e -> {
        // Whatever a request could make Jolokia throw: the client is told nothing of our inside.
        LOG.warn("Jolokia could not answer {}", exchange.getRequestURI().getRawPath(), e);
        answer(exchange, 400, TEXT, "the request cannot be understood\n");
      }
    }
  }

  private static void answerBusy(HttpExchange exchange, String why) throws IOException {
    exchange.getResponseHeaders().set("Retry-After", "1");
    answer(exchange, 503, TEXT, why + "\n");
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
    send(exchange, status, type, bytes.length, output -> output.write(bytes));
  }

  private interface Body {
    void writeTo(OutputStream output) throws IOException;
  }

  private static void send(HttpExchange exchange, int status, String type, int length, Body bytes)
      throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : length);
    if (!head) {
      // Closed here: the exchange itself waits for the rest of a request before it sends anything.
      try (OutputStream body = exchange.getResponseBody()) {
        bytes.writeTo(body);
      }
    }
  }
}
