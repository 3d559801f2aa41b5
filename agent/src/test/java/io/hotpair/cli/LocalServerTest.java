package io.hotpair.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.cli.LocalSite.Result;
import io.hotpair.core.model.AccessRole;
import io.hotpair.view.FakeSink;
import io.hotpair.view.FakeSource;
import io.hotpair.view.SnapshotFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent's end of the socket, against clients of every manner. */
final class LocalServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path folder;

  @Test
  void theSocketIsForOwnerAndGroup() throws IOException {
    try (LocalSite site = new LocalSite(folder, Duration.ofSeconds(5))) {
      assertEquals(
          "rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(site.socket)));
    }
    assertTrue(Files.notExists(folder.resolve("agent.sock")));
  }

  @Test
  void rolesFollowTheUser() {
    var ours = PosixFilePermissions.fromString("rw-rw----");
    var open = PosixFilePermissions.fromString("rw-rw-rw-");
    assertEquals(AccessRole.FORCE, LocalPeer.role("root", "hotpair", ours));
    assertEquals(AccessRole.FORCE, LocalPeer.role("hotpair", "hotpair", open));
    assertEquals(AccessRole.OPERATE, LocalPeer.role("anna", "hotpair", ours));
    assertEquals(AccessRole.READ, LocalPeer.role("anna", "hotpair", open));
  }

  @Test
  void aRoleThatIsTooSmallIsRefusedAndOrdersNothing() {
    FakeSink sink = new FakeSink();
    LocalDesk desk = new LocalDesk(new FakeSource(SnapshotFixture.snapshot()), sink);
    LocalRequest order = new LocalRequest("switchover", "erp", "", "id", false);
    LocalRequest forced = new LocalRequest("switchover", "erp", "", "id", true);
    String refusal =
        desk.answer(order.toJson(), new LocalPeer("anna", AccessRole.READ))
            + desk.answer(forced.toJson(), new LocalPeer("anna", AccessRole.OPERATE));
    assertEquals(
        "{\"error\":\"user anna has role read; this needs role operate\",\"exit\":4}"
            + "{\"error\":\"user anna has role operate; this needs role force\",\"exit\":4}",
        refusal);
    assertEquals(List.of(), sink.orders());
    desk.answer(order.toJson(), new LocalPeer("anna", AccessRole.OPERATE));
    assertEquals("anna", sink.orders().getFirst().requester().user());
  }

  @Test
  void clientsThatSayNothingDelayNobodyAndAreDropped() throws IOException {
    try (LocalSite site = new LocalSite(folder, Duration.ofMillis(300))) {
      List<SocketChannel> silent = new ArrayList<>();
      for (int count = 0; count < LocalServer.MOST_CLIENTS / 2; count++) {
        silent.add(connect(site.socket));
        silent.getLast().write(ByteBuffer.wrap(new byte[] {'{'}));
      }
      assertEquals(ExitStatus.DONE, site.run("status", "--json").status());
      for (SocketChannel channel : silent) {
        assertEquals(-1, assertTimeoutPreemptively(PATIENCE, () -> readAfterEnd(channel)));
        channel.close();
      }
      assertEquals(ExitStatus.DONE, site.run("status", "--json").status());
    }
  }

  @Test
  void aCrowdIsTurnedAwayAndTheServerGoesOn() throws IOException {
    try (LocalSite site = new LocalSite(folder, Duration.ofMillis(300))) {
      List<SocketChannel> crowd = new ArrayList<>();
      for (int count = 0; count < 2 * LocalServer.MOST_CLIENTS; count++) {
        crowd.add(connect(site.socket));
      }
      for (SocketChannel channel : crowd) {
        assertEquals(-1, assertTimeoutPreemptively(PATIENCE, () -> readAfterEnd(channel)));
        channel.close();
      }
      assertEquals(ExitStatus.DONE, site.run("status", "--json").status());
    }
  }

  @Test
  void anOrderThatWaitsForTheJournalDelaysNoLook() throws Exception {
    try (LocalSite site = new LocalSite(folder, Duration.ofMillis(500))) {
      site.sink.hold();
      Result order =
          assertTimeoutPreemptively(
              PATIENCE, () -> site.run("suspend", "erp", "--request-id", "night-7"));
      assertTrue(site.sink.isHolding());
      assertEquals(ExitStatus.UNKNOWN, order.status(), order::errors);
      assertTrue(order.errors().contains("ask again with --request-id night-7"), order::errors);
      assertEquals(ExitStatus.DONE, site.run("status", "--json").status());
      site.sink.release();
      assertEquals(ExitStatus.DONE, site.run("suspend", "erp", "--request-id", "night-7").status());
      assertEquals(1, site.sink.orders().size());
    }
  }

  @Test
  void aRequestWithoutEndIsCutOff() throws IOException {
    try (LocalSite site = new LocalSite(folder, Duration.ofSeconds(5));
        SocketChannel channel = connect(site.socket)) {
      channel.write(ByteBuffer.wrap(new byte[2 * LocalClientChannel.LONGEST_REQUEST]));
      String answer = assertTimeoutPreemptively(PATIENCE, () -> readAll(channel));
      assertTrue(answer.contains("a request has at most 4096 bytes"), answer);
    }
  }

  @Test
  void garbageGetsAnAnswerAndChangesNothing() throws IOException {
    try (LocalSite site = new LocalSite(folder, Duration.ofSeconds(5))) {
      Random random = new Random(7);
      List<String> lines =
          new ArrayList<>(
              List.of(
                  "",
                  "{}",
                  "[]",
                  "null",
                  "{\"verb\":\"status\"",
                  "{\"verb\":\"status\"}{}",
                  "{\"verb\":7}",
                  "{\"verb\":{\"verb\":\"status\"}}",
                  "{\"verb\":\"launch\"}",
                  "{\"verb\":\"suspend\",\"pair\":\"erp\"}",
                  "{\"verb\":\"suspend\",\"pair\":\"erp\",\"requestId\":\"a b\"}",
                  "{\"verb\":\"suspend\",\"pair\":\"erp\",\"requestId\":\"a\",\"epoch\":1}",
                  "{\"verb\":\"suspend\",\"pair\":\"" + "x".repeat(200) + "\"}",
                  "[".repeat(3000)));
      for (int count = 0; count < 200; count++) {
        byte[] noise = new byte[1 + random.nextInt(100)];
        random.nextBytes(noise);
        lines.add(new String(noise, StandardCharsets.ISO_8859_1).replace('\n', ' '));
      }
      int audited = 0;
      for (String line : lines) {
        try (SocketChannel channel = connect(site.socket)) {
          channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
          String answer = assertTimeoutPreemptively(PATIENCE, () -> readAll(channel));
          assertTrue(answer.startsWith("{\"error\":"), () -> line + " got " + answer);
          assertTrue(answer.endsWith(",\"exit\":2}\n"), () -> line + " got " + answer);
        }
        audited++;
        assertEquals(audited, site.sink.turnedAway().size(), line);
      }
      assertEquals(List.of(), site.sink.orders());
      String user = System.getProperty("user.name");
      assertTrue(
          site.sink.turnedAway().stream()
              .anyMatch(told -> told.startsWith("erp: " + user + " by cli: suspend: request id")),
          () -> site.sink.turnedAway().toString());
    }
  }

  @Test
  void aLivingAgentsSocketIsNotTakenAndADeadOnesIs() throws IOException {
    try (LocalSite site = new LocalSite(folder, Duration.ofSeconds(5))) {
      IOException refused =
          assertThrows(
              IOException.class, () -> LocalServer.start(site.socket, site.source, site.sink));
      assertTrue(refused.getMessage().startsWith("another agent listens"), refused::getMessage);
      assertEquals(ExitStatus.DONE, site.run("status").status());
    }
    Path socket = folder.resolve("agent.sock");
    try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      killed.bind(UnixDomainSocketAddress.of(socket));
    }
    assertTrue(Files.exists(socket));
    try (LocalSite site = new LocalSite(folder, Duration.ofSeconds(5))) {
      Result result = site.run("events");
      assertEquals(ExitStatus.DONE, result.status(), result::errors);
      assertFalse(result.output().isEmpty());
    }
  }

  private static SocketChannel connect(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
    return channel;
  }

  private static int readAfterEnd(SocketChannel channel) {
    try {
      return channel.read(ByteBuffer.allocate(16));
    } catch (IOException reset) {
      return -1;
    }
  }

  private static String readAll(SocketChannel channel) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    ByteBuffer chunk = ByteBuffer.allocate(4096);
    try {
      while (channel.read(chunk) >= 0) {
        answer.write(chunk.array(), 0, chunk.position());
        chunk.clear();
      }
    } catch (IOException reset) {
      // The server had its answer out and bytes left unread: all that was sent has been read.
      return answer.toString(StandardCharsets.UTF_8);
    }
    return answer.toString(StandardCharsets.UTF_8);
  }
}
