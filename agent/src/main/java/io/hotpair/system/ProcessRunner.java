package io.hotpair.system;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.Processes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs without a thread of its own. The calling thread, which may be virtual, only ever
 * waits for the program's end with a deadline; output is taken without waiting, so a daemon that
 * keeps it open holds nobody up, and neither does a program that the kernel can't kill.
 */
public final class ProcessRunner implements Processes {
  /** Makes a session, and so a process group, and becomes the program; setsid(1). */
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;
  private static final String SETSID_FAILED = "setsid: failed to execute ";
  private static final Duration SHORTEST_ROUND = Duration.ofMillis(1);
  private static final Duration LONGEST_ROUND = Duration.ofMillis(20);

  /** How long a killed program may take to be gone; one that hangs in the kernel stays longer. */
  private static final Duration KILL_GRACE = Duration.ofMillis(250);

  private final Queue<ProcessTree> killed = new ConcurrentLinkedQueue<>();

  @Override
  public Outcome<Ended> run(
      List<String> command, Map<String, String> environment, byte[] input, Duration deadline) {
    long begin = System.nanoTime();
    check(command, input, deadline);
    Optional<String> obstacle = obstacle(Path.of(command.getFirst()));
    if (obstacle.isPresent()) {
      return new Outcome.Failed<>(obstacle.get());
    }
    Process process;
    try {
      process = start(command, environment);
    } catch (IOException e) {
      return new Outcome.Failed<>(command.getFirst() + " did not start: " + e.getMessage());
    }
    try (Streams streams = new Streams(process)) {
      streams.write(input);
      if (!await(process, streams, begin + deadline.toNanos())) {
        end(process);
        return new Outcome.TimedOut<>(deadline);
      }
      streams.drain();
      return ended(command.getFirst(), process.exitValue(), streams);
    } catch (InterruptedException e) {
      end(process);
      Thread.currentThread().interrupt();
      return new Outcome.Unknown<>(command.getFirst() + " was interrupted");
    }
  }

  private static void check(List<String> command, byte[] input, Duration deadline) {
    if (command.isEmpty() || !Path.of(command.getFirst()).isAbsolute()) {
      throw new IllegalArgumentException(
          "command " + command + ": the first must be an absolute path");
    }
    if (input.length > MOST_INPUT) {
      throw new IllegalArgumentException(
          "input of " + input.length + " bytes: allowed are 0 to " + MOST_INPUT);
    }
    if (!deadline.isPositive()) {
      throw new IllegalArgumentException("deadline " + deadline + ": it must be above 0");
    }
  }

  private static Optional<String> obstacle(Path program) {
    if (!Files.exists(program)) {
      return Optional.of(program + " does not exist");
    }
    if (!Files.isRegularFile(program) || !Files.isExecutable(program)) {
      return Optional.of(program + " is not an executable file");
    }
    return Optional.empty();
  }

  private static Process start(List<String> command, Map<String, String> environment)
      throws IOException {
    List<String> line = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      line.add(SETSID.toString());
    }
    line.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(line).directory(Path.of("/").toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  // Rounds grow longer: a swift program is not slowed, and a slow one costs next to nothing.
  private static boolean await(Process process, Streams streams, long end)
      throws InterruptedException {
    long round = SHORTEST_ROUND.toNanos();
    while (true) {
      long left = end - System.nanoTime();
      if (process.waitFor(Math.min(round, Math.max(left, 0)), TimeUnit.NANOSECONDS)) {
        return true;
      }
      if (left <= 0) {
        return false;
      }
      boolean spoke = streams.drain();
      round = spoke ? SHORTEST_ROUND.toNanos() : Math.min(2 * round, LONGEST_ROUND.toNanos());
    }
  }

  private static Outcome<Ended> ended(String program, int status, Streams streams) {
    String errors = streams.errors();
    if ((status == NOT_FOUND || status == NOT_EXECUTABLE) && errors.startsWith(SETSID_FAILED)) {
      return new Outcome.Failed<>(
          program + " did not start: " + errors.substring(SETSID_FAILED.length()).strip());
    }
    return new Outcome.Succeeded<>(new Ended(status, streams.output(), errors));
  }

  private void end(Process process) {
    ProcessTree tree = ProcessTree.kill(process.toHandle());
    // On the account before the wait: from here on nobody may think that it is gone.
    killed.add(tree);
    long end = System.nanoTime() + KILL_GRACE.toNanos();
    try {
      process.waitFor(KILL_GRACE.toNanos(), TimeUnit.NANOSECONDS);
      while (!remains().isEmpty() && System.nanoTime() < end) {
        TimeUnit.NANOSECONDS.sleep(LONGEST_ROUND.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public List<String> remains() {
    List<String> remains = new ArrayList<>();
    for (ProcessTree tree : killed) {
      List<String> alive = tree.remains();
      remains.addAll(alive);
      if (alive.isEmpty()) {
        killed.remove(tree);
      }
    }
    return List.copyOf(remains);
  }

  /** The three streams of a program; nothing here waits. */
  private static final class Streams implements AutoCloseable {
    private static final int CHUNK = 8192;

    private final Process process;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final byte[] chunk = new byte[CHUNK];

    Streams(Process process) {
      this.process = process;
    }

    void write(byte[] input) {
      try (OutputStream stream = process.getOutputStream()) {
        stream.write(input);
      } catch (IOException e) {
        // The program closed its input, or has ended: its status tells whether that was wrong.
        return;
      }
    }

    /** Takes what has been said since; returns whether there was any. */
    boolean drain() {
      boolean spoke = drain(process.getInputStream(), output);
      return drain(process.getErrorStream(), errors) || spoke;
    }

    // At most what one pipe holds: a stream that never ends must not keep this round.
    private boolean drain(InputStream from, ByteArrayOutputStream to) {
      int taken = 0;
      try {
        int ready = from.available();
        while (ready > 0 && taken < MOST_OUTPUT) {
          int read = from.read(chunk, 0, Math.min(ready, CHUNK));
          if (read <= 0) {
            break;
          }
          taken += read;
          to.write(chunk, 0, Math.min(read, MOST_OUTPUT - to.size()));
          ready = from.available();
        }
      } catch (IOException e) {
        return taken > 0; // closed at its end
      }
      return taken > 0;
    }

    String output() {
      return output.toString(StandardCharsets.UTF_8);
    }

    String errors() {
      return errors.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
      close(process.getInputStream());
      close(process.getErrorStream());
    }

    private static void close(InputStream stream) {
      try {
        stream.close();
      } catch (IOException e) {
        return; // nothing is lost: all that counts was read
      }
    }
  }
}
