package io.hotpair.heartbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.Fuzz;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.site.Secret;
import io.hotpair.core.model.site.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever comes from a peer's address: each datagram is counted, and the reader lives on. */
final class DatagramFuzzTest {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final int MTU = 1500;
  private static final int BATCH = 32;

  private final Fuzz fuzz = new Fuzz();
  private final AtomicLong heard = new AtomicLong();
  private final AtomicReference<Throwable> thrown = new AtomicReference<>();
  private final ByteBuffer datagram = ByteBuffer.allocate(DatagramCodec.LARGEST);
  private DatagramSocket peer;
  private DatagramSocket stranger;
  private UdpNetwork network;
  private Thread reader;
  private InetSocketAddress target;
  private long sent;
  private long strangers;
  private long authentic;
  private long sequence;
  private byte[] last = {};

  @BeforeEach
  void open() throws IOException {
    stranger = new DatagramSocket(new InetSocketAddress(TestSite.BLADE_ADDRESS, 0));
    peer = new DatagramSocket(new InetSocketAddress(TestSite.GUEST_ADDRESS, 0));
    int port = peer.getLocalPort();
    target = new InetSocketAddress(InetAddress.getByName(TestSite.BLADE_ADDRESS), port);
    network =
        UdpNetwork.open(
            TestSite.onPort(port),
            TestSite.BLADE,
            PathKind.PRIVATE,
            (from, kind, beat, nanos) -> heard.incrementAndGet(),
            System::nanoTime);
    reader =
        Thread.ofPlatform()
            .uncaughtExceptionHandler((thread, failure) -> thrown.set(failure))
            .start(network);
  }

  @AfterEach
  void close() throws InterruptedException {
    network.close();
    reader.join(DEADLINE);
    peer.close();
    stranger.close();
    assertFalse(reader.isAlive(), "close must end the reader");
  }

  @Test
  void nothingIsHeardThatThePeerDidNotSayAndAllIsCounted() throws IOException {
    for (int length = 0; length <= MTU; length++) {
      send(fuzz.bytes(length));
    }
    settle();
    assertEquals(Map.of(), unexpected(EnumSet.of(Rejection.LENGTH, Rejection.NOT_OURS)));
    send(sealed());
    while (fuzz.goesOn()) {
      for (int index = 0; index < 200; index++) {
        send(next(last));
      }
      settle();
    }
    long received = network.paths().getFirst().counters().received();
    long rejected = network.paths().getFirst().counters().rejected();
    assertTrue(heard.get() <= authentic, "heard what nobody with the key has said");
    // Only an authentic datagram can introduce a life, and so be neither heard nor dropped.
    assertTrue(received + rejected <= sent && received + rejected + authentic >= sent);
    Set<Rejection> met = network.rejections(TestSite.GUEST).keySet();
    assertEquals(EnumSet.allOf(Rejection.class), met, "a cause that was never met is not tested");
    fuzz.assertNoGrowth("datagrams " + network.rejections(TestSite.GUEST), sent);
  }

  private Map<Rejection, Long> unexpected(Set<Rejection> expected) {
    Map<Rejection, Long> counts = new EnumMap<>(Rejection.class);
    counts.putAll(network.rejections(TestSite.GUEST));
    counts.keySet().removeAll(expected);
    return counts;
  }

  private byte[] next(byte[] recorded) {
    return switch (fuzz.random.nextInt(10)) {
      case 0 -> fuzz.bytes(fuzz.random.nextInt(MTU + 1));
      case 1 -> recorded.clone();
      case 2 -> Arrays.copyOf(recorded, fuzz.random.nextInt(MTU + 1));
      case 3 -> flipped(recorded);
      case 4 -> sealed("as301", TestSite.KEY, PathKind.PRIVATE, TestSite.BLADE_ID);
      case 5 -> sealed(TestSite.CLUSTER, new Secret(new byte[32]), PathKind.PRIVATE, 1);
      case 6 -> sealed(TestSite.CLUSTER, TestSite.KEY, PathKind.PUBLIC, fuzz.random.nextInt(256));
      case 7 -> resealed(recorded);
      case 8 -> ofVersion(recorded);
      default -> sealed();
    };
  }

  private byte[] ofVersion(byte[] recorded) {
    byte[] changed = recorded.clone();
    changed[4] = (byte) fuzz.random.nextInt(256);
    return changed;
  }

  private byte[] flipped(byte[] recorded) {
    byte[] changed = recorded.clone();
    fuzz.flipBits(changed, 0, changed.length);
    return changed;
  }

  /** Any content and any length under a tag that is right: what a faulty peer could send. */
  private byte[] resealed(byte[] recorded) {
    int signed = recorded.length - Authenticator.TAG - fuzz.random.nextInt(20);
    byte[] changed = Arrays.copyOf(recorded, signed + Authenticator.TAG);
    // Magic, version and cluster stay: behind them nobody checks before the tag.
    int first = fuzz.random.nextBoolean() ? 16 : 34;
    fuzz.flipBits(changed, first, signed);
    Authenticator.forDatagrams(TestSite.KEY, TestSite.CLUSTER).sign(changed, signed, signed);
    authentic++;
    return changed;
  }

  private byte[] sealed() {
    last = sealed(TestSite.CLUSTER, TestSite.KEY, PathKind.PRIVATE, TestSite.BLADE_ID);
    return last;
  }

  private byte[] sealed(String cluster, Secret key, PathKind kind, int receiver) {
    Site site = TestSite.onPort(target.getPort(), key);
    DatagramCodec codec = new DatagramCodec(site.clusterKey(), cluster, kind, TestSite.GUEST_ID);
    long boot = 1 + fuzz.random.nextInt(3);
    int sender = fuzz.random.nextInt(8) == 0 ? 3 : TestSite.GUEST_ID;
    var proof = new DatagramCodec.Proof(fuzz.random.nextLong() | 1, answer());
    codec.seal(
        TestSite.beat(sender, boot, ++sequence, TestSite.largestReport("erp")),
        0,
        0,
        receiver,
        proof,
        datagram);
    return Arrays.copyOf(datagram.array(), datagram.remaining());
  }

  /** The challenge of this node as it last told its peer, or one that it never gave. */
  private long answer() {
    return challenge().filter(known -> fuzz.random.nextBoolean()).orElse(fuzz.random.nextLong());
  }

  private Optional<Long> challenge() {
    try {
      network.paths().getFirst().send(TestSite.beat(TestSite.BLADE_ID, 5, ++sequence));
      DatagramPacket packet = new DatagramPacket(new byte[2 * MTU], 2 * MTU);
      peer.setSoTimeout((int) DEADLINE.toMillis());
      peer.receive(packet);
      var codec =
          new DatagramCodec(TestSite.KEY, TestSite.CLUSTER, PathKind.PRIVATE, TestSite.GUEST_ID);
      return codec.open(packet.getData(), packet.getLength())
              instanceof DatagramCodec.Opened.Accepted accepted
          ? Optional.of(accepted.proof().challenge())
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void send(byte[] bytes) throws IOException {
    peer.send(new DatagramPacket(bytes, bytes.length, target));
    sent++;
    if (Arrays.equals(bytes, last)) {
      authentic++;
    }
    if (sent % BATCH == 0) {
      settle();
    }
  }

  /** Waits until the reader has read all: one datagram from a stranger comes behind them. */
  private void settle() throws IOException {
    stranger.send(new DatagramPacket(new byte[1], 1, target));
    strangers++;
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (network.strangers() < strangers) {
      assertTrue(
          reader.isAlive(), () -> "the reader died, seed " + fuzz.seed + ": " + thrown.get());
      assertTrue(System.nanoTime() < end, "the reader does not read on, seed " + fuzz.seed);
      LockSupport.parkNanos(100_000);
    }
    assertEquals(0, network.readErrors());
  }
}
