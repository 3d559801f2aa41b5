package io.hotpair.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "switchover",
    description = "Makes the other node of a pair active.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class SwitchoverCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private OrderOptions order;

  @Option(
      names = "--to",
      paramLabel = "NODE",
      defaultValue = "",
      description = "the node that shall be active; otherwise the one that is not")
  private String target;

  @Option(
      names = "--force",
      description =
          "although readiness says no; on a standby whose peer is not heard, take over."
              + " Make sure that the peer is off: force asks no guard's leave but the guard's own")
  private boolean force;

  @Override
  public Integer call() throws CommandFailure {
    return order.run(spec, "switchover", target, force);
  }
}
