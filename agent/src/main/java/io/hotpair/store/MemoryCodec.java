package io.hotpair.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.PairMemory;
import io.hotpair.core.model.PairMemory.Counters;
import io.hotpair.core.model.PairMemory.LastMove;
import io.hotpair.core.model.PairReport.Settled;
import io.hotpair.core.model.Suspension;

/**
 * A pair's memory. A later version may add members, which this one passes over; where it must not,
 * the format's number grows, and the memory is refused.
 */
final class MemoryCodec implements Codec<PairMemory> {
  private static final String FORMAT = "format";
  private static final int KNOWN = 1;
  private static final String FAILED_START = "failedStart";

  @Override
  public ObjectNode encode(PairMemory memory) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put(FORMAT, KNOWN);
    node.put("epochHint", memory.epochHint().value());
    node.putObject("suspension")
        .put("version", memory.suspension().version())
        .put("suspended", memory.suspension().suspended());
    Counters counters = memory.counters();
    node.putObject("counters")
        .put("failovers", counters.failovers())
        .put("takeovers", counters.takeovers())
        .put("switchovers", counters.switchovers())
        .put("failedMoves", counters.failedMoves())
        .put("suppressedMoves", counters.suppressedMoves());
    LastMove move = memory.lastMove();
    node.putObject("lastMove")
        .put("wallMillis", move.wallMillis())
        .put("reason", move.reason().label())
        .put("durationMillis", move.durationMillis())
        .put("timeline", move.timeline())
        .put("epoch", move.epoch().value());
    ArrayNode executed = node.putArray("executed");
    for (Settled settled : memory.executed()) {
      executed
          .addObject()
          .put("requestId", settled.requestId())
          .put("state", settled.state().label())
          .put("text", settled.text());
    }
    if (!memory.failedStart().isEmpty()) {
      node.put(FAILED_START, memory.failedStart());
    }
    return node;
  }

  @Override
  public PairMemory decode(Fields fields) {
    long format = fields.number(FORMAT, KNOWN);
    if (format != KNOWN) {
      throw new IllegalArgumentException(
          "format %d of another version of Hotpair; allowed is %d".formatted(format, KNOWN));
    }
    Fields suspension = fields.object("suspension");
    Fields counters = fields.object("counters");
    Fields move = fields.object("lastMove");
    return new PairMemory(
        new Epoch(fields.number("epochHint")),
        new Suspension(suspension.number("version"), suspension.flag("suspended")),
        new Counters(
            counters.number("failovers"),
            counters.number("takeovers"),
            counters.number("switchovers"),
            counters.number("failedMoves"),
            counters.number("suppressedMoves")),
        new LastMove(
            move.number("wallMillis"),
            move.word("reason", MoveReason.class),
            move.number("durationMillis"),
            move.text("timeline"),
            new Epoch(move.number("epoch"))),
        fields.list(
            "executed",
            settled ->
                new Settled(
                    settled.text("requestId"),
                    settled.word("state", OperationState.class),
                    settled.text("text"))),
        fields.optionalText(FAILED_START, text -> text).orElse(""));
  }
}
