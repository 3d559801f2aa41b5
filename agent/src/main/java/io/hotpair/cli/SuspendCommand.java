package io.hotpair.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "suspend",
    description = "Begins maintenance of a pair: watches, and moves nothing.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class SuspendCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private OrderOptions order;

  @Override
  public Integer call() throws CommandFailure {
    return order.run(spec, "suspend", "", false);
  }
}
