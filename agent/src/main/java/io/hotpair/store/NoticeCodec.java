package io.hotpair.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Notice;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.PairName;

/** An event. */
final class NoticeCodec implements Codec<Notice> {
  @Override
  public ObjectNode encode(Notice notice) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("sequence", notice.sequence());
    node.put("eventId", notice.eventId());
    node.put("wallMillis", notice.wallMillis());
    node.put("node", notice.node().value());
    node.put("kind", notice.kind().label());
    notice.pair().ifPresent(pair -> node.put("pair", pair.value()));
    node.put("subject", notice.subject());
    node.put("oldState", notice.oldState());
    node.put("newState", notice.newState());
    node.put("reason", notice.reason().label());
    node.put("epoch", notice.epoch().value());
    node.put("text", notice.text());
    return node;
  }

  @Override
  public Notice decode(Fields fields) {
    return new Notice(
        fields.number("sequence"),
        fields.text("eventId"),
        fields.number("wallMillis"),
        new NodeName(fields.text("node")),
        fields.word("kind", NoticeKind.class),
        fields.optionalText("pair", PairName::new),
        fields.text("subject"),
        fields.text("oldState"),
        fields.text("newState"),
        fields.word("reason", MoveReason.class),
        new Epoch(fields.number("epoch")),
        fields.text("text"));
  }
}
