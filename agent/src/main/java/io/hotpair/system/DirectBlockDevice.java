package io.hotpair.system;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.BlockDevice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * A block device, or a regular file, opened with O_DIRECT and O_DSYNC: no cache of this node
 * answers a read, and a write is on the medium before it returns (open(2)).
 *
 * <p>It is opened at the first use, and again after an error: a LUN that comes back is found under
 * its name. The old descriptor is left to the garbage collector, because closing it would wait for
 * a call that hangs in it.
 */
public final class DirectBlockDevice implements BlockDevice {
  private static final int POOLED_BLOCKS = 16;
  private static final int MOST_POOLED = 4;

  /** EBADE of Linux: what a block device gives for status RESERVATION CONFLICT. */
  private static final int RESERVED = 52;

  private static final OpenOption DIRECT = direct();

  private final Path path;
  private final ArrayBlockingQueue<ByteBuffer> pool = new ArrayBlockingQueue<>(MOST_POOLED);
  private FileChannel channel;
  private boolean closed;

  // O_DIRECT is a supported option of module jdk.unsupported (JEP 260), but javac warns of every
  // mention of it, and no annotation silences that.
  private static OpenOption direct() {
    String options = "com.sun.nio.file.ExtendedOpenOption";
    try {
      return Arrays.stream(Class.forName(options).getEnumConstants())
          .filter(option -> option.toString().equals("DIRECT"))
          .map(OpenOption.class::cast)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException(options + " has no DIRECT"));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("this Java runtime lacks module jdk.unsupported", e);
    }
  }

  /** O_DIRECT: past the kernel's cache. */
  static OpenOption directOption() {
    return DIRECT;
  }

  /** Names a device; nothing is opened yet. */
  public DirectBlockDevice(Path path) {
    this.path = path;
  }

  /**
   * Creates a regular file of zeros for a demo or a test. Never done by the agent on its own.
   *
   * @param blocks its size
   * @throws FileAlreadyExistsException if there is one already; it is left as it is
   */
  public static DirectBlockDevice create(Path path, int blocks) throws IOException {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
    try (FileChannel created = FileChannel.open(path, options)) {
      ByteBuffer zeros = ByteBuffer.allocate(blocks * BLOCK);
      while (zeros.hasRemaining()) {
        created.write(zeros);
      }
    }
    return new DirectBlockDevice(path);
  }

  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public Outcome<Boolean> read(long first, byte[] into) {
    int count = into.length / BLOCK;
    BlockDevice.requireRange(first, count);
    FileChannel from;
    try {
      from = channel();
    } catch (IOException e) {
      return new Outcome.Failed<>(cannotOpen(e));
    }
    ByteBuffer buffer = take(count);
    try {
      while (buffer.hasRemaining()) {
        int got = from.read(buffer, first * BLOCK + buffer.position());
        // O_DIRECT ends a read at the end of the device, aligned or not.
        if (got <= 0 || buffer.position() % BLOCK != 0) {
          return new Outcome.Failed<>(
              path + " ends before block " + (first + count) + " (" + from.size() + " bytes)");
        }
      }
      buffer.flip().get(into);
      return new Outcome.Succeeded<>(true);
    } catch (IOException e) {
      forget(from);
      return new Outcome.Failed<>("cannot read " + path + ": " + reason(e));
    } finally {
      giveBack(buffer);
    }
  }

  @Override
  public Outcome<Boolean> write(long block, byte[] content) {
    if (block < 0 || content.length != BLOCK) {
      throw new IllegalArgumentException("block " + block + " of " + content.length + " bytes");
    }
    FileChannel to;
    try {
      to = channel();
      if ((block + 1) * BLOCK > to.size()) {
        return new Outcome.Failed<>(
            path + " ends before block " + (block + 1) + " (" + to.size() + " bytes)");
      }
    } catch (IOException e) {
      return new Outcome.Failed<>(cannotOpen(e));
    }
    ByteBuffer buffer = take(1);
    try {
      int put = to.write(buffer.put(content).flip(), block * BLOCK);
      return put == BLOCK
          ? new Outcome.Succeeded<>(true)
          : new Outcome.Unknown<>(path + " took " + put + " bytes of block " + block);
    } catch (IOException e) {
      forget(to);
      return isReserved(e)
          ? new Outcome.Failed<>(path + " refuses this node's writes: it is reserved")
          : new Outcome.Unknown<>("cannot write " + path + ": " + reason(e));
    } finally {
      giveBack(buffer);
    }
  }

  /** The kernel's EBADE: a reservation conflict, so nothing was written. */
  private static boolean isReserved(IOException e) {
    return Kernel.isLinux() && Kernel.error(RESERVED).equals(e.getMessage());
  }

  private synchronized FileChannel channel() throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    if (channel == null || !channel.isOpen()) {
      channel =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DSYNC,
              DIRECT);
    }
    return channel;
  }

  private synchronized void forget(FileChannel failed) {
    if (channel == failed) {
      channel = null;
    }
  }

  private ByteBuffer take(int count) {
    if (count > POOLED_BLOCKS) {
      return aligned(count);
    }
    ByteBuffer pooled = pool.poll();
    return (pooled == null ? aligned(POOLED_BLOCKS) : pooled.clear()).limit(count * BLOCK);
  }

  private void giveBack(ByteBuffer buffer) {
    if (buffer.capacity() == POOLED_BLOCKS * BLOCK) {
      pool.offer(buffer);
    }
  }

  private static ByteBuffer aligned(int count) {
    ByteBuffer buffer = ByteBuffer.allocateDirect((count + 1) * BLOCK).alignedSlice(BLOCK);
    return buffer.limit(count * BLOCK).slice();
  }

  private String cannotOpen(IOException e) {
    return "cannot open " + path + " for direct reading and writing: " + reason(e);
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file or device";
      case AccessDeniedException _ -> "permission denied";
      case ClosedChannelException _ -> "closed";
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }

  @Override
  public synchronized void close() {
    closed = true;
    channel = null;
  }
}
