package io.hotpair.jolokia;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory that all answers take together, from the first byte written to the last byte sent: a
 * client that reads slowly keeps its answer here. The agent ends when its heap does, so nobody may
 * fill it by asking.
 */
final class AnswerRoom {
  /** In bytes. The first piece of an answer is always granted: there is one for each connection. */
  static final int PIECE = 64 * 1_024;

  /** The longest answer, in bytes: all tables of 1,000 pairs have 5,000,000. */
  static final int LONGEST = 6 * 1_024 * 1_024;

  /** What all answers have together beyond their first pieces, in bytes. */
  static final int TOTAL = 12 * 1_024 * 1_024;

  private final Semaphore pieces = new Semaphore(TOTAL / PIECE, true);

  /** The answers of others take what this one needs. */
  static final class FullException extends IOException {
    private static final long serialVersionUID = 1;

    FullException() {
      super("too much is being answered");
    }
  }

  /** Takes one more piece; does not wait. */
  byte[] piece() throws FullException {
    if (!pieces.tryAcquire()) {
      throw new FullException();
    }
    return new byte[PIECE];
  }

  /** Gives pieces back. */
  void release(int count) {
    pieces.release(count);
  }

  /** Waits until an answer of any length may find room; whether it came to that. */
  boolean await(Duration longest) throws InterruptedException {
    int wanted = LONGEST / PIECE;
    if (!pieces.tryAcquire(wanted, longest.toNanos(), TimeUnit.NANOSECONDS)) {
      return false;
    }
    pieces.release(wanted);
    return true;
  }
}
