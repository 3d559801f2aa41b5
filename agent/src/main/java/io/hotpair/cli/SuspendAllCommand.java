package io.hotpair.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "suspend-all",
    description = {
      "Begins maintenance of every pair of this node, so that its agent can be restarted and nothing"
          + " moves.",
      "Prints the name of each pair that was not in maintenance before, one a line, to be resumed"
          + " afterwards."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class SuspendAllCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private SocketOption socket;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "60s",
      description = "how long to wait at most for each pair (${DEFAULT-VALUE})")
  private String timeout;

  @Override
  public Integer call() throws CommandFailure {
    PrintWriter output = spec.commandLine().getOut();
    PrintWriter errors = spec.commandLine().getErr();
    LocalClient client = new LocalClient(socket.path);
    PairOrder order = new PairOrder(client, errors);
    int status = ExitStatus.DONE;
    Duration wait = OrderOptions.duration(spec, timeout);
    long end = System.nanoTime() + wait.toNanos();
    for (JsonNode pair : status(client, end).path("pairs")) {
      if (pair.path("suspended").asBoolean()) {
        continue;
      }
      String name = pair.path("name").asText();
      LocalRequest request =
          new LocalRequest("suspend", name, "", OrderOptions.madeUpRequestId(), false);
      int ended = order.submitAndWait(request, wait);
      if (ended == ExitStatus.DONE) {
        output.println(name);
        output.flush();
      } else {
        status = ended;
      }
    }
    return status;
  }

  /** A busy agent is asked again until time is up. */
  static JsonNode status(LocalClient client, long end) throws CommandFailure {
    while (true) {
      try {
        return client.ask(LocalRequest.question("status"));
      } catch (CommandFailure failure) {
        if (failure.exitStatus() != ExitStatus.UNKNOWN || System.nanoTime() - end > 0) {
          throw failure;
        }
      }
      LocalClient.pause(Duration.ofSeconds(1));
    }
  }
}
