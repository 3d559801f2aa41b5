package io.hotpair.port;

import io.hotpair.core.model.Outcome;

/**
 * Blocks of a shared disk, read and written past every cache of this node. Safe for many threads.
 *
 * <p>A call returns when the kernel answers, however late; whoever waits for it keeps the deadline,
 * and takes what has not returned for unknown. An answer that came late is still the truth.
 */
public interface BlockDevice extends AutoCloseable {
  /** Bytes in a block: the largest unit that disks in use write whole. */
  int BLOCK = 4096;

  /** How many blocks one call may read. */
  int MOST_BLOCKS = 64;

  /** Where it lies, for people. */
  String name();

  /**
   * Reads blocks that lie one after the other, in one transfer.
   *
   * <p>{@code Failed}: it can't be read, or ends before; the reason says where and why.
   *
   * @param first 0 or more
   * @param into 1 to {@link #MOST_BLOCKS} times {@link #BLOCK} bytes, of no use unless it
   *     succeeded; each block is whole as somebody wrote it unless a crash or the disk tore it,
   *     which only its content tells
   */
  Outcome<Boolean> read(long first, byte[] into);

  /**
   * The same into an array of its own.
   *
   * @param count 1 to {@link #MOST_BLOCKS}
   * @return {@code count} times {@link #BLOCK} bytes
   */
  default Outcome<byte[]> read(long first, int count) {
    requireRange(first, count);
    byte[] content = new byte[count * BLOCK];
    return switch (read(first, content)) {
      case Outcome.Succeeded<Boolean> _ -> new Outcome.Succeeded<>(content);
      case Outcome.Failed<Boolean>(String reason) -> new Outcome.Failed<>(reason);
      case Outcome.TimedOut<Boolean> late -> new Outcome.TimedOut<>(late.after());
      case Outcome.Unknown<Boolean>(String reason) -> new Outcome.Unknown<>(reason);
    };
  }

  /**
   * Refuses what no disk can be asked to read.
   *
   * @throws IllegalArgumentException if {@code first} or {@code count} is out of its range
   */
  static void requireRange(long first, int count) {
    if (first < 0 || count < 1 || count > MOST_BLOCKS) {
      throw new IllegalArgumentException("block " + first + ", count " + count);
    }
  }

  /**
   * Writes one block. {@code Succeeded}: it is durable, and every later read of any node sees it.
   * {@code Failed}: nothing was sent to the disk, or it refused the write because another node has
   * reserved it: the block is as it was. {@code Unknown}: the disk answered with another error; the
   * block may be old, new or torn.
   *
   * @param content {@link #BLOCK} bytes
   */
  Outcome<Boolean> write(long block, byte[] content);

  @Override
  void close();
}
