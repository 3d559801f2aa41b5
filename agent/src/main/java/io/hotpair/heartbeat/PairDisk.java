package io.hotpair.heartbeat;

import io.hotpair.core.model.BootId;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.PairSpec;
import io.hotpair.core.model.site.Site;
import io.hotpair.port.BlockDevice;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * The small disk, or the beginning of one, on which the two nodes of a pair write to each other. In
 * blocks of 4096 bytes:
 *
 * <pre>
 *      preferred  other
 *  0                      header: the pair, its nodes; the same bytes whoever writes it
 *      1, 2       5, 6    beat, two copies
 *      3, 4       7, 8    epoch record, two copies
 *  9 … 63                 unused
 * </pre>
 *
 * <p>Each node writes its own blocks only. The copies are written in turn, by the sequence's lowest
 * bit, so that the last word stays readable while the next is written, and when that is torn.
 *
 * <p>Before the first write the disk must be blank, or ours: with all of its first 64 blocks zero,
 * where partition tables, file systems, volume managers and RAID members have their labels. On
 * anything else nothing is ever written. Safe for many threads.
 */
public final class PairDisk {
  /** The least size, in bytes. */
  public static final int LEAST_SIZE = BlockDevice.MOST_BLOCKS * BlockDevice.BLOCK;

  private static final int USED_BLOCKS = 9;
  private static final int BLOCKS_OF_A_NODE = 4;
  private static final Flaw[] FLAWS = Flaw.values();

  // The header is older than any life: both nodes may write it, in the same instant too.
  private static final BootId HEADER_BOOT = new BootId(1);

  private final BlockDevice device;
  private final BlockCodec codec;
  private final PairSpec pair;
  private final int selfId;
  private final int peerId;
  private final int selfPlace;
  private final byte[] header;
  private final AtomicLongArray flaws = new AtomicLongArray(FLAWS.length);
  // Read into over and over: a look is made in every audit period, by one thread or two.
  private final AtomicReference<byte[]> spare = new AtomicReference<>();
  private volatile boolean labelled;

  /** The disk of one pair as one of its nodes uses it. */
  public PairDisk(Site site, PairSpec pair, NodeName self, BlockDevice device) {
    this.device = device;
    this.pair = pair;
    this.codec = new BlockCodec(site.clusterKey(), site.cluster(), pair.name());
    this.selfId = site.nodes().get(self).id();
    this.peerId = site.nodes().get(pair.peerOf(self)).id();
    this.selfPlace = pair.preferred().equals(self) ? 0 : 1;
    this.header = header(site);
  }

  private byte[] header(Site site) {
    ByteBuffer content = ByteBuffer.allocate(BlockCodec.MOST_CONTENT);
    content.put((byte) site.nodes().get(pair.preferred()).id());
    content.put((byte) site.nodes().get(pair.other()).id());
    content.put(pair.name().value().getBytes(StandardCharsets.UTF_8));
    return codec.seal(0, HEADER_BOOT, 1, content.flip());
  }

  /** The pair. */
  PairSpec pair() {
    return pair;
  }

  /** This node's id. */
  int selfId() {
    return selfId;
  }

  /** The peer's id. */
  int peerId() {
    return peerId;
  }

  /** How many flawed blocks were met since the agent's start, by flaw; missing if none. */
  public Map<Flaw, Long> flaws() {
    Map<Flaw, Long> counts = new EnumMap<>(Flaw.class);
    for (Flaw flaw : FLAWS) {
      if (flaws.get(flaw.ordinal()) > 0) {
        counts.put(flaw, flaws.get(flaw.ordinal()));
      }
    }
    return Collections.unmodifiableMap(counts);
  }

  void count(Flaw flaw) {
    flaws.incrementAndGet(flaw.ordinal());
  }

  /**
   * Reads all in one transfer. {@code Failed} if the disk can't be read, or is not this pair's.
   *
   * @param use makes of the blocks what is wanted of them; they are not to be kept
   */
  <T> Outcome<T> read(Function<Blocks, Outcome<T>> use) {
    byte[] kept = spare.getAndSet(null);
    byte[] blocks = kept == null ? new byte[USED_BLOCKS * BlockDevice.BLOCK] : kept;
    Outcome<T> outcome =
        switch (device.read(0, blocks)) {
          case Outcome.Succeeded<Boolean> _ -> check(blocks, use);
          case Outcome.Failed<Boolean>(String reason) -> new Outcome.Failed<>(reason);
          case Outcome.TimedOut<Boolean> timedOut -> new Outcome.TimedOut<>(timedOut.after());
          case Outcome.Unknown<Boolean>(String reason) -> new Outcome.Failed<>(reason);
        };
    spare.set(blocks);
    return outcome;
  }

  private <T> Outcome<T> check(byte[] blocks, Function<Blocks, Outcome<T>> use) {
    if (isOurs(blocks) || isUnused(blocks)) {
      return use.apply(new Blocks(blocks));
    }
    return new Outcome.Failed<>(notOurs(blocks));
  }

  private boolean isOurs(byte[] blocks) {
    boolean ours = Arrays.equals(blocks, 0, BlockDevice.BLOCK, header, 0, BlockDevice.BLOCK);
    if (ours) {
      labelled = true;
    }
    return ours;
  }

  // A header torn at the very first write leaves the rest blank: the disk is still nobody's.
  private boolean isUnused(byte[] blocks) {
    for (int at = BlockDevice.BLOCK; at < blocks.length; at += BlockDevice.BLOCK) {
      if (!BlockCodec.isBlank(blocks, at)) {
        return false;
      }
    }
    return switch (codec.open(blocks, 0, 0)) {
      case BlockCodec.Opened.Blank() -> true;
      case BlockCodec.Opened.Flawed(Flaw flaw) -> flaw == Flaw.TORN;
      case BlockCodec.Opened.Content _ -> false;
    };
  }

  private String notOurs(byte[] blocks) {
    String found =
        switch (codec.open(blocks, 0, 0)) {
          case BlockCodec.Opened.Blank() -> "the first is blank, but others are not";
          case BlockCodec.Opened.Flawed(Flaw flaw) ->
              switch (flaw) {
                case NOT_OURS -> "something that is not Hotpair's";
                case TORN -> "a damaged header of Hotpair's";
                case VERSION -> "a header of another version of Hotpair";
                case OTHER_CLUSTER -> "the beats of another cluster";
                case OTHER_PAIR -> "the beats of another pair";
                case AUTHENTICATION -> "a header made with another cluster key";
                case MISPLACED, MALFORMED -> "a header that makes no sense";
              };
          case BlockCodec.Opened.Content _ -> "the beats of this pair, but of other nodes";
        };
    return device.name()
        + " holds "
        + found
        + "; allowed are the beats of pair "
        + pair.name()
        + ", or a blank disk, whose first "
        + LEAST_SIZE
        + " bytes are zero";
  }

  /**
   * Writes one of this node's own copies.
   *
   * @param sequence one above the newest that was read there
   */
  Outcome<Boolean> write(Kind kind, BootId boot, long sequence, ByteBuffer content) {
    Outcome<Boolean> label = labelled ? new Outcome.Succeeded<>(true) : label();
    if (!label.succeeded()) {
      return label;
    }
    int place = place(selfPlace, kind, (int) (sequence & 1));
    return device.write(place, codec.seal(place, boot, sequence, content));
  }

  private Outcome<Boolean> label() {
    return switch (device.read(0, BlockDevice.MOST_BLOCKS)) {
      case Outcome.Succeeded<byte[]>(byte[] blocks) -> label(blocks);
      case Outcome.Failed<byte[]>(String reason) -> new Outcome.Failed<>(reason);
      case Outcome.TimedOut<byte[]> timedOut -> new Outcome.TimedOut<>(timedOut.after());
      case Outcome.Unknown<byte[]>(String reason) -> new Outcome.Failed<>(reason);
    };
  }

  private Outcome<Boolean> label(byte[] blocks) {
    if (isOurs(blocks)) {
      return new Outcome.Succeeded<>(true);
    }
    if (!isUnused(blocks)) {
      return new Outcome.Failed<>(notOurs(blocks));
    }
    Outcome<Boolean> outcome = device.write(0, header);
    labelled = outcome.succeeded();
    return outcome;
  }

  private static int place(int node, Kind kind, int copy) {
    return 1 + node * BLOCKS_OF_A_NODE + kind.ordinal() * 2 + copy;
  }

  /** What a node writes. */
  enum Kind {
    /** What it says now. */
    BEAT,

    /** What binds it. */
    RECORD
  }

  /** What was read in one transfer. */
  final class Blocks {
    private final byte[] bytes;

    private Blocks(byte[] bytes) {
      this.bytes = bytes;
    }

    Outcome<Optional<BlockCodec.Opened.Content>> own(Kind kind) {
      return newest(selfPlace, kind);
    }

    Outcome<Optional<BlockCodec.Opened.Content>> peers(Kind kind) {
      return newest(1 - selfPlace, kind);
    }

    /**
     * The newer of two copies; empty if none was written. A flawed copy beside a good one is the
     * next word half written: the last word counts. A flawed copy beside a blank one is the first
     * word ever, half written: nothing was said yet. Two flawed copies tell nothing.
     */
    private Outcome<Optional<BlockCodec.Opened.Content>> newest(int node, Kind kind) {
      BlockCodec.Opened.Content newest = null;
      int flawed = 0;
      for (int copy = 0; copy < 2; copy++) {
        int place = place(node, kind, copy);
        switch (codec.open(bytes, place * BlockDevice.BLOCK, place)) {
          case BlockCodec.Opened.Content content -> {
            if (newest == null || content.sequence() > newest.sequence()) {
              newest = content;
            }
          }
          case BlockCodec.Opened.Flawed(Flaw flaw) -> {
            count(flaw);
            flawed++;
          }
          case BlockCodec.Opened.Blank() -> {}
        }
      }
      if (flawed == 2) {
        return new Outcome.Failed<>(
            device.name() + ": both copies of a node's " + kind + " are damaged");
      }
      return new Outcome.Succeeded<>(Optional.ofNullable(newest));
    }
  }
}
