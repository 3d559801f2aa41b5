package io.hotpair.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotpair.cli.Table.Cell;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "events",
    description = "Shows the last events of this node, the newest last.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class EventsCommand implements Callable<Integer> {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

  @Spec private CommandSpec spec;
  @Mixin private SocketOption socket;

  @Option(names = "--json", description = "print one line of JSON for scripts")
  private boolean json;

  @Override
  public Integer call() throws CommandFailure {
    LocalClient client = new LocalClient(socket.path);
    LocalRequest question = LocalRequest.question("events");
    PrintWriter output = spec.commandLine().getOut();
    if (json) {
      output.println(client.askForText(question));
      return ExitStatus.DONE;
    }
    boolean colour = Paint.isWanted();
    Table table = new Table();
    for (JsonNode event : client.ask(question).path("events")) {
      table.row(
          List.of(
              Cell.of(
                  CLOCK.format(
                      Instant.ofEpochMilli(event.path("wallMillis").asLong())
                          .atZone(ZoneId.systemDefault()))),
              Cell.of(event.path("id").asText()),
              severity(event.path("severity").asText()),
              Cell.of(event.path("pair").asText("")),
              Cell.of(People.words(event.path("kind").asText())),
              Cell.of(event.path("text").asText())));
    }
    output.print(table.render("", colour));
    return ExitStatus.DONE;
  }

  private static Cell severity(String severity) {
    return switch (severity) {
      case "alarm" -> new Cell(severity, Paint.ALARM);
      case "warning" -> new Cell(severity, Paint.WARNING);
      default -> Cell.of(severity);
    };
  }
}
