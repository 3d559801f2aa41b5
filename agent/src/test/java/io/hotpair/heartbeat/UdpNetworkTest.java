package io.hotpair.heartbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairReport;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.site.Secret;
import io.hotpair.core.model.site.Site;
import io.hotpair.port.HeartbeatPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real sockets on the loopback device. */
final class UdpNetworkTest {
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  // Slow enough that no socket's buffer overflows, however busy the machine is.
  private static final Duration POLL = Duration.ofMillis(2);

  private final List<Node> started = new ArrayList<>();
  private final int port = freePort();

  /** One node's socket, reader thread and life. */
  private final class Node implements HeartbeatPath.Receiver {
    final BlockingQueue<Beat> heard = new LinkedBlockingQueue<>();
    final UdpNetwork network;
    final HeartbeatPath path;
    final Thread reader;
    final int id;
    final long boot;
    long sequence;

    Node(Site site, NodeName name, long boot) throws IOException {
      this.id = site.nodes().get(name).id();
      this.boot = boot;
      network = UdpNetwork.open(site, name, PathKind.PRIVATE, this, System::nanoTime);
      path = network.paths().getFirst();
      reader = Thread.ofPlatform().start(network);
      started.add(this);
    }

    @Override
    public void heard(NodeName peer, PathKind kind, Beat beat, long receivedNanos) {
      assertEquals(path.peer(), peer);
      assertEquals(PathKind.PRIVATE, kind);
      heard.add(beat);
    }

    boolean send() {
      return path.send(TestSite.beat(id, boot, ++sequence, TestSite.report("erp")));
    }

    /** Waits for one beat of one life; what came before it is dropped. */
    Beat hear(long life, long number) throws InterruptedException {
      long end = System.nanoTime() + DEADLINE.toNanos();
      while (true) {
        Beat beat = heard.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        assertNotNull(beat, "beat " + number + " of life " + life + " was not heard");
        if (beat.boot().value() == life && beat.sequence() == number) {
          return beat;
        }
      }
    }

    void stop() throws InterruptedException {
      network.close();
      reader.join(DEADLINE);
      assertFalse(reader.isAlive(), "close must end the reader");
    }
  }

  @AfterEach
  void stopAll() throws InterruptedException {
    for (Node node : started) {
      node.stop();
    }
  }

  @Test
  void twoNodesHearEachOther() throws Exception {
    Node blade = new Node(TestSite.onPort(port), TestSite.BLADE, 5);
    Node guest = new Node(TestSite.onPort(port), TestSite.GUEST, 6);
    meet(blade, guest);
    assertTrue(guest.send());
    assertEquals(
        TestSite.beat(2, 6, guest.sequence, TestSite.report("erp")), blade.hear(6, guest.sequence));
    assertEquals(guest.sequence, guest.path.counters().sent());
    assertEquals(0, blade.path.counters().rejected(), "a start is no attack");
    assertEquals(0, guest.path.counters().rejected(), "a start is no attack");
  }

  @Test
  void manyPairsAreHeardAsOneBeat() throws Exception {
    Node blade = new Node(TestSite.onPort(port), TestSite.BLADE, 5);
    Node guest = new Node(TestSite.onPort(port), TestSite.GUEST, 6);
    meet(blade, guest);
    PairReport[] reports =
        IntStream.range(0, 100).mapToObj(i -> TestSite.report("p" + i)).toArray(PairReport[]::new);
    long sentBefore = guest.path.counters().sent();
    Beat beat = TestSite.beat(2, 6, ++guest.sequence, reports);
    assertTrue(guest.path.send(beat));
    assertTrue(guest.path.counters().sent() - sentBefore > 1, "one datagram can't hold them");
    assertEquals(beat, blade.hear(6, guest.sequence));
  }

  @Test
  void aRestartedPeerIsHeardAgain() throws Exception {
    Node blade = new Node(TestSite.onPort(port), TestSite.BLADE, 5);
    Node guest = new Node(TestSite.onPort(port), TestSite.GUEST, 6);
    meet(blade, guest);
    guest.stop();
    Node reborn = new Node(TestSite.onPort(port), TestSite.GUEST, 7);
    meet(blade, reborn);
    assertTrue(reborn.send());
    assertEquals(7, blade.hear(7, reborn.sequence).boot().value());
    assertEquals(0, blade.path.counters().rejected());
  }

  @Test
  void strangersAndGarbageAreCountedAndNothingElse() throws Exception {
    Node blade = new Node(TestSite.onPort(port), TestSite.BLADE, 5);
    Random random = new Random(5);
    byte[] noise = new byte[65_000];
    random.nextBytes(noise);
    sendFrom(TestSite.GUEST_ADDRESS, port, noise, 65_000);
    sendFrom(TestSite.GUEST_ADDRESS, port, noise, 200);
    sendFrom(TestSite.GUEST_ADDRESS, port, noise, 0);
    sendFrom(TestSite.GUEST_ADDRESS, 0, noise, 200);
    sendFrom("127.0.61.3", port, noise, 200);
    await(() -> blade.path.counters().rejected() == 3 && blade.network.strangers() == 2);
    assertEquals(2, blade.network.refused(), "noise from the peer's address is no forgery");
    assertEquals(
        Map.of(Rejection.LENGTH, 2L, Rejection.NOT_OURS, 1L),
        blade.network.rejections(TestSite.GUEST));
    Node guest = new Node(TestSite.onPort(port), TestSite.GUEST, 6);
    meet(blade, guest);
  }

  @Test
  void anotherClusterKeyIsNotHeard() throws Exception {
    Node blade = new Node(TestSite.onPort(port), TestSite.BLADE, 5);
    Node guest = new Node(TestSite.onPort(port, new Secret(new byte[32])), TestSite.GUEST, 6);
    guest.send();
    blade.send();
    await(() -> blade.path.counters().rejected() == 1 && guest.path.counters().rejected() == 1);
    assertEquals(Map.of(Rejection.AUTHENTICATION, 1L), blade.network.rejections(TestSite.GUEST));
    assertEquals(1, blade.network.refused());
    assertTrue(blade.heard.isEmpty() && guest.heard.isEmpty());
  }

  @Test
  void aReplayedDatagramIsCountedAndNotHeard() throws Exception {
    Node blade = new Node(TestSite.onPort(port), TestSite.BLADE, 5);
    byte[] recorded;
    try (DatagramSocket wire = socket(TestSite.GUEST_ADDRESS, port)) {
      Site site = TestSite.onPort(port);
      var codec = new DatagramCodec(site.clusterKey(), site.cluster(), PathKind.PRIVATE, 2);
      var buffer = ByteBuffer.allocate(DatagramCodec.LARGEST);
      blade.send();
      DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
      wire.setSoTimeout((int) DEADLINE.toMillis());
      wire.receive(packet);
      var opened = (DatagramCodec.Opened.Accepted) codec.open(packet.getData(), packet.getLength());
      var proof = new DatagramCodec.Proof(99, opened.proof().challenge());
      codec.seal(TestSite.beat(2, 6, 1), 0, 0, 1, proof, buffer);
      recorded = Arrays.copyOf(buffer.array(), buffer.remaining());
    }
    sendFrom(TestSite.GUEST_ADDRESS, port, recorded, recorded.length);
    await(() -> blade.path.counters().received() == 1);
    sendFrom(TestSite.GUEST_ADDRESS, port, recorded, recorded.length);
    await(() -> blade.path.counters().rejected() == 1);
    assertEquals(Map.of(Rejection.REPLAY, 1L), blade.network.rejections(TestSite.GUEST));
    assertEquals(1, blade.path.counters().received());
  }

  @Test
  void aPortInUseIsNamed() throws Exception {
    new Node(TestSite.onPort(port), TestSite.BLADE, 5);
    IOException refused =
        assertThrows(IOException.class, () -> new Node(TestSite.onPort(port), TestSite.BLADE, 6));
    assertTrue(
        refused.getMessage().contains(TestSite.BLADE_ADDRESS + " port " + port),
        refused.getMessage());
  }

  private static void meet(Node one, Node other) {
    await(
        () -> {
          one.send();
          other.send();
          return one.heard.stream().anyMatch(beat -> beat.boot().value() == other.boot)
              && other.heard.stream().anyMatch(beat -> beat.boot().value() == one.boot);
        });
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "not within " + DEADLINE.toSeconds() + " s");
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private void sendFrom(String address, int fromPort, byte[] bytes, int length) throws IOException {
    try (DatagramSocket socket = socket(address, fromPort)) {
      socket.send(
          new DatagramPacket(bytes, length, InetAddress.getByName(TestSite.BLADE_ADDRESS), port));
    }
  }

  private static DatagramSocket socket(String address, int port) throws IOException {
    return new DatagramSocket(new InetSocketAddress(address, port));
  }

  private static int freePort() {
    try (DatagramSocket socket = socket(TestSite.BLADE_ADDRESS, 0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
