package io.hotpair.jolokia;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets so many requests at once take what costs: CPU, memory, the journal's disk. Waiting for a
 * client is no part of a turn, so that a slow one takes none.
 */
final class Turns {
  /** How long a request waits for its turn. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Semaphore free;

  Turns(int most) {
    free = new Semaphore(most, true);
  }

  /** No turn came within {@link #PATIENCE}. */
  static final class BusyException extends IOException {
    private static final long serialVersionUID = 1;

    BusyException() {
      super("too many requests are under way");
    }
  }

  /** Does something when its turn has come. */
  <T> T take(Callable<T> work) throws Exception {
    if (!free.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new BusyException();
    }
    try {
      return work.call();
    } finally {
      free.release();
    }
  }
}
