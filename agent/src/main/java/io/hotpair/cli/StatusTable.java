package io.hotpair.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotpair.cli.Table.Cell;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The status for a tired person: first a line for each pair that says who is active and whether the
 * pair is protected, and if not, why; then what it consists of.
 */
final class StatusTable {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss zzz");

  private final JsonNode status;
  private final boolean colour;
  private final long now;

  StatusTable(JsonNode status, boolean colour) {
    this.status = status;
    this.colour = colour;
    this.now = status.path("wallMillis").asLong();
  }

  String render() {
    StringBuilder text = new StringBuilder(head());
    Table verdicts = new Table().row("PAIR", "ACTIVE ON", "PROTECTED");
    for (JsonNode pair : status.path("pairs")) {
      verdicts.row(List.of(bold(text(pair, "name")), active(pair), verdict(pair)));
    }
    text.append(verdicts.render("", colour));
    text.append(health());
    for (JsonNode pair : status.path("pairs")) {
      text.append('\n').append(Paint.BOLD.on(text(pair, "name"), colour)).append('\n');
      text.append(details(pair).render("  ", colour));
    }
    return text.append(underWay()).toString();
  }

  private String head() {
    JsonNode agent = status.path("agent");
    Table head = new Table();
    String seen =
        "cluster %s, seen by %s at %s"
            .formatted(
                text(agent, "cluster"),
                text(status, "node"),
                CLOCK.format(Instant.ofEpochMilli(now).atZone(ZoneId.systemDefault())));
    head.row(seen);
    if (!agent.path("armed").asBoolean()) {
      head.row(List.of(alarm("NOT ARMED: " + text(agent, "notArmedReason"))));
    }
    if (agent.path("unsafeDemo").asBoolean()) {
      head.row(
          List.of(
              new Cell("UNSAFE DEMO: the site allows guards that protect no data", Paint.WARNING)));
    }
    return head.render("", colour) + "\n";
  }

  private Cell active(JsonNode pair) {
    String node = text(pair, "activeNode");
    return node.isEmpty() ? alarm("nobody") : new Cell(node, Paint.PLAIN);
  }

  private Cell verdict(JsonNode pair) {
    String fault = text(pair, "fault");
    if (!fault.equals("none")) {
      return alarm("NO, waits for a person: " + People.words(fault));
    }
    boolean activeHere = text(pair, "role").equals("active");
    String standby = activeHere ? text(pair, "peer") : text(status, "node");
    if (pair.path("ready").asBoolean()) {
      return new Cell("yes, " + standby + " can take over", Paint.GOOD);
    }
    String detail = text(pair, "cannotTakeOverDetail");
    String cause = People.words(text(pair, "cannotTakeOverCause"));
    String why = standby + ": " + cause + (detail.isEmpty() ? "" : ": " + detail);
    boolean served = !text(pair, "activeNode").isEmpty();
    return served ? new Cell("NO, " + why, Paint.WARNING) : alarm("NO, " + why);
  }

  private Table details(JsonNode pair) {
    Table table = new Table();
    table.row(
        "here",
        "%s: %s (epoch %d)"
            .formatted(
                text(pair, "state"), text(pair, "stateReason"), pair.path("epoch").asLong()));
    String peerState = text(pair, "peerState");
    table.row(
        text(pair, "peer"),
        text(pair, "peerHealth") + (peerState.isEmpty() ? "" : ", " + peerState));
    if (pair.path("suspended").asBoolean()) {
      table.row(
          List.of(Cell.of("maintenance"), new Cell("SUSPENDED: nothing moves", Paint.WARNING)));
    }
    table.row("moves", moves(pair));
    pair.path("paths").forEach(path -> table.row(List.of(Cell.of("path"), path(path))));
    for (JsonNode lun : pair.path("luns")) {
      table.row(
          "lun",
          "%s %s, guard %s %s"
              .formatted(
                  text(lun, "name"),
                  text(lun, "device"),
                  People.words(text(lun, "guard")),
                  People.words(text(lun, "guardState"))));
    }
    pair.path("resources")
        .forEach(resource -> table.row(List.of(Cell.of("resource"), resource(resource))));
    return table;
  }

  private String moves(JsonNode pair) {
    StringBuilder moves = new StringBuilder();
    moves.append(
        "%d: %d takeovers, %d switchovers"
            .formatted(
                pair.path("failovers").asLong(),
                pair.path("takeovers").asLong(),
                pair.path("switchovers").asLong()));
    long failed = pair.path("failedMoves").asLong();
    if (failed > 0) {
      moves.append(", ").append(failed).append(" failed");
    }
    JsonNode last = pair.path("lastMove");
    if (last.path("wallMillis").asLong() > 0) {
      moves.append(
          "; the last to here %s ago: %s, took %s"
              .formatted(
                  People.duration(Math.max(0, now - last.path("wallMillis").asLong())),
                  People.words(text(last, "reason")),
                  People.duration(last.path("durationMillis").asLong())));
    }
    return moves.toString();
  }

  private Cell path(JsonNode path) {
    String state = text(path, "state");
    String kind = text(path, "kind");
    if (state.equals("up")) {
      long roundTrip = path.path("roundTripNanos").asLong();
      return Cell.of(
          kind + " up" + (roundTrip < 0 ? "" : ", round trip " + People.roundTrip(roundTrip)));
    }
    long changed = path.path("changedMillis").asLong();
    String since = changed > 0 ? " since " + People.duration(Math.max(0, now - changed)) : "";
    return state.equals("down")
        ? alarm(kind + " DOWN" + since)
        : new Cell(kind + " " + state + since, Paint.WARNING);
  }

  private Cell resource(JsonNode resource) {
    String state = text(resource, "state");
    String name = text(resource, "place") + " " + text(resource, "name") + " ";
    return switch (state) {
      case "failed" -> alarm(name + "FAILED: " + text(resource, "lastResult"));
      case "unknown" -> new Cell(name + state, Paint.WARNING);
      default -> Cell.of(name + state);
    };
  }

  /** A line for each part of this node that is not ok; one for all that do not tell. */
  private String health() {
    Table table = new Table();
    List<String> silent = new ArrayList<>();
    for (JsonNode part : status.path("health")) {
      String verdict = text(part, "verdict");
      String line = text(part, "name") + " " + verdict.toUpperCase(Locale.ROOT) + since(part);
      String what = text(part, "reading") + ": " + text(part, "advice");
      switch (verdict) {
        case "degraded" ->
            table.row(List.of(new Cell(line, Paint.WARNING), new Cell(what, Paint.WARNING)));
        case "failing", "failed" -> table.row(List.of(alarm(line), alarm(what)));
        case "unknown" -> silent.add(text(part, "name"));
        default -> {}
      }
    }
    if (!silent.isEmpty()) {
      table.row(text(status, "node") + " does not tell: " + String.join(", ", silent));
    }
    String lines = table.render("", colour);
    return lines.isEmpty() ? "" : "\n" + lines;
  }

  private String since(JsonNode part) {
    long changed = part.path("lastChangeMillis").asLong();
    return changed > 0 ? " since " + People.duration(Math.max(0, now - changed)) : "";
  }

  private String underWay() {
    List<String> lines = new ArrayList<>();
    for (JsonNode operation : status.path("operations")) {
      if (!operation.path("over").asBoolean()) {
        lines.add(
            "under way: %s of %s since %s: %s"
                .formatted(
                    text(operation, "action"),
                    text(operation, "pair"),
                    People.duration(Math.max(0, now - operation.path("startMillis").asLong())),
                    text(operation, "step")));
      }
    }
    Table table = new Table();
    lines.forEach(table::row);
    return lines.isEmpty() ? "" : "\n" + table.render("", colour);
  }

  private static Cell bold(String text) {
    return new Cell(text, Paint.BOLD);
  }

  private static Cell alarm(String text) {
    return new Cell(text, Paint.ALARM);
  }

  private static String text(JsonNode node, String member) {
    return node.path(member).asText();
  }
}
