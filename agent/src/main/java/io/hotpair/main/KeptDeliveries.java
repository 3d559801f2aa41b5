package io.hotpair.main;

import io.hotpair.view.Deliveries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * How far deliveries have come, written on a thread of its own: a system disk that hangs must not
 * keep the very notification that says so. What could not be written in time is written later.
 */
final class KeptDeliveries implements Deliveries, AutoCloseable {
  private final Function<String, OptionalLong> read;
  private final BiConsumer<String, Long> write;
  private final Duration patience;
  private final ExecutorService writer;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * Nothing is written yet.
   *
   * @param read gives a target's mark
   * @param write sets it, durable when it returns; may hang
   * @param patience how long a delivery waits for that, if no other write hangs already
   */
  KeptDeliveries(
      Function<String, OptionalLong> read,
      BiConsumer<String, Long> write,
      Duration patience,
      ThreadFactory threads) {
    this.read = read;
    this.write = write;
    this.patience = patience;
    this.writer = Executors.newSingleThreadExecutor(threads);
  }

  @Override
  public OptionalLong reached(String target) {
    return read.apply(target);
  }

  @Override
  public void reached(String target, long sequence) {
    boolean behind = waiting.incrementAndGet() > 1;
    Future<?> kept = writer.submit(() -> keep(target, sequence));
    try {
      kept.get(behind ? 0 : patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException hangs) {
      throw notKept("the state directory does not answer");
    } catch (ExecutionException broken) {
      if (broken.getCause() instanceof UncheckedIOException full) {
        throw full;
      }
      throw notKept(String.valueOf(broken.getCause()));
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      throw notKept("the agent ends");
    }
  }

  private void keep(String target, long sequence) {
    try {
      write.accept(target, sequence);
    } finally {
      waiting.decrementAndGet();
    }
  }

  private static UncheckedIOException notKept(String why) {
    return new UncheckedIOException(new IOException(why));
  }

  @Override
  public void close() {
    writer.shutdown();
  }
}
