package io.hotpair.system;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How this node cuts itself off the data when it can't stop its group any more. */
public sealed interface SelfFence {
  /** Resets this node at once. Returns only if that did not happen; then it says why. */
  String fence();

  /** What it would do, for people. */
  String text();

  /**
   * None: only another node can fence this one.
   *
   * @param reason why there is none
   */
  record None(String reason) implements SelfFence {
    @Override
    public String fence() {
      return "this node cannot fence itself: " + reason;
    }

    @Override
    public String text() {
      return "none: " + reason;
    }
  }

  /** Runs a program that resets the node. */
  final class Command implements SelfFence {
    private final Processes processes;
    private final List<String> command;
    private final Duration deadline;

    /**
     * Nothing is run yet.
     *
     * @param command an absolute path and its arguments
     * @param deadline for the command to have reset the node; above 0
     */
    public Command(Processes processes, List<String> command, Duration deadline) {
      this.processes = processes;
      this.command = List.copyOf(command);
      this.deadline = deadline;
    }

    @Override
    public String fence() {
      Outcome<Processes.Ended> outcome = processes.run(command, Map.of(), new byte[0], deadline);
      String result =
          switch (outcome) {
            case Outcome.Succeeded<Processes.Ended>(Processes.Ended ended) ->
                "ended with status " + ended.status();
            case Outcome.Failed<Processes.Ended> failed -> failed.text();
            case Outcome.TimedOut<Processes.Ended> timedOut -> timedOut.text();
            case Outcome.Unknown<Processes.Ended> unknown -> unknown.text();
          };
      return "this node still runs; " + command.getFirst() + ": " + result;
    }

    @Override
    public String text() {
      return "runs " + String.join(" ", command);
    }
  }

  /**
   * The kernel's own immediate reset, without sync: {@code b} to /proc/sysrq-trigger; see the
   * kernel's documentation, admin-guide/sysrq. Only {@link #ofThisMachine} makes one.
   */
  final class Sysrq implements SelfFence {
    private static final Path TRIGGER = Path.of("/proc/sysrq-trigger");
    private static final Path OWN_USER_SPACE = Path.of("/proc/self/ns/user");
    private static final Path OWN_PROCESS_SPACE = Path.of("/proc/self/ns/pid");
    // Fixed numbers of the first name spaces: PROC_USER_INIT_INO and PROC_PID_INIT_INO.
    private static final String FIRST_USER_SPACE = "user:[4026531837]";
    private static final String FIRST_PROCESS_SPACE = "pid:[4026531836]";
    private static final Path SYSTEMD = Path.of("/run/systemd/system");
    private static final long FIRST_PROCESS = 1;

    private Sysrq() {}

    /**
     * The reset of this machine, or {@link None} unless this process is a service that systemd, as
     * the machine's first process, started as root outside every container. So neither a test nor a
     * demo nor an agent started by hand can reset the machine that it runs on.
     */
    public static SelfFence ofThisMachine() {
      Optional<String> obstacle = obstacle();
      return obstacle.isPresent() ? new None(obstacle.get()) : new Sysrq();
    }

    private static Optional<String> obstacle() {
      try {
        if (!Kernel.isLinux()) {
          return Optional.of("sysrq is on Linux only");
        }
        if (!Files.readSymbolicLink(OWN_USER_SPACE).toString().equals(FIRST_USER_SPACE)
            || !Files.readSymbolicLink(OWN_PROCESS_SPACE).toString().equals(FIRST_PROCESS_SPACE)) {
          return Optional.of("it runs in a container, and sysrq would reset the host");
        }
        long parent = ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
        if (parent != FIRST_PROCESS || !Files.isDirectory(SYSTEMD)) {
          return Optional.of("the agent was not started as a service by systemd");
        }
        return Files.isWritable(TRIGGER)
            ? Optional.empty()
            : Optional.of("this user may not write " + TRIGGER);
      } catch (IOException e) {
        return Optional.of("the name spaces of this process cannot be read: " + e.getMessage());
      }
    }

    @Override
    public String fence() {
      try {
        Files.write(TRIGGER, new byte[] {'b'}, StandardOpenOption.WRITE);
        return "this node still runs after b was written to " + TRIGGER;
      } catch (IOException e) {
        return "b could not be written to " + TRIGGER + ": " + e.getMessage();
      }
    }

    @Override
    public String text() {
      return "resets this machine by " + TRIGGER;
    }
  }
}
