package io.hotpair.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A log that nobody reads holds nobody up. */
final class LogStreamTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void whoeverWritesNeverWaitsAndWhatWasDroppedIsCounted() throws InterruptedException {
    Journal journal = new Journal();
    LogStream log = new LogStream(journal, 3);
    write(log, "one\n");
    // From now on the journal hangs with the first line, and three fit into the queue.
    journal.begun.await();
    for (int line = 2; line <= 9; line++) {
      write(log, line + "\n");
    }
    assertFalse(log.drain(Duration.ZERO));

    journal.readsAgain.countDown();

    assertTrue(log.drain(LONG));
    assertEquals(
        "one\nhotpair: 5 lines of this log were dropped: nobody read it\n2\n3\n4\n",
        journal.text());
  }

  @Test
  void whatIsPrintedComesOutWholeAndInOrder() throws InterruptedException {
    Journal journal = new Journal();
    journal.readsAgain.countDown();
    LogStream log = new LogStream(journal, 100);
    try (PrintStream printed = new PrintStream(log, true, StandardCharsets.UTF_8)) {
      printed.println("größer");
      printed.write('x');
      printed.println();
      assertTrue(log.drain(LONG));
    }
    assertEquals("größer\nx\n", journal.text());
  }

  private static void write(LogStream log, String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    log.write(bytes, 0, bytes.length);
  }

  /** Takes nothing until it is let. */
  private static final class Journal extends OutputStream {
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch readsAgain = new CountDownLatch(1);
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    @Override
    public void write(int one) {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      begun.countDown();
      try {
        readsAgain.await();
      } catch (InterruptedException end) {
        Thread.currentThread().interrupt();
      }
      read.write(bytes, from, length);
    }

    String text() {
      return read.toString(StandardCharsets.UTF_8);
    }
  }
}
