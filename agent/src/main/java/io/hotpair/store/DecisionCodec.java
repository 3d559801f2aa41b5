package io.hotpair.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hotpair.core.model.DecisionRecord;
import io.hotpair.core.model.PairName;
import java.util.List;

/** A move's record. */
final class DecisionCodec implements Codec<DecisionRecord> {
  private static final String BETWEEN = " ";

  @Override
  public ObjectNode encode(DecisionRecord record) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("number", record.number());
    node.put("wallMillis", record.wallMillis());
    node.put("pair", record.pair().value());
    node.put("eventIds", String.join(BETWEEN, record.eventIds()));
    node.put("text", record.text());
    return node;
  }

  @Override
  public DecisionRecord decode(Fields fields) {
    String ids = fields.text("eventIds");
    return new DecisionRecord(
        fields.number("number"),
        fields.number("wallMillis"),
        new PairName(fields.text("pair")),
        ids.isEmpty() ? List.of() : List.of(ids.split(BETWEEN)),
        fields.text("text"));
  }
}
