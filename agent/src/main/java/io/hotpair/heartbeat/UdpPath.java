package io.hotpair.heartbeat;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.site.Secret;
import io.hotpair.port.HeartbeatPath;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * The way to one peer over one network. The deciding thread sends; the network's reader hands in
 * what came from the peer's address.
 */
final class UdpPath implements HeartbeatPath {
  private static final Rejection[] REJECTIONS = Rejection.values();

  private final NodeName peer;
  private final int peerId;
  private final PathKind kind;
  private final InetSocketAddress address;
  private final DatagramChannel channel;
  private final DatagramCodec sealer;
  private final LifeWindow window;
  private final Parts parts = new Parts();
  private final ByteBuffer datagram = ByteBuffer.allocate(DatagramCodec.LARGEST);

  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong sendErrors = new AtomicLong();
  private final AtomicLong received = new AtomicLong();
  private final AtomicLongArray rejected = new AtomicLongArray(REJECTIONS.length);

  /** The peer at its address, and what this node needs to talk to it. */
  UdpPath(Peer peer, Local local, DatagramChannel channel, LongSupplier random) {
    this.peer = peer.name();
    this.peerId = peer.id();
    this.address = peer.address();
    this.kind = local.kind();
    this.channel = channel;
    this.sealer = local.codec();
    this.window = new LifeWindow(random);
  }

  @Override
  public NodeName peer() {
    return peer;
  }

  @Override
  public PathKind kind() {
    return kind;
  }

  @Override
  public boolean send(Beat beat) {
    boolean taken = true;
    int next = 0;
    int part = 0;
    do {
      next = sealer.seal(beat, next, part, peerId, window.proof(), datagram);
      taken &= send();
      part++;
    } while (next < beat.reports().size());
    return taken;
  }

  private boolean send() {
    try {
      // Not blocking: 0 says that the system's buffer is full.
      if (channel.send(datagram, address) > 0) {
        sent.incrementAndGet();
        return true;
      }
    } catch (IOException e) {
      // No route, no address, interface down: the path's verdict comes from the peer's silence.
    }
    sendErrors.incrementAndGet();
    return false;
  }

  /** Judges a datagram from the peer's address; the reader thread's. */
  Optional<Beat> receive(DatagramCodec.Opened opened) {
    return switch (opened) {
      case DatagramCodec.Opened.Rejected(Rejection why) -> reject(why);
      case DatagramCodec.Opened.Accepted accepted -> admit(accepted);
    };
  }

  private Optional<Beat> admit(DatagramCodec.Opened.Accepted accepted) {
    Beat beat = accepted.beat();
    if (beat.sender() != peerId) {
      return reject(Rejection.OTHER_SENDER);
    }
    return switch (window.admit(beat.boot(), beat.sequence(), accepted.part(), accepted.proof())) {
      case FRESH -> {
        received.incrementAndGet();
        yield parts.add(beat, accepted.part(), accepted.last());
      }
      case INTRODUCTION -> Optional.empty();
      case REPLAY -> reject(Rejection.REPLAY);
      case UNPROVEN -> reject(Rejection.UNPROVEN_LIFE);
    };
  }

  private Optional<Beat> reject(Rejection why) {
    rejected.incrementAndGet(why.ordinal());
    return Optional.empty();
  }

  @Override
  public Counters counters() {
    long dropped = 0;
    for (Rejection why : REJECTIONS) {
      dropped += rejected.get(why.ordinal());
    }
    return new Counters(sent.get(), received.get(), dropped, sendErrors.get());
  }

  /** What was dropped, by cause; causes that never occurred are missing. */
  Map<Rejection, Long> rejections() {
    Map<Rejection, Long> counts = new EnumMap<>(Rejection.class);
    for (Rejection why : REJECTIONS) {
      long count = rejected.get(why.ordinal());
      if (count > 0) {
        counts.put(why, count);
      }
    }
    return Collections.unmodifiableMap(counts);
  }

  /** The peer at the other end. */
  record Peer(NodeName name, int id, InetSocketAddress address) {}

  /** This node at this end. */
  record Local(Secret clusterKey, String cluster, PathKind kind, int id) {
    /** A codec for one thread. */
    DatagramCodec codec() {
      return new DatagramCodec(clusterKey, cluster, kind, id);
    }
  }
}
