package io.hotpair.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which site file, and which of its nodes. */
final class SiteOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "/etc/hotpair/site.yaml",
      description = "the site file (${DEFAULT-VALUE})")
  Path file;

  @Option(
      names = "--node",
      paramLabel = "NODE",
      description = "be this node of the site; otherwise the one with this host's name")
  String node;
}
