package io.hotpair.cli;

import io.hotpair.core.model.Outcome;
import io.hotpair.resource.OcfAgents;
import io.hotpair.system.ProcessRunner;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "resources",
    description =
        "Lists the OCF resource agents that are installed here; or what one of them takes, for a"
            + " resource of the site file. Starts and stops nothing.",
    mixinStandardHelpOptions = true)
final class ResourcesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "AGENT",
      arity = "0..1",
      description = "as heartbeat:IPaddr2: its parameters, and the times that it advises")
  private Optional<String> agent;

  @Override
  public Integer call() throws CommandFailure {
    OcfAgents agents = new OcfAgents(new ProcessRunner());
    if (agent.isPresent()) {
      describe(agents, agent.get());
    } else {
      list(agents);
    }
    return ExitStatus.DONE;
  }

  private void list(OcfAgents agents) throws CommandFailure {
    try {
      List<String> installed = agents.installed();
      if (installed.isEmpty()) {
        throw new CommandFailure(
            ExitStatus.ENVIRONMENT,
            "no agent in /usr/lib/ocf/resource.d: they come with the package resource-agents");
      }
      installed.forEach(name -> spec.commandLine().getOut().println(name));
    } catch (IOException unreadable) {
      throw new CommandFailure(
          ExitStatus.ENVIRONMENT, "the agents can't be listed: " + unreadable.getMessage());
    }
  }

  private void describe(OcfAgents agents, String name) throws CommandFailure {
    Outcome<OcfAgents.Description> outcome = agents.describe(name);
    if (!(outcome instanceof Outcome.Succeeded<OcfAgents.Description>(var description))) {
      throw new CommandFailure(ExitStatus.ENVIRONMENT, outcome.text());
    }
    Table table = new Table();
    description
        .parameters()
        .forEach((key, required) -> table.row(key, required ? "required" : "optional"));
    description
        .timeouts()
        .forEach((action, time) -> table.row(action, "advises " + time.toSeconds() + " s"));
    spec.commandLine().getOut().print(table.render("", false));
  }
}
