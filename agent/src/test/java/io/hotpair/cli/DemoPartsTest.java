package io.hotpair.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.config.SiteFile;
import io.hotpair.config.SiteReading;
import io.hotpair.config.SiteReading.Accepted;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.PairName;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The parts of the demo that it can't do without; the demo itself is run by packaging/demo. */
final class DemoPartsTest {
  private static final String ADDRESS = "127.0.7.99";
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private DemoFolder folder;
  private String port;

  @BeforeEach
  void create() throws IOException {
    folder = DemoFolder.create();
    try (ServerSocket free = new ServerSocket()) {
      free.bind(new InetSocketAddress(ADDRESS, 0));
      port = Integer.toString(free.getLocalPort());
    }
  }

  @AfterEach
  void remove() throws IOException, InterruptedException {
    service("stop", "blade1");
    service("stop", "vpe1");
    folder.remove();
  }

  private int service(String action, String node) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            "/usr/bin/env",
            "python3",
            folder.path("service").toString(),
            action,
            ADDRESS,
            port,
            folder.path("storage").toString(),
            folder.toString());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(Map.of("HOTPAIR_NODE", node));
    Process process = builder.start();
    assertTrue(process.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS), action);
    return process.exitValue();
  }

  private String visit() throws IOException {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout((int) DEADLINE.toMillis());
      socket.connect(new InetSocketAddress(ADDRESS, Integer.parseInt(port)));
      socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return answer.substring(answer.indexOf("\r\n\r\n") + 4).strip();
    }
  }

  private void killService(String node) throws IOException, InterruptedException {
    long pid = Long.parseLong(Files.readString(folder.path(node + ".pid")).strip());
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    assertTrue(process.destroyForcibly());
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (service("monitor", node) == 0) {
      assertTrue(System.nanoTime() - end < 0, "the killed service is gone");
    }
  }

  @Test
  void theSiteFileIsOneThatTheAgentAccepts() {
    for (String node : List.of("blade1", "vpe1")) {
      SiteReading reading = SiteFile.read(folder.siteFile(), Optional.of(node));
      Accepted accepted = assertInstanceOf(Accepted.class, reading, reading::toString);
      assertTrue(accepted.site().unsafeDemo());
      assertEquals(
          GuardKind.LEASE,
          accepted.site().pairs().get(new PairName(DemoNode.PAIR)).arbiter().guard());
    }
  }

  @Test
  void theServiceGoesOnCountingOnTheOtherNode() throws IOException, InterruptedException {
    assertEquals(7, service("monitor", "blade1"));
    assertEquals(0, service("start", "blade1"));
    assertEquals(0, service("start", "blade1"), "starting what runs succeeds");
    assertEquals(0, service("monitor", "blade1"));
    assertEquals(7, service("monitor", "vpe1"), "it does not run on the other node");
    assertEquals("1 blade1", visit());
    assertEquals("2 blade1", visit());
    assertNotEquals(0, service("start", "vpe1"), "the floating address is taken");
    killService("blade1");
    Files.writeString(folder.path("storage/numbers"), "3 bla", StandardOpenOption.APPEND);
    assertEquals(0, service("start", "vpe1"));
    assertEquals("3 vpe1", visit());
    assertEquals(0, service("stop", "vpe1"));
    assertEquals(7, service("monitor", "vpe1"));
    assertEquals(0, service("stop", "vpe1"), "stopping what is stopped succeeds");
    assertEquals(
        "1 blade1\n2 blade1\n3 bla\n3 vpe1\n", Files.readString(folder.path("storage/numbers")));
  }

  @Test
  void anOutageIsTheLongestTimeWithoutAnAnswer() {
    long millisecond = 1_000_000;
    List<DemoVisitor.Answer> answers =
        List.of(
            new DemoVisitor.Answer(0, 1, "a"),
            new DemoVisitor.Answer(900 * millisecond, 2, "a"),
            new DemoVisitor.Answer(910 * millisecond, 3, "a"),
            new DemoVisitor.Answer(1_410 * millisecond, 4, "b"),
            new DemoVisitor.Answer(1_420 * millisecond, 5, "b"));
    assertEquals(500, DemoVisitor.outageMillis(answers, 905 * millisecond));
    assertEquals(900, DemoVisitor.outageMillis(answers, 0));
    assertEquals(10, DemoVisitor.outageMillis(answers, 1_411 * millisecond));
  }

  @Test
  void aReceivedNotificationIsRead() {
    DemoTraps.Received received =
        DemoTraps.parse(
            "RECEIVED\tUDP: [127.0.7.2]:40000->[127.0.7.1]:1162\t"
                + "SNMPv2-SMI::snmpModules.1.1.4.1.0 = HOTPAIR-MIB::hotpairTakeoverCompleted\t"
                + "HOTPAIR-MIB::hotpairEventId.12 = \"vpe1:12\"\t"
                + "HOTPAIR-MIB::hotpairEventText.12 = \"took over = well\"");
    assertEquals(
        new DemoTraps.Received("hotpairTakeoverCompleted", "vpe1:12", "took over = well"),
        received);
  }
}
