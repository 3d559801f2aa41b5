package io.hotpair.heartbeat;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.site.Secret;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Seals beats into datagrams and opens them. Big-endian:
 *
 * <pre>
 *  0  4  "HPHB"                  16  8  challenge, see {@link LifeWindow}
 *  4  1  format version          24  8  answer to the receiver's challenge
 *  5  1  path, by code           32  2  part, from 0
 *  6  1  receiver's node id      34  …  beat, see {@link BeatCodec}
 *  7  1  1 in the last part      end − 32  32  HMAC-SHA-256 of all before
 *  8  8  cluster
 * </pre>
 *
 * <p>A beat whose reports do not fit goes out in parts: datagrams of the same sequence, each a
 * whole beat with some of the reports; see {@link Parts}. Receiver and path are inside what the tag
 * covers, so that a datagram can't be redirected to a third node, or make a dead path look alive.
 *
 * <p>Opening trusts nothing before the tag was checked, allocates nothing by a length it reads, and
 * throws nothing. Not for two threads at once.
 */
final class DatagramCodec {
  /** The longest datagram: with UDP, IPv6 and a tunnel's header still inside 1500 bytes. */
  static final int LARGEST = 1400;

  private static final int MAGIC = 0x48504842;
  private static final byte VERSION = 1;
  private static final int LAST_AT = 7;
  private static final int HEADER = 34;
  private static final int SMALLEST = HEADER + 61 + Authenticator.TAG;

  private final Authenticator authenticator;
  private final BeatCodec beats = new BeatCodec();
  private final long cluster;
  private final PathKind path;
  private final int self;

  /**
   * @param self this node's id
   */
  DatagramCodec(Secret clusterKey, String cluster, PathKind path, int self) {
    this.authenticator = Authenticator.forDatagrams(clusterKey, cluster);
    this.cluster = Authenticator.identity(cluster);
    this.path = path;
    this.self = self;
  }

  /**
   * Makes one datagram.
   *
   * @param from the first report to carry
   * @param into an array-backed buffer of {@link #LARGEST} bytes; cleared, filled and flipped
   * @return the first report that did not fit; the number of reports if all did
   */
  int seal(Beat beat, int from, int part, int receiver, Proof proof, ByteBuffer into) {
    into.clear().limit(LARGEST - Authenticator.TAG);
    into.putInt(MAGIC).put(VERSION).put((byte) path.code()).put((byte) receiver).put((byte) 0);
    into.putLong(cluster).putLong(proof.challenge()).putLong(proof.answer()).putShort((short) part);
    int next = beats.encode(beat, from, into);
    into.put(LAST_AT, (byte) (next == beat.reports().size() ? 1 : 0));
    int length = into.position();
    into.limit(length + Authenticator.TAG);
    authenticator.sign(into.array(), length, length);
    into.position(0);
    return next;
  }

  /**
   * Opens a datagram.
   *
   * @param bytes holds it from index 0
   * @param length its length; what a reader could not take in full counts as too long
   */
  Opened open(byte[] bytes, int length) {
    if (length < SMALLEST || length > LARGEST) {
      return new Opened.Rejected(Rejection.LENGTH);
    }
    ByteBuffer from = ByteBuffer.wrap(bytes, 0, length - Authenticator.TAG);
    if (from.getInt() != MAGIC) {
      return new Opened.Rejected(Rejection.NOT_OURS);
    }
    if (from.get() != VERSION) {
      return new Opened.Rejected(Rejection.VERSION);
    }
    int forPath = from.get();
    int receiver = Byte.toUnsignedInt(from.get());
    int last = from.get();
    if (from.getLong() != cluster) {
      return new Opened.Rejected(Rejection.OTHER_CLUSTER);
    }
    if (!authenticator.verify(bytes, length - Authenticator.TAG, length - Authenticator.TAG)) {
      return new Opened.Rejected(Rejection.AUTHENTICATION);
    }
    if (forPath != path.code() || receiver != self) {
      return new Opened.Rejected(Rejection.OTHER_RECEIVER);
    }
    Proof proof = new Proof(from.getLong(), from.getLong());
    int part = Short.toUnsignedInt(from.getShort());
    Optional<Beat> beat = (last & ~1) == 0 ? BeatCodec.decode(from) : Optional.empty();
    return beat.isPresent()
        ? new Opened.Accepted(beat.get(), part, last == 1, proof)
        : new Opened.Rejected(Rejection.MALFORMED);
  }

  /**
   * What proves to the receiver that the sender's life is the present one.
   *
   * @param challenge a number that the receiver is asked to send back; never 0
   * @param answer the receiver's own challenge as last heard; 0 if none was
   */
  record Proof(long challenge, long answer) {}

  /** What came of opening a datagram. */
  sealed interface Opened {
    /** Authentic and whole; whether it is fresh is the window's question. */
    record Accepted(Beat beat, int part, boolean last, Proof proof) implements Opened {}

    /** Dropped. */
    record Rejected(Rejection why) implements Opened {}
  }
}
