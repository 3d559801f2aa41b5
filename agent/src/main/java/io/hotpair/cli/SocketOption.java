package io.hotpair.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the agent of this machine is asked. */
final class SocketOption {
  @Option(
      names = "--socket",
      paramLabel = "FILE",
      defaultValue = "/run/hotpair/agent.sock",
      description = "the agent's local socket (${DEFAULT-VALUE})")
  Path path;
}
