package io.hotpair.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.hotpair.cli.Table.Cell;
import io.hotpair.core.model.DecisionRecord;
import io.hotpair.explain.Decision;
import io.hotpair.explain.Turns;
import io.hotpair.store.FileStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "explain",
    description = {
      "Tells how a move of a pair was decided here: what was seen, which rule, what was done, when.",
      "It reads the records of the last moves in the state directory, as the agent's user."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StateOption state;

  @Parameters(
      index = "0",
      paramLabel = "EVENT",
      description = "an event of the move, as hotpair events shows it: NODE:NUMBER")
  private String event;

  @Option(
      names = "--replay",
      description = {
        "decide upon the same events again with the rules of this release;",
        "exit status 1 if they decide otherwise"
      })
  private boolean replay;

  @Option(names = "--json", description = "print one line of JSON for scripts")
  private boolean json;

  @Override
  public Integer call() throws CommandFailure {
    DecisionRecord record = find();
    Decision decision;
    try {
      decision = Decision.ofText(record.text());
    } catch (IllegalArgumentException unreadable) {
      throw new CommandFailure(
          ExitStatus.FAILED,
          "the record of " + event + " can't be read: " + unreadable.getMessage());
    }
    Optional<Boolean> same =
        replay ? Optional.of(Turns.replay(decision).equals(decision.turns())) : Optional.empty();
    PrintWriter output = spec.commandLine().getOut();
    if (json) {
      output.println(toJson(record, decision, same));
    } else {
      print(output, record, decision);
      same.ifPresent(
          it ->
              output.println(
                  it
                      ? "replayed: the same decision, turn by turn"
                      : "replayed: these rules decide OTHERWISE upon the same events"));
    }
    return same.orElse(true) ? ExitStatus.DONE : ExitStatus.FAILED;
  }

  private DecisionRecord find() throws CommandFailure {
    List<DecisionRecord> records;
    try {
      records = FileStore.readDecisions(state.directory);
    } catch (IOException unreadable) {
      throw new CommandFailure(
          ExitStatus.ENVIRONMENT, "no records: " + unreadable.getMessage() + "; are you root?");
    }
    return records.stream()
        .filter(record -> record.eventIds().contains(event))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitStatus.FAILED,
                    "no move that is recorded here has the event %s; those that have one are %s"
                        .formatted(event, known(records))));
  }

  private static String known(List<DecisionRecord> records) {
    return records.isEmpty()
        ? "none"
        : records.stream()
            .map(record -> String.join(" ", record.eventIds()))
            .collect(Collectors.joining(", "));
  }

  private static void print(PrintWriter output, DecisionRecord record, Decision decision) {
    boolean colour = Paint.isWanted();
    output.printf(
        "pair %s at %s, events %s%n",
        record.pair(), decision.config().self(), String.join(" ", record.eventIds()));
    long last = -1;
    String state = "";
    Table table = new Table();
    for (Decision.Turn turn : decision.turns()) {
      long since = last < 0 ? 0 : (turn.nanos() - last) / 1_000_000;
      last = turn.nanos();
      boolean moved = !turn.state().equals(state);
      state = turn.state();
      table.row(
          List.of(
              Cell.of("+" + since + " ms"),
              new Cell(moved ? turn.state() : "", Paint.BOLD),
              Cell.of("saw"),
              Cell.of(turn.input())));
      if (moved) {
        table.row("", "", "rule", turn.reason());
      }
      turn.effects().forEach(effect -> table.row("", "", "does", effect));
    }
    output.print(table.render("  ", colour));
  }

  private static String toJson(DecisionRecord record, Decision decision, Optional<Boolean> same) {
    return AnswerJson.object(
        json -> {
          json.writeNumberField("schema", StatusJson.SCHEMA);
          json.writeStringField("pair", record.pair().value());
          json.writeStringField("node", decision.config().self().value());
          json.writeNumberField("wallMillis", record.wallMillis());
          json.writeNumberField("inputs", decision.events().size());
          texts(json, "events", record.eventIds());
          if (same.isPresent()) {
            json.writeBooleanField("sameDecision", same.get());
          }
          json.writeArrayFieldStart("turns");
          for (Decision.Turn turn : decision.turns()) {
            json.writeStartObject();
            json.writeNumberField("event", turn.event());
            json.writeNumberField("nanos", turn.nanos());
            json.writeStringField("input", turn.input());
            json.writeStringField("state", turn.state());
            json.writeStringField("reason", turn.reason());
            texts(json, "effects", turn.effects());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void texts(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  /** Where the agent keeps what it remembers. */
  static final class StateOption {
    @Option(
        names = "--state",
        paramLabel = "DIRECTORY",
        description = "the agent's state directory (${DEFAULT-VALUE})",
        defaultValue = "/var/lib/hotpair")
    Path directory;
  }
}
