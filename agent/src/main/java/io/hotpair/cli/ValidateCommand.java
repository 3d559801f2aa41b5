package io.hotpair.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotpair.checks.CheckRun;
import io.hotpair.checks.Finding;
import io.hotpair.checks.Finding.Verdict;
import io.hotpair.cli.Table.Cell;
import io.hotpair.config.SiteFile;
import io.hotpair.config.SiteReading;
import io.hotpair.store.FileStore;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "validate",
    description = {
      "Tries what a takeover would need: paths, LUNs, resources, fence devices, reference",
      "addresses, watchdog, clocks, files. Where a pair is active it asks each of its monitors and",
      "probes once, and on the standby each probe.",
      "It asks the running agent for what it hears of the peer. Without one it listens by itself,",
      "on the agent's ports, for a few seconds. It switches nothing off and writes to no disk.",
      "With --lun it tries one LUN's reservations instead: registers, reserves and preempts with",
      "keys of its own, and takes them back. Only where nobody holds the LUN and nothing uses it.",
      "Exit status: 0 no check failed, 1 one did, 2 the site file is wrong, 4 refused."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private SiteOptions options;
  @Mixin private SocketOption socket;

  @Option(
      names = "--state",
      paramLabel = "DIRECTORY",
      description = "the agent's state directory (/var/lib/hotpair)")
  private Path stateDirectory = FileStore.USUAL_DIRECTORY;

  @Option(
      names = "--lun",
      paramLabel = "PAIR/LUN",
      description = "try the reservations of this LUN, which nothing may use meanwhile")
  private String lun;

  @Option(names = "--force", description = "with --lun: do it without asking")
  private boolean force;

  @Option(names = "--json", description = "print one line of JSON for scripts")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException, CommandFailure {
    PrintWriter errors = spec.commandLine().getErr();
    return switch (SiteFile.read(options.file, Optional.ofNullable(options.node))) {
      case SiteReading.Refused refused -> {
        refused.problems().forEach(errors::println);
        yield ExitStatus.USAGE;
      }
      case SiteReading.Accepted accepted -> {
        accepted.warnings().forEach(warning -> errors.println("warning: " + warning));
        if (lun != null) {
          yield status(trial(accepted));
        }
        Validation validation =
            new Validation(accepted.site(), accepted.self(), agent(), stateDirectory);
        List<Finding> findings = CheckRun.of(validation.checks());
        print(findings);
        yield status(findings);
      }
    };
  }

  private static int status(List<Finding> findings) {
    boolean failed = findings.stream().anyMatch(it -> it.verdict() == Verdict.FAIL);
    return failed ? ExitStatus.FAILED : ExitStatus.DONE;
  }

  private List<Finding> trial(SiteReading.Accepted accepted)
      throws InterruptedException, CommandFailure {
    LunTrial trial = LunTrial.of(accepted.site(), accepted.self(), lun);
    if (!force) {
      confirm(trial);
    }
    trial.refuseIfInUse(agent());
    return trial.run(this::print);
  }

  private static void confirm(LunTrial trial) throws CommandFailure {
    Console terminal = System.console();
    if (terminal == null || !terminal.isTerminal()) {
      throw new CommandFailure(
          ExitStatus.REFUSED,
          trial.warning() + "\nIn a script --force says that this is meant. Nothing was done.");
    }
    String typed = terminal.readLine("%s%nType %s to go on: ", trial.warning(), trial.name());
    if (!trial.name().equals(typed)) {
      throw new CommandFailure(ExitStatus.REFUSED, "nothing was done");
    }
  }

  /** What the agent says; empty if none listens. One that listens and fails ends the command. */
  private Optional<AgentWord> agent() throws CommandFailure {
    if (!Files.exists(socket.path)) {
      return Optional.empty();
    }
    try {
      JsonNode status = new LocalClient(socket.path).ask(LocalRequest.question("status"));
      return Optional.of(new AgentWord(status));
    } catch (CommandFailure nobody) {
      if (nobody.exitStatus() == ExitStatus.ENVIRONMENT
          && nobody.getMessage().contains("nobody listens")) {
        return Optional.empty();
      }
      throw nobody;
    }
  }

  private void print(List<Finding> findings) {
    PrintWriter output = spec.commandLine().getOut();
    if (json) {
      output.println(AnswerJson.findings(findings));
      return;
    }
    Table table = new Table();
    for (Finding finding : findings) {
      String advice = finding.advice().isEmpty() ? "" : " -> " + finding.advice();
      table.row(
          List.of(
              verdict(finding.verdict()),
              Cell.of(finding.subject()),
              Cell.of(finding.text() + advice)));
    }
    output.print(table.render("", Paint.isWanted()));
    output.printf(
        "%d passed, %d warnings, %d failed%n",
        count(findings, Verdict.PASS),
        count(findings, Verdict.WARN),
        count(findings, Verdict.FAIL));
  }

  private static long count(List<Finding> findings, Verdict verdict) {
    return findings.stream().filter(finding -> finding.verdict() == verdict).count();
  }

  private static Cell verdict(Verdict verdict) {
    Paint paint =
        switch (verdict) {
          case PASS -> Paint.GOOD;
          case WARN -> Paint.WARNING;
          case FAIL -> Paint.ALARM;
        };
    return new Cell(verdict.name().toLowerCase(Locale.ROOT), paint);
  }
}
