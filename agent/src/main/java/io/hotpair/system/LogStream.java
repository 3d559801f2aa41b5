package io.hotpair.system;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Standard error for an agent: whoever writes never waits for the reader. A journal that hangs
 * would otherwise hold up the deciding thread with the first full pipe. What finds the queue full
 * is dropped and counted, and the count is written as soon as somebody reads again.
 */
public final class LogStream extends OutputStream {
  private static final int MOST_WAITING = 4096;

  private final OutputStream to;
  private final BlockingQueue<Piece> waiting;
  private final AtomicLong dropped = new AtomicLong();

  /** What waits to be written; {@code written} is counted down when it has been. */
  private record Piece(byte[] bytes, Optional<CountDownLatch> written) {}

  /**
   * A stream; its thread begins now, and ends with the process.
   *
   * @param to where it goes; may hang
   * @param most how many writes may wait; above 0
   */
  LogStream(OutputStream to, int most) {
    this.to = to;
    waiting = new ArrayBlockingQueue<>(most);
    Thread.ofPlatform().daemon().name("log").start(this::writeAll);
  }

  /** Puts itself in the place of this process's standard error. */
  public static LogStream install() {
    LogStream stream = new LogStream(System.err, MOST_WAITING);
    System.setErr(new PrintStream(stream, true, StandardCharsets.UTF_8));
    return stream;
  }

  @Override
  public void write(int one) {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    byte[] copy = Arrays.copyOfRange(bytes, from, from + length);
    if (!waiting.offer(new Piece(copy, Optional.empty()))) {
      dropped.incrementAndGet();
    }
  }

  /**
   * Waits until all that was written before has gone out.
   *
   * @param longest how long at most
   * @return whether it has
   */
  public boolean drain(Duration longest) throws InterruptedException {
    CountDownLatch written = new CountDownLatch(1);
    long until = System.nanoTime() + longest.toNanos();
    Piece last = new Piece(new byte[0], Optional.of(written));
    return waiting.offer(last, longest.toNanos(), TimeUnit.NANOSECONDS)
        && written.await(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
  }

  private void writeAll() {
    try {
      while (true) {
        write(waiting.take());
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(Piece piece) {
    try {
      to.write(piece.bytes());
      to.flush();
      long lost = dropped.getAndSet(0);
      if (lost > 0) {
        String line = "hotpair: " + lost + " lines of this log were dropped: nobody read it\n";
        to.write(line.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException unread) {
      // Whoever read it has gone: there is nobody left to tell.
      dropped.incrementAndGet();
    }
    piece.written().ifPresent(CountDownLatch::countDown);
  }
}
