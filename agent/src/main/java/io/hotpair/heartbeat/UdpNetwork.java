package io.hotpair.heartbeat;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.site.Networks;
import io.hotpair.core.model.site.NodeSpec;
import io.hotpair.core.model.site.PairSpec;
import io.hotpair.core.model.site.Site;
import io.hotpair.port.HeartbeatPath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * One network: a socket on this node's address there, which serves every peer. A datagram counts
 * only from the address and port that the site file gives a peer.
 *
 * <p>{@link #run} is the reader: it waits for datagrams and hands fresh beats on, until {@link
 * #close}. The runtime starts it on a thread of its own.
 */
public final class UdpNetwork implements Runnable, AutoCloseable {
  // One byte more than the longest of ours: what fills it is too long, however long it is.
  private static final int RECEIVED = DatagramCodec.LARGEST + 1;

  // Between two attempts to read from a socket that answers with errors, in nanoseconds.
  private static final long PAUSE_AFTER_ERROR = 10_000_000;

  private final PathKind kind;
  private final DatagramChannel channel;
  private final Selector selector;
  private final DatagramCodec opener;
  private final Map<SocketAddress, UdpPath> byAddress = new HashMap<>();
  private final HeartbeatPath.Receiver receiver;
  private final LongSupplier clock;
  private final AtomicLong strangers = new AtomicLong();
  private final AtomicLong readErrors = new AtomicLong();

  private UdpNetwork(
      PathKind kind,
      DatagramChannel channel,
      Selector selector,
      DatagramCodec opener,
      HeartbeatPath.Receiver receiver,
      LongSupplier clock) {
    this.kind = kind;
    this.channel = channel;
    this.selector = selector;
    this.opener = opener;
    this.receiver = receiver;
    this.clock = clock;
  }

  /**
   * Opens a node's socket on one network, with a path to each node that it shares a pair with.
   *
   * @param kind {@link PathKind#PRIVATE} or {@link PathKind#PUBLIC}
   * @param receiver where heard beats go
   * @param clock nanoseconds of the monotonic clock
   * @throws IOException if the address and port can't be bound; says which and why
   */
  public static UdpNetwork open(
      Site site, NodeName self, PathKind kind, HeartbeatPath.Receiver receiver, LongSupplier clock)
      throws IOException {
    NodeSpec own = site.nodes().get(self);
    InetSocketAddress address = address(own, kind, site.networks());
    UdpPath.Local local = new UdpPath.Local(site.clusterKey(), site.cluster(), kind, own.id());
    DatagramChannel channel = bind(kind, address);
    UdpNetwork network;
    try {
      Selector selector = Selector.open();
      channel.register(selector, SelectionKey.OP_READ);
      network = new UdpNetwork(kind, channel, selector, local.codec(), receiver, clock);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    LongSupplier random = new SecureRandom()::nextLong;
    for (NodeName peer : peers(site, self)) {
      NodeSpec spec = site.nodes().get(peer);
      InetSocketAddress theirs = address(spec, kind, site.networks());
      network.byAddress.put(
          theirs, new UdpPath(new UdpPath.Peer(peer, spec.id(), theirs), local, channel, random));
    }
    return network;
  }

  private static DatagramChannel bind(PathKind kind, InetSocketAddress address) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.configureBlocking(false);
      channel.bind(address);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw new IOException(
          "heartbeat on the "
              + kind.label()
              + " network: cannot bind UDP "
              + address.getAddress().getHostAddress()
              + " port "
              + address.getPort()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private static List<NodeName> peers(Site site, NodeName self) {
    return site.pairs().values().stream()
        .filter(pair -> pair.includes(self))
        .map((PairSpec pair) -> pair.peerOf(self))
        .distinct()
        .toList();
  }

  private static InetSocketAddress address(NodeSpec node, PathKind kind, Networks networks) {
    int port =
        switch (kind) {
          case PRIVATE -> networks.privatePort();
          case PUBLIC -> networks.publicPort();
          case DISK -> throw new IllegalArgumentException("the disk is no network");
        };
    String literal = node.addresses().get(kind);
    if (literal == null) {
      throw new IllegalArgumentException(
          "node " + node.name() + " has no address on the " + kind.label() + " network");
    }
    // No name may stand here: a lookup could block, and change what a node's address is.
    return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
  }

  /** Which network. */
  public PathKind kind() {
    return kind;
  }

  /** The paths, one for each peer. */
  public List<HeartbeatPath> paths() {
    return new ArrayList<>(byAddress.values());
  }

  /** Datagrams from addresses that no peer has, since the agent's start. */
  public long strangers() {
    return strangers.get();
  }

  /** Datagrams of strangers, or made with another cluster key, since the agent's start. */
  public long refused() {
    long forged =
        byAddress.values().stream()
            .mapToLong(path -> path.rejections().getOrDefault(Rejection.AUTHENTICATION, 0L))
            .sum();
    return strangers.get() + forged;
  }

  /** Failed reads of the socket, since the agent's start. */
  public long readErrors() {
    return readErrors.get();
  }

  /** What the path to a peer dropped, by cause; causes that never occurred are missing. */
  public Map<Rejection, Long> rejections(NodeName peer) {
    return byAddress.values().stream()
        .filter(path -> path.peer().equals(peer))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(peer + " is no peer on this network"))
        .rejections();
  }

  /** Reads until {@link #close}. An exception of the receiver ends it, and is passed on. */
  @Override
  public void run() {
    ByteBuffer datagram = ByteBuffer.allocate(RECEIVED);
    while (channel.isOpen()) {
      try {
        selector.select();
        selector.selectedKeys().clear();
        readAll(datagram);
      } catch (ClosedChannelException | ClosedSelectorException e) {
        return;
      } catch (IOException e) {
        readErrors.incrementAndGet();
        LockSupport.parkNanos(PAUSE_AFTER_ERROR);
      }
    }
  }

  private void readAll(ByteBuffer datagram) throws IOException {
    SocketAddress from = channel.receive(datagram.clear());
    while (from != null) {
      long receivedNanos = clock.getAsLong();
      UdpPath path = byAddress.get(from);
      if (path == null) {
        strangers.incrementAndGet();
      } else {
        Optional<Beat> beat = path.receive(opener.open(datagram.array(), datagram.position()));
        if (beat.isPresent()) {
          receiver.heard(path.peer(), kind, beat.get(), receivedNanos);
        }
      }
      from = channel.receive(datagram.clear());
    }
  }

  /** Closes the socket and ends {@link #run}. */
  @Override
  public void close() {
    try {
      channel.close();
      selector.close();
    } catch (IOException e) {
      // Nothing is left to lose: datagrams may get lost anyway.
      readErrors.incrementAndGet();
    }
  }
}
