package io.hotpair.cli;

import java.nio.file.Path;
import java.util.Optional;

/** What {@code hotpair agent} starts. */
@FunctionalInterface
public interface AgentStarter {
  /**
   * Runs the agent until it is told to end.
   *
   * @param siteFile the site file
   * @param node which node to be; empty: the one with this host's name
   * @param socket where to listen for the command line
   * @param stateDirectory where to keep what outlives a restart
   * @return the exit status, one of {@link ExitStatus}
   */
  int run(Path siteFile, Optional<String> node, Path socket, Path stateDirectory);
}
