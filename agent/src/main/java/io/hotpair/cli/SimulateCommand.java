package io.hotpair.cli;

import io.hotpair.simulation.Extremes;
import io.hotpair.simulation.Invariant;
import io.hotpair.simulation.Played;
import io.hotpair.simulation.Rule;
import io.hotpair.simulation.Simulation;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "simulate",
    description = {
      "Plays schedules of faults with the shipped rules, guard and disk format in a simulated"
          + " world, and judges each from outside. Changes nothing on this machine."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "The same seed plays the same schedule, byte for byte.",
      "Progress goes to standard error, the result to standard output.",
      "Exit status: 0 nothing broke, 1 something did, 2 usage."
    })
final class SimulateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @ArgGroup private What what = new What();

  @Option(
      names = "--from",
      paramLabel = "S",
      defaultValue = "1",
      description = "the first seed; ${DEFAULT-VALUE} if not given")
  private long from;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "how many at a time; as many as there are processors if not given")
  private int workers = Runtime.getRuntime().availableProcessors();

  /** A range, or one, or what is noticed. */
  private static final class What {
    @Option(names = "--seeds", paramLabel = "N", description = "how many; 1000 if not given")
    private long seeds = 1000;

    @Option(
        names = "--rules",
        description =
            "take each rule of the protocol away in turn, in the situation that it is there for,"
                + " and say what breaks")
    private boolean rules;

    @Option(names = "--seed", paramLabel = "S", description = "replay one, with its transcript")
    private Long seed;
  }

  @Override
  public Integer call() {
    if (what.seed != null) {
      return replay(what.seed);
    }
    if (what.rules) {
      return rules();
    }
    if (what.seeds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--seeds is " + what.seeds + ", allowed are 1 and more");
    }
    if (workers < 1) {
      throw new ParameterException(
          spec.commandLine(), "--workers is " + workers + ", allowed are 1 and more");
    }
    if (from > Long.MAX_VALUE - what.seeds - workers) {
      throw new ParameterException(
          spec.commandLine(), "seeds from " + from + " on: there are not so many");
    }
    return play();
  }

  private int replay(long seed) {
    PrintWriter output = spec.commandLine().getOut();
    Played played = Simulation.replay(seed);
    output.println(played.transcript());
    output.println(verdict(played));
    return played.broken().isPresent() ? ExitStatus.FAILED : ExitStatus.DONE;
  }

  private int rules() {
    PrintWriter output = spec.commandLine().getOut();
    PrintWriter errors = spec.commandLine().getErr();
    Table table = new Table().row("WITHOUT", "VARIANT", "BREAKS");
    int unnoticed = 0;
    for (Rule rule : Rule.values()) {
      errors.println(rule.label() + ": " + rule.removal());
      errors.flush();
      Optional<Played> noticed = Simulation.firstWithout(rule);
      unnoticed += noticed.isPresent() ? 0 : 1;
      table.row(
          rule.label(),
          noticed.map(played -> Long.toString(played.seed())).orElse("-"),
          noticed.flatMap(Played::broken).map(Invariant::sentence).orElse("NOT NOTICED"));
    }
    output.print(table.render("", false));
    output.printf("%d rules, %d not noticed%n", Rule.values().length, unnoticed);
    return unnoticed == 0 ? ExitStatus.DONE : ExitStatus.FAILED;
  }

  private int play() {
    PrintWriter output = spec.commandLine().getOut();
    Simulation simulation = new Simulation(from, what.seeds);
    try (SimulateProgress progress =
        new SimulateProgress(spec.commandLine().getErr(), what.seeds, simulation::failed)) {
      simulation.run(workers, progress::done);
    }
    output.print(table(simulation.extremes()));
    for (Played played : simulation.failures()) {
      output.println(verdict(played));
    }
    if (simulation.failed() == 0) {
      output.printf("%d schedules, nothing broke%n", what.seeds);
      return ExitStatus.DONE;
    }
    long first = simulation.failures().getFirst().seed();
    output.println();
    output.println(Simulation.replay(first).transcript());
    output.printf(
        "%d of %d schedules broke something; above is the first: hotpair simulate --seed %d%n",
        simulation.failed(), what.seeds, first);
    return ExitStatus.FAILED;
  }

  private static String verdict(Played played) {
    return played
        .broken()
        .map(Invariant::sentence)
        .map(
            sentence ->
                "seed %d BROKE \"%s\": %s".formatted(played.seed(), sentence, played.what()))
        .orElse("seed %d: nothing broke".formatted(played.seed()));
  }

  private static String table(Extremes extremes) {
    Table table = new Table().row("LONGEST SEEN", "TIMINGS", "SPAN", "BOUND", "SEED");
    for (Extremes.Longest line : extremes.lines()) {
      table.row(
          line.measure().label(),
          line.timings(),
          People.duration(line.span().toMillis()),
          line.limit().isZero() ? "-" : People.duration(line.limit().toMillis()),
          Long.toString(line.seed()));
    }
    return table.render("", false);
  }
}
