package io.hotpair.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Says how far a simulation is: one line that is rewritten on a terminal, else a line now and then.
 */
final class SimulateProgress implements AutoCloseable {
  private static final long ON_TERMINAL_NANOS = 200_000_000L;
  private static final long IN_LOG_NANOS = 10_000_000_000L;
  private static final String REWRITE = "\r\u001b[K";

  private final PrintWriter output;
  private final long many;
  private final LongSupplier failed;
  private final boolean terminal = System.console() != null && System.console().isTerminal();
  private final long begun = System.nanoTime();
  private long last = begun;
  private long done;

  SimulateProgress(PrintWriter output, long many, LongSupplier failed) {
    this.output = output;
    this.many = many;
    this.failed = failed;
  }

  /** Called by any thread after every schedule. */
  synchronized void done(long now) {
    done = Math.max(done, now);
    long nanos = System.nanoTime();
    if (nanos - last >= (terminal ? ON_TERMINAL_NANOS : IN_LOG_NANOS)) {
      last = nanos;
      say(nanos);
    }
  }

  private void say(long nanos) {
    double rate = done * 1e9 / Math.max(1, nanos - begun);
    String line =
        String.format(
            Locale.ROOT,
            "%d of %d schedules, %.0f a second, %s to go, %d broke something",
            done,
            many,
            rate,
            People.duration((long) ((many - done) / rate * 1000)),
            failed.getAsLong());
    output.print(terminal ? REWRITE + line : line + System.lineSeparator());
    output.flush();
  }

  @Override
  public synchronized void close() {
    say(System.nanoTime());
    if (terminal) {
      output.println();
    }
  }
}
