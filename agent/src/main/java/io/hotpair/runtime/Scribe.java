package io.hotpair.runtime;

import java.io.UncheckedIOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what must outlive a restart, in order, beside everything that decides. */
final class Scribe implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Scribe.class);

  private final LinkedBlockingQueue<Runnable> pages = new LinkedBlockingQueue<>();
  private final AtomicLong failures = new AtomicLong();
  private volatile boolean ended;

  /** Has something written down after all that was asked for before. */
  void write(Runnable page) {
    pages.add(page);
  }

  @Override
  public void run() {
    try {
      while (!ended) {
        perform(pages.take());
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends when all that was asked for before is written. */
  void end() {
    pages.add(() -> ended = true);
  }

  private void perform(Runnable page) {
    try {
      page.run();
    } catch (RuntimeException | Error bug) {
      if (bug instanceof UncheckedIOException full) {
        lost(full);
      } else {
        LOG.error("what should be written down was not, or not told", bug);
      }
    }
  }

  // A full or broken system disk must not stop a pair: what is lost here is history.
  private void lost(UncheckedIOException full) {
    if (failures.incrementAndGet() == 1) {
      LOG.error("the state directory can't be written; history is being lost", full);
    }
  }
}
