package io.hotpair.resource;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.port.Processes.Ended;
import io.hotpair.port.ResourceDriver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A resource that plain commands run. Start and stop exit with 0 when they have done their part;
 * then the monitor is asked until it agrees, within the same deadline. The monitor exits with 0 if
 * it runs, with 7 (OCF) or 3 (LSB) if it does not, and with anything else if it is broken.
 */
final class CommandDriver implements ResourceDriver {
  private static final int RUNS = 0;
  private static final int STOPPED_LSB = 3;
  private static final int STOPPED_OCF = 7;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final Programs programs;
  private final Instance instance;
  private final ResourceSpec.Times times;
  private final Map<String, List<String>> commands = new HashMap<>();
  private final Map<String, String> environment;

  /**
   * Nothing is run yet.
   *
   * @throws IllegalArgumentException if one of the three commands is missing
   */
  CommandDriver(Programs programs, Instance instance, ResourceSpec spec) {
    this.programs = programs;
    this.instance = instance;
    this.times = spec.times();
    for (String action : List.of("start", "stop", "monitor")) {
      List<String> command = spec.commands().getOrDefault(action, List.of());
      if (command.isEmpty() || command.getFirst().isEmpty()) {
        throw new IllegalArgumentException(
            "resource " + instance + ": command " + action + " is missing");
      }
      commands.put(action, located(command));
    }
    this.environment =
        Map.of(
            "PATH",
            Programs.PATH,
            "LC_ALL",
            "C",
            "HOME",
            "/",
            "HOTPAIR_PAIR",
            instance.pair().value(),
            "HOTPAIR_RESOURCE",
            instance.name().value(),
            "HOTPAIR_NODE",
            instance.node().value());
  }

  // A program without a directory is looked for where agents look too. One that is not found is
  // not this object's fault: check names it, and so does every run.
  private static List<String> located(List<String> command) {
    Path program = Path.of(command.getFirst());
    if (!program.isAbsolute() && program.getNameCount() > 1) {
      throw new IllegalArgumentException(
          "command " + command + ": allowed is an absolute path, or a name without one");
    }
    List<String> located = new ArrayList<>(command);
    located.set(0, program.isAbsolute() ? program.toString() : find(program));
    return List.copyOf(located);
  }

  private static String find(Path program) {
    List<String> directories = List.of(Programs.PATH.split(":"));
    return directories.stream()
        .map(directory -> Path.of(directory).resolve(program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(Path.of(directories.getFirst()).resolve(program))
        .toString();
  }

  @Override
  public Outcome<Finding> start() {
    return change("start", times.start(), Finding.RUNNING);
  }

  @Override
  public Outcome<Finding> stop() {
    return change("stop", times.stop(), Finding.STOPPED);
  }

  private Outcome<Finding> change(String action, Duration deadline, Finding wanted) {
    long end = System.nanoTime() + deadline.toNanos();
    Outcome<Ended> outcome = run(action, deadline);
    return switch (outcome) {
      case Outcome.Succeeded<Ended>(Ended ended) ->
          ended.status() == 0
              ? await(action, wanted, end, deadline)
              : new Outcome.Failed<>(failure(action, ended));
      case Outcome.Failed<Ended> other -> Programs.without(what(action), other);
      case Outcome.TimedOut<Ended> other -> Programs.without(what(action), other);
      case Outcome.Unknown<Ended> other -> Programs.without(what(action), other);
    };
  }

  private Outcome<Finding> await(String action, Finding wanted, long end, Duration deadline) {
    while (true) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return new Outcome.TimedOut<>(deadline);
      }
      Duration time = Duration.ofNanos(Math.min(left, times.monitor().toNanos()));
      Outcome<Finding> found = monitor(time);
      if (found.equals(new Outcome.Succeeded<>(wanted))) {
        return found;
      }
      if (Thread.currentThread().isInterrupted()) {
        return new Outcome.Unknown<>(what(action) + " was interrupted");
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
  }

  @Override
  public Outcome<Finding> monitor() {
    return monitor(times.monitor());
  }

  private Outcome<Finding> monitor(Duration deadline) {
    Outcome<Ended> outcome = run("monitor", deadline);
    return switch (outcome) {
      case Outcome.Succeeded<Ended>(Ended ended) ->
          new Outcome.Succeeded<>(
              switch (ended.status()) {
                case RUNS -> Finding.RUNNING;
                case STOPPED_LSB, STOPPED_OCF -> Finding.STOPPED;
                default -> Finding.FAILED;
              });
      case Outcome.Failed<Ended>(String reason) ->
          new Outcome.Unknown<>(what("monitor") + ": " + reason);
      case Outcome.TimedOut<Ended> other -> Programs.without(what("monitor"), other);
      case Outcome.Unknown<Ended> other -> Programs.without(what("monitor"), other);
    };
  }

  @Override
  public Outcome<Boolean> check() {
    for (Map.Entry<String, List<String>> command : commands.entrySet()) {
      Optional<String> obstacle = programs.trust().obstacle(Path.of(command.getValue().getFirst()));
      if (obstacle.isPresent()) {
        return new Outcome.Failed<>(what(command.getKey()) + ": " + obstacle.get());
      }
    }
    return new Outcome.Succeeded<>(true);
  }

  private Outcome<Ended> run(String action, Duration deadline) {
    return programs.run(commands.get(action), environment, deadline);
  }

  private String what(String action) {
    return action + " of " + instance;
  }

  private String failure(String action, Ended ended) {
    String words = Programs.lastWords(ended);
    return what(action) + ": exit status " + ended.status() + (words.isEmpty() ? "" : ": " + words);
  }
}
