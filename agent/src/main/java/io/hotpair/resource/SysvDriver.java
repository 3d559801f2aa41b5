package io.hotpair.resource;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.port.Processes.Ended;
import io.hotpair.port.ResourceDriver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A resource that is an init script: Linux Standard Base Core 5.0, "Init Script Actions". What
 * counts is what {@code status} says after an action, not the action's own exit status: scripts
 * disagree about what it means to start what runs, or to stop what does not.
 */
final class SysvDriver implements ResourceDriver {
  private static final Pattern SCRIPT = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}");
  private static final Pattern STARTED_AT_BOOT = Pattern.compile("S[0-9]{2}.*");
  private static final List<String> RUN_LEVELS = List.of("rc2.d", "rc3.d", "rc4.d", "rc5.d");
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  // Exit statuses of "status".
  private static final int RUNS = 0;
  private static final int DEAD_WITH_PID_FILE = 1;
  private static final int DEAD_WITH_LOCK_FILE = 2;
  private static final int STOPPED = 3;

  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", Programs.PATH, "LC_ALL", "C", "HOME", "/", "TERM", "dumb");

  private final Programs programs;
  private final Instance instance;
  private final ResourceSpec.Times times;
  private final Path scripts;
  private final Path script;

  /**
   * Nothing is run yet.
   *
   * @param scripts the directory of the init scripts; those of the run levels lie beside it
   * @throws IllegalArgumentException if the script's name is malformed
   */
  SysvDriver(Programs programs, Instance instance, ResourceSpec spec, Path scripts) {
    if (!SCRIPT.matcher(spec.agent()).matches()) {
      throw new IllegalArgumentException(
          "init script \"" + spec.agent() + "\": allowed are A-Z a-z 0-9 _ . -, no path");
    }
    this.programs = programs;
    this.instance = instance;
    this.times = spec.times();
    this.scripts = scripts;
    this.script = scripts.resolve(spec.agent());
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
      case Outcome.Succeeded<Ended>(Ended ended) -> settled(action, ended, wanted, end, deadline);
      case Outcome.Failed<Ended> other -> Programs.without(what(action), other);
      case Outcome.TimedOut<Ended> other -> Programs.without(what(action), other);
      case Outcome.Unknown<Ended> other -> Programs.without(what(action), other);
    };
  }

  // An action that complained is looked after once; one that did not, until the deadline.
  private Outcome<Finding> settled(
      String action, Ended ended, Finding wanted, long end, Duration deadline) {
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
      if (ended.status() != 0) {
        return new Outcome.Failed<>(failure(action, ended) + "; then " + found.text());
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
    Outcome<Ended> outcome = run("status", deadline);
    return switch (outcome) {
      case Outcome.Succeeded<Ended>(Ended ended) -> found(ended);
      case Outcome.Failed<Ended>(String reason) ->
          new Outcome.Unknown<>(what("status") + ": " + reason);
      case Outcome.TimedOut<Ended> other -> Programs.without(what("status"), other);
      case Outcome.Unknown<Ended> other -> Programs.without(what("status"), other);
    };
  }

  // "Unknown", what is reserved, and what a script says that knows no "status" prove nothing.
  private Outcome<Finding> found(Ended ended) {
    return switch (ended.status()) {
      case RUNS -> new Outcome.Succeeded<>(Finding.RUNNING);
      case STOPPED -> new Outcome.Succeeded<>(Finding.STOPPED);
      case DEAD_WITH_PID_FILE, DEAD_WITH_LOCK_FILE -> new Outcome.Succeeded<>(Finding.FAILED);
      default -> new Outcome.Unknown<>(failure("status", ended));
    };
  }

  @Override
  public Outcome<Boolean> check() {
    Optional<String> obstacle = programs.trust().obstacle(script).or(this::startedAtBoot);
    return obstacle
        .<Outcome<Boolean>>map(text -> new Outcome.Failed<>(what("check") + ": " + text))
        .orElse(new Outcome.Succeeded<>(true));
  }

  private Optional<String> startedAtBoot() {
    for (String level : RUN_LEVELS) {
      Path directory = scripts.resolveSibling(level);
      try (Stream<Path> links =
          Files.isDirectory(directory) ? Files.list(directory) : Stream.empty()) {
        boolean starts =
            links
                .map(link -> link.getFileName().toString())
                .filter(name -> STARTED_AT_BOOT.matcher(name).matches())
                .anyMatch(name -> name.substring(3).equals(script.getFileName().toString()));
        if (starts) {
          return Optional.of(
              directory
                  + " would start it at boot, without the guard; run update-rc.d "
                  + script.getFileName()
                  + " disable");
        }
      } catch (IOException unreadable) {
        return Optional.of(directory + " can't be read: " + unreadable.getMessage());
      }
    }
    return Optional.empty();
  }

  private Outcome<Ended> run(String action, Duration deadline) {
    return programs.run(List.of(script.toString(), action), ENVIRONMENT, deadline);
  }

  private String what(String action) {
    return action + " of " + instance + " (" + script + ")";
  }

  private String failure(String action, Ended ended) {
    String words = Programs.lastWords(ended);
    return what(action) + ": exit status " + ended.status() + (words.isEmpty() ? "" : ": " + words);
  }
}
