package io.hotpair.resource;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.Processes.Ended;
import io.hotpair.port.ServiceProbe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Asks a service by a program that ends with status 0 if the service answers.
 *
 * @param name for people
 * @param programs runs it
 * @param command its path and arguments; no secret among them
 * @param environment all of it; may hold a secret
 * @param input what it reads
 * @param rows what of its output is the service's answer
 * @param expect what the answer must contain; may be empty
 * @param timeout within which it ends
 */
record ProgramProbe(
    String name,
    Programs programs,
    List<String> command,
    Map<String, String> environment,
    byte[] input,
    UnaryOperator<String> rows,
    String expect,
    Duration timeout)
    implements ServiceProbe {
  @Override
  public Outcome<Boolean> ask() {
    List<String> remains = programs.processes().remains();
    if (!remains.isEmpty()) {
      return new Outcome.Failed<>(
          name
              + " has not ended since it was killed at its deadline; there hangs in the kernel "
              + String.join("; ", remains));
    }
    return switch (programs.run(command, environment, input, timeout)) {
      case Outcome.Succeeded<Ended>(Ended ended) -> judged(ended);
      // It never ran, so nobody was asked.
      case Outcome.Failed<Ended>(String reason) -> new Outcome.Unknown<>(name + ": " + reason);
      case Outcome.TimedOut<Ended>(Duration after) ->
          new Outcome.Failed<>(name + " does not answer within " + after.toMillis() + " ms");
      case Outcome.Unknown<Ended>(String reason) -> new Outcome.Unknown<>(name + ": " + reason);
    };
  }

  private Outcome<Boolean> judged(Ended ended) {
    if (ended.status() != 0) {
      String words = words(ended);
      return new Outcome.Failed<>(
          name + ": exit status " + ended.status() + (words.isEmpty() ? "" : ": " + words));
    }
    return rows.apply(ended.output()).contains(expect)
        ? new Outcome.Succeeded<>(true)
        : new Outcome.Failed<>(
            name
                + " answers \""
                + TcpProbe.shown(ended.output().strip())
                + "\"; expected is \""
                + expect
                + "\"");
  }

  // psql says first what is wrong and then where, a check for a monitoring system says it on its
  // standard output, and Python says it last.
  private static String words(Ended ended) {
    String errors = ended.errors().strip();
    if (errors.startsWith("Traceback")) {
      return Programs.lastWords(ended);
    }
    String said = errors.isEmpty() ? ended.output().strip() : errors;
    return Programs.bounded(said.lines().findFirst().orElse(""));
  }

  @Override
  public Outcome<Boolean> check() {
    Optional<String> obstacle = programs.trust().obstacle(Path.of(command.getFirst()));
    return obstacle
        .<Outcome<Boolean>>map(text -> new Outcome.Failed<>(name + ": " + text))
        .orElse(new Outcome.Succeeded<>(true));
  }
}
