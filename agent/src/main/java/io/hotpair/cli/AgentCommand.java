package io.hotpair.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "agent",
    description = "Runs the agent of this node until it is told to end.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class AgentCommand implements Callable<Integer> {
  private final AgentStarter starter;

  @Mixin private SiteOptions site;
  @Mixin private SocketOption socket;

  @Option(
      names = "--state-directory",
      paramLabel = "FOLDER",
      defaultValue = "/var/lib/hotpair",
      description = "what outlives a restart lies here (${DEFAULT-VALUE})")
  private Path stateDirectory;

  AgentCommand(AgentStarter starter) {
    this.starter = starter;
  }

  @Override
  public Integer call() {
    return starter.run(site.file, Optional.ofNullable(site.node), socket.path, stateDirectory);
  }
}
