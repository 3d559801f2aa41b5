package io.hotpair.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "status",
    description = "Shows who is active, whether the pairs are protected, and if not, why.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class StatusCommand implements Callable<Integer> {
  private static final String CLEAR_SCREEN = "\u001b[H\u001b[2J";

  @Spec private CommandSpec spec;
  @Mixin private SocketOption socket;

  @Option(names = "--json", description = "print one line of JSON for scripts")
  private boolean json;

  @Option(names = "--watch", description = "again every second, until interrupted")
  private boolean watch;

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    LocalClient client = new LocalClient(socket.path);
    boolean colour = !json && Paint.isWanted();
    show(client, colour);
    while (watch) {
      TimeUnit.SECONDS.sleep(1);
      try {
        show(client, colour);
      } catch (CommandFailure away) {
        // Who watches wants to see the agent come back as well.
        spec.commandLine().getErr().println("hotpair: " + away.getMessage());
      }
    }
    return ExitStatus.DONE;
  }

  private void show(LocalClient client, boolean colour) throws CommandFailure {
    LocalRequest question = LocalRequest.question("status");
    PrintWriter output = spec.commandLine().getOut();
    if (json) {
      output.println(client.askForText(question));
    } else {
      String table = new StatusTable(client.ask(question), colour).render();
      output.print((watch && colour ? CLEAR_SCREEN : "") + table);
    }
    output.flush();
  }
}
