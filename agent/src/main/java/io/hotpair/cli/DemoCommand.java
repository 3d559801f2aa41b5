package io.hotpair.cli;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    description =
        "Runs a pair of agents on this machine's loopback addresses and shows what they do.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--stay", description = "keep the pair running afterwards and say what to try")
  private boolean stay;

  @Override
  public Integer call() throws Exception {
    List<String> missing = DemoTools.missing();
    if (!missing.isEmpty()) {
      throw new CommandFailure(
          ExitStatus.ENVIRONMENT,
          "this machine lacks %s; on Debian: apt-get install curl python3 snmp snmptrapd"
              .formatted(String.join(", ", missing)));
    }
    try (Demo demo = new Demo(home(), spec.commandLine().getOut())) {
      return demo.run(stay);
    }
  }

  /** The distribution's folder, which holds lib/ with our jar. */
  private static Path home() throws CommandFailure {
    try {
      Path jar =
          Path.of(DemoCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path home = jar.toAbsolutePath().getParent().getParent();
      if (Files.isExecutable(home.resolve("bin/hotpair"))) {
        return home;
      }
    } catch (URISyntaxException odd) {
      throw new CommandFailure(ExitStatus.ENVIRONMENT, "where this runs from: " + odd.getMessage());
    }
    throw new CommandFailure(
        ExitStatus.ENVIRONMENT, "the demo runs from a distribution only: packaging/demo makes one");
  }
}
