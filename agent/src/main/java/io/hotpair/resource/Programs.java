package io.hotpair.resource;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.Processes;
import io.hotpair.port.Processes.Ended;
import io.hotpair.trust.Trust;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the programs of resources, but none that a stranger could have written.
 *
 * @param processes runs them
 * @param trust whose programs may run
 */
record Programs(Processes processes, Trust trust) {
  /** Where programs are looked for, by agents too: no directory that others may write. */
  static final String PATH = "/usr/sbin:/usr/bin:/sbin:/bin";

  private static final int SIGNAL_BASE = 128;
  // Real-time signals end nobody by chance, and a program may end with 190, as OCF's "degraded".
  private static final int LAST_SIGNAL = 31;
  private static final int LONGEST_WORDS = 300;
  private static final byte[] NO_INPUT = {};

  /** As {@link Processes#run}; {@code Unknown} also if a signal ended the program. */
  Outcome<Ended> run(List<String> command, Map<String, String> environment, Duration deadline) {
    return run(command, environment, NO_INPUT, deadline);
  }

  /** The same, with input of at most {@link Processes#MOST_INPUT} bytes. */
  Outcome<Ended> run(
      List<String> command, Map<String, String> environment, byte[] input, Duration deadline) {
    Optional<String> obstacle = obstacle(command);
    if (obstacle.isPresent()) {
      return new Outcome.Failed<>(obstacle.get());
    }
    Outcome<Ended> outcome = processes.run(command, environment, input, deadline);
    if (outcome instanceof Outcome.Succeeded<Ended>(Ended ended)
        && ended.status() > SIGNAL_BASE
        && ended.status() <= SIGNAL_BASE + LAST_SIGNAL) {
      return new Outcome.Unknown<>(
          command.getFirst() + " was ended by signal " + (ended.status() - SIGNAL_BASE));
    }
    return outcome;
  }

  /**
   * Why a command may not run, or can't. Arguments that name an executable file are held to the
   * same rule as the program, as a script that is given to an interpreter.
   */
  Optional<String> obstacle(List<String> command) {
    Optional<String> obstacle = trust.obstacle(Path.of(command.getFirst()));
    for (String argument : command.subList(1, command.size())) {
      if (obstacle.isEmpty() && argument.startsWith("/") && Trust.isProgram(argument)) {
        obstacle = trust.obstacle(Path.of(argument));
      }
    }
    return obstacle;
  }

  /**
   * The outcome of a program that did not succeed, under another type.
   *
   * @param what was tried, for people
   * @throws IllegalArgumentException for a success
   */
  static <T> Outcome<T> without(String what, Outcome<Ended> outcome) {
    return switch (outcome) {
      case Outcome.Succeeded<Ended> success ->
          throw new IllegalArgumentException("a success: " + success);
      case Outcome.Failed<Ended>(String reason) -> new Outcome.Failed<>(what + ": " + reason);
      case Outcome.TimedOut<Ended>(Duration after) -> new Outcome.TimedOut<>(after);
      case Outcome.Unknown<Ended>(String reason) -> new Outcome.Unknown<>(what + ": " + reason);
    };
  }

  /** What a program said last on standard error: its reason, as a rule; empty if nothing. */
  static String lastWords(Ended ended) {
    return ended
        .errors()
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .reduce("", (before, line) -> line)
        .transform(Programs::bounded);
  }

  static String bounded(String words) {
    return words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS) + "…";
  }
}
