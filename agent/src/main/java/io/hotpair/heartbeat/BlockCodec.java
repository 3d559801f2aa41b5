package io.hotpair.heartbeat;

import io.hotpair.core.model.BootId;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.site.Secret;
import io.hotpair.port.BlockDevice;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Seals what a node says into blocks of the pair's disk, and opens them. Big-endian:
 *
 * <pre>
 *    0  4  "HPBK"              24  8  writer's boot id
 *    4  1  format version      32  8  sequence: grows with each write of this place
 *    5  1  place on the disk   40  2  length of the content
 *    6  2  0                   42  …  content, then zeros
 *    8  8  cluster           4060  4  CRC-32C (RFC 3720) of all before
 *   16  8  pair              4064 32  HMAC-SHA-256 of header and content
 * </pre>
 *
 * <p>The checksum tells a torn block from a foreign one, the tag keeps out what the cluster key did
 * not make. Safe for many threads.
 */
final class BlockCodec {
  /** The most bytes that a block can carry. */
  static final int MOST_CONTENT = 4060 - 42;

  private static final int MAGIC = 0x4850424b;
  private static final byte VERSION = 1;
  private static final int HEADER = 42;
  private static final int CHECKSUM_AT = BlockDevice.BLOCK - Authenticator.TAG - 4;
  private static final int TAG_AT = BlockDevice.BLOCK - Authenticator.TAG;
  private static final byte[] ZEROS = new byte[BlockDevice.BLOCK];

  private final Authenticator authenticator;
  private final long cluster;
  private final long pair;

  BlockCodec(Secret clusterKey, String cluster, PairName pair) {
    this.authenticator = Authenticator.forBlocks(clusterKey, cluster);
    this.cluster = Authenticator.identity(cluster);
    this.pair = Authenticator.identity(pair.value());
  }

  /**
   * Makes a block.
   *
   * @param place where it will lie: the block's number
   * @param content its rest; at most {@link #MOST_CONTENT} bytes
   */
  synchronized byte[] seal(int place, BootId boot, long sequence, ByteBuffer content) {
    int length = content.remaining();
    if (length > MOST_CONTENT) {
      throw new IllegalArgumentException(length + " bytes do not fit a block");
    }
    byte[] block = new byte[BlockDevice.BLOCK];
    ByteBuffer into = ByteBuffer.wrap(block);
    into.putInt(MAGIC).put(VERSION).put((byte) place).putShort((short) 0);
    into.putLong(cluster).putLong(pair).putLong(boot.value()).putLong(sequence);
    into.putShort((short) length).put(content);
    into.putInt(CHECKSUM_AT, checksum(block, 0));
    authenticator.sign(block, HEADER + length, TAG_AT);
    return block;
  }

  /**
   * Opens one of several blocks.
   *
   * @param blocks what was read
   * @param at where the block begins in it
   * @param place the block's number on the disk
   */
  synchronized Opened open(byte[] blocks, int at, int place) {
    if (isBlank(blocks, at)) {
      return new Opened.Blank();
    }
    ByteBuffer from = ByteBuffer.wrap(blocks, at, BlockDevice.BLOCK).slice();
    if (from.getInt() != MAGIC) {
      return new Opened.Flawed(Flaw.NOT_OURS);
    }
    if (from.getInt(CHECKSUM_AT) != checksum(blocks, at)) {
      return new Opened.Flawed(Flaw.TORN);
    }
    if (from.get() != VERSION) {
      return new Opened.Flawed(Flaw.VERSION);
    }
    int madeFor = Byte.toUnsignedInt(from.get());
    int reserved = from.getShort();
    if (from.getLong() != cluster) {
      return new Opened.Flawed(Flaw.OTHER_CLUSTER);
    }
    if (from.getLong() != pair) {
      return new Opened.Flawed(Flaw.OTHER_PAIR);
    }
    BootId boot = new BootId(from.getLong());
    long sequence = from.getLong();
    int length = Short.toUnsignedInt(from.getShort());
    if (length > MOST_CONTENT) {
      return new Opened.Flawed(Flaw.MALFORMED);
    }
    if (!authenticator.verify(blocks, at, HEADER + length, at + TAG_AT)) {
      return new Opened.Flawed(Flaw.AUTHENTICATION);
    }
    if (madeFor != place) {
      return new Opened.Flawed(Flaw.MISPLACED);
    }
    if (reserved != 0 || sequence <= 0) {
      return new Opened.Flawed(Flaw.MALFORMED);
    }
    // A copy: what was read goes back to be read into again.
    byte[] content = Arrays.copyOfRange(blocks, at + HEADER, at + HEADER + length);
    return new Opened.Content(boot, sequence, ByteBuffer.wrap(content).asReadOnlyBuffer());
  }

  /** Whether a block holds zeros only. */
  static boolean isBlank(byte[] blocks, int at) {
    return Arrays.equals(blocks, at, at + BlockDevice.BLOCK, ZEROS, 0, BlockDevice.BLOCK);
  }

  private static int checksum(byte[] blocks, int at) {
    CRC32C checksum = new CRC32C();
    checksum.update(blocks, at, CHECKSUM_AT);
    return (int) checksum.getValue();
  }

  /** What came of opening a block. */
  sealed interface Opened {
    /** Whole and authentic. */
    record Content(BootId boot, long sequence, ByteBuffer bytes) implements Opened {}

    /** Never written: zeros. */
    record Blank() implements Opened {}

    /** Not to be used. */
    record Flawed(Flaw flaw) implements Opened {}
  }
}
