package io.hotpair.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.ProbeWay;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TcpProbeTest {
  private static final Duration PATIENT = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Outcome<Boolean> SERVES = new Outcome.Succeeded<>(true);

  @Test
  void whoNeedOnlyBeConnectedServes() throws IOException {
    try (ServerSocket server = Services.hung()) {
      assertEquals(SERVES, ask(server, "", "", PATIENT));
    }
  }

  @Test
  void aProcessThatHangsIsConnectedAndGivesNoAnswer() throws IOException {
    try (ServerSocket server = Services.hung()) {
      assertEquals(
          new Outcome.Failed<>(
              "tcp 127.0.0.1:"
                  + server.getLocalPort()
                  + " is connected, and does not answer within 300 ms"),
          ask(server, "", "220", SHORT));
    }
  }

  @Test
  void theExpectedWordsMayComeInParts() throws IOException {
    try (ServerSocket server = Services.saying("220 mail.example ready")) {
      assertEquals(SERVES, ask(server, "", "mail.example", PATIENT));
    }
  }

  @Test
  void otherWordsAreQuoted() throws IOException {
    try (ServerSocket server = Services.saying("421 too\tbusy\n")) {
      assertEquals(
          new Outcome.Failed<>(
              "tcp 127.0.0.1:"
                  + server.getLocalPort()
                  + " says \"421 too·busy·\"; expected is \"220\""),
          ask(server, "", "220", PATIENT));
    }
  }

  @Test
  void aLineIsSentFirst() throws IOException {
    try (ServerSocket server = Services.echoing()) {
      assertEquals(SERVES, ask(server, "PING", "you said PING\r", PATIENT));
    }
  }

  @Test
  void aRefusalIsOne() {
    int port = Services.closedPort();
    Outcome<Boolean> answer =
        Services.probe(new ProbeWay.Tcp(Services.LOOPBACK, port, "", ""), PATIENT).ask();
    assertEquals(
        new Outcome.Failed<>("tcp 127.0.0.1:" + port + " is not connected: Connection refused"),
        answer);
  }

  /** A start or a stop must not wait for a question. */
  @Test
  void anInterruptEndsAQuestion() throws IOException, InterruptedException {
    try (ServerSocket server = Services.hung()) {
      AtomicReference<Outcome<Boolean>> answer = new AtomicReference<>();
      Thread asking =
          Thread.ofPlatform()
              .start(() -> answer.set(ask(server, "", "220", Duration.ofMinutes(10))));
      server.accept().close();
      asking.interrupt();
      asking.join();
      // Closed by the server, it may also have seen the end of what comes: then it was answered.
      assertTrue(
          answer.get() instanceof Outcome.Unknown || answer.get() instanceof Outcome.Failed,
          answer.get().text());
    }
  }

  @Test
  void anInterruptedThreadAsksNobody() throws IOException {
    try (ServerSocket server = Services.hung()) {
      Thread.currentThread().interrupt();
      Outcome<Boolean> answer = ask(server, "", "220", PATIENT);
      assertTrue(Thread.interrupted());
      assertInstanceOf(Outcome.Unknown.class, answer);
    }
  }

  private static Outcome<Boolean> ask(
      ServerSocket server, String send, String expect, Duration timeout) {
    ProbeWay.Tcp way = new ProbeWay.Tcp(Services.LOOPBACK, server.getLocalPort(), send, expect);
    return Services.probe(way, timeout).ask();
  }
}
