package io.hotpair.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ServiceManagerTest {
  /** Java has no datagram sockets of the Unix family: another program listens. */
  private static final String LISTENER =
      """
      import socket, sys
      name = sys.argv[1]
      listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      listener.bind("\\0" + name[1:] if name[0] == "@" else name)
      print("bound", flush=True)
      print(listener.recv(4096).decode(), flush=True)
      """;

  @TempDir Path directory;

  @Test
  void aDatagramReachesASocketWithAPath() throws IOException {
    assertEquals("READY=1", heard(directory.resolve("notify").toString(), "READY=1"));
  }

  @Test
  void aDatagramReachesAnAbstractSocket() throws IOException {
    String name = "@hotpair-test-" + ProcessHandle.current().pid();
    assertEquals("WATCHDOG=1", heard(name, "WATCHDOG=1"));
  }

  @Test
  void withoutAManagerNothingIsSent() {
    ServiceManager manager = new ServiceManager(Map.of());
    assertEquals(new Outcome.Succeeded<>(false), manager.ready());
    assertEquals(Optional.empty(), manager.watchdog());
  }

  @Test
  void aSocketThatIsNotThereGivesAReason() {
    ServiceManager manager = new ServiceManager(Map.of("NOTIFY_SOCKET", "/no/such/socket"));
    assertEquals("send to NOTIFY_SOCKET: No such file or directory", manager.alive().text());
  }

  @Test
  void aPathThatIsTooLongGivesAReason() {
    ServiceManager manager = new ServiceManager(Map.of("NOTIFY_SOCKET", "/" + "x".repeat(107)));
    assertTrue(manager.stopping().text().endsWith("allowed are 107 bytes"));
  }

  @Test
  void theWatchdogsTimeIsInMicroseconds() {
    Map<String, String> environment = Map.of("WATCHDOG_USEC", "3000000");
    assertEquals(Optional.of(Duration.ofSeconds(3)), new ServiceManager(environment).watchdog());
    assertEquals(Optional.empty(), new ServiceManager(Map.of("WATCHDOG_USEC", "soon")).watchdog());
  }

  @Test
  void memoryIsLockedOrTheReasonSaysWhatWouldAllowIt() {
    Outcome<Boolean> outcome = Privileges.lockMemory();
    assertTrue(
        outcome.succeeded() || outcome.text().contains("LimitMEMLOCK=infinity"), outcome.text());
  }

  @Test
  void aThreadRunsFirstOrTheReasonSaysWhatWouldAllowIt() throws InterruptedException {
    Outcome<?>[] outcome = new Outcome<?>[1];
    Thread thread = Thread.ofPlatform().start(() -> outcome[0] = Privileges.runThisThreadFirst(5));
    thread.join();
    assertTrue(
        outcome[0].succeeded() || outcome[0].text().contains("LimitRTPRIO=99"), outcome[0].text());
  }

  @Test
  void aVirtualThreadHasNoPriorityOfItsOwn() throws InterruptedException {
    Outcome<?>[] outcome = new Outcome<?>[1];
    Thread.ofVirtual().start(() -> outcome[0] = Privileges.runThisThreadFirst(5)).join();
    assertInstanceOf(Outcome.Failed.class, outcome[0]);
    assertThrows(IllegalArgumentException.class, () -> Privileges.runThisThreadFirst(0));
  }

  private static String heard(String socket, String message) throws IOException {
    Process listener = new ProcessBuilder("python3", "-c", LISTENER, socket).start();
    try (BufferedReader lines = listener.inputReader(StandardCharsets.UTF_8)) {
      assertEquals("bound", lines.readLine());
      Outcome<Boolean> sent = new ServiceManager(Map.of("NOTIFY_SOCKET", socket)).send(message);
      assertEquals(new Outcome.Succeeded<>(true), sent);
      return lines.readLine();
    } finally {
      listener.destroyForcibly();
    }
  }
}
