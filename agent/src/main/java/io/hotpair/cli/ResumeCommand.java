package io.hotpair.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "resume",
    description = "Ends maintenance of a pair.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ResumeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private OrderOptions order;

  @Option(
      names = "--force",
      description =
          "although the peer, by its last word, holds a lease and is not heard."
              + " Make sure that nothing runs there: it will be taken over")
  private boolean force;

  @Override
  public Integer call() throws CommandFailure {
    return order.run(spec, "resume", "", force);
  }
}
