package io.hotpair.port;

import io.hotpair.core.model.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Runs other programs: fence agents, resource agents, commands. Safe for many threads. Keeps
 * account of what outlived its kill: what must be told apart, as one resource from another, has an
 * instance of its own.
 */
public interface Processes {
  /** How much of each output stream is kept, in bytes; what follows is read and dropped. */
  int MOST_OUTPUT = 128 * 1024;

  /** The most bytes of input: what a pipe takes at once even when this user has many; pipe(7). */
  int MOST_INPUT = 4096;

  /**
   * Runs a program in a process group of its own and waits for its end. It is over when the program
   * itself has ended: a daemon that it left behind may go on, and may hold its output open.
   *
   * <ul>
   *   <li>{@code Succeeded}: it ended by itself; the status says how.
   *   <li>{@code Failed}: it was never started; the reason names the program and what is wrong.
   *   <li>{@code TimedOut}: the deadline passed; its whole process group was killed with SIGKILL
   *       before this returns. What it did until then is unknown, and so is what it still does: a
   *       process that hangs in the kernel outlives its kill, and {@link #remains} names it.
   *   <li>{@code Unknown}: this thread was interrupted, or the end could not be told; its process
   *       group was killed likewise, and the interrupt stands.
   * </ul>
   *
   * @param command an absolute path and its arguments; never a shell line, never a secret
   * @param environment all of its environment: nothing is inherited
   * @param input what it reads from its standard input, which ends after it, at most {@link
   *     #MOST_INPUT} bytes; may hold secrets and is never logged
   * @param deadline from the call to its end; above 0
   */
  Outcome<Ended> run(
      List<String> command, Map<String, String> environment, byte[] input, Duration deadline);

  /**
   * What was killed and is not gone, one text for each process; empty if no call made here can take
   * effect any more. Does not wait.
   */
  List<String> remains();

  /**
   * How a program ended.
   *
   * @param status its exit status, 0 to 255; 128 + n if signal n ended it
   * @param output the beginning of its standard output, as UTF-8 with bad bytes replaced
   * @param errors the beginning of its standard error, likewise
   */
  record Ended(int status, String output, String errors) {}
}
