package io.hotpair.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "clear-fault",
    description =
        "Lets a faulted pair go on, and a start that failed be forgotten, after a person has looked.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ClearFaultCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private OrderOptions order;

  @Override
  public Integer call() throws CommandFailure {
    return order.run(spec, "clearFault", "", false);
  }
}
