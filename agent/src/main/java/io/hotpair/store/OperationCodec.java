package io.hotpair.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hotpair.core.model.Action;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Operation;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.Order;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.Requester;
import io.hotpair.core.model.Surface;
import java.util.Optional;

/** An operation. */
final class OperationCodec implements Codec<Operation> {
  @Override
  public ObjectNode encode(Operation operation) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("number", operation.number());
    encode(operation.order(), node.putObject("order"));
    node.put("state", operation.state().label());
    node.put("step", operation.step());
    node.put("result", operation.result());
    node.put("startMillis", operation.startMillis());
    node.put("endMillis", operation.endMillis());
    return node;
  }

  private static void encode(Order order, ObjectNode node) {
    node.put("requestId", order.requestId());
    node.put("action", order.action().label());
    node.put("pair", order.pair().value());
    order.target().ifPresent(target -> node.put("target", target.value()));
    order.decidedIn().ifPresent(epoch -> node.put("decidedIn", epoch.value()));
    node.put("force", order.force());
    node.putObject("requester")
        .put("surface", order.requester().surface().label())
        .put("user", order.requester().user())
        .put("address", order.requester().address());
  }

  @Override
  public Operation decode(Fields fields) {
    return new Operation(
        fields.number("number"),
        order(fields.object("order")),
        fields.word("state", OperationState.class),
        fields.text("step"),
        fields.text("result"),
        fields.number("startMillis"),
        fields.number("endMillis"));
  }

  private static Order order(Fields fields) {
    Fields requester = fields.object("requester");
    return new Order(
        fields.text("requestId"),
        fields.word("action", Action.class),
        new PairName(fields.text("pair")),
        fields.optionalText("target", NodeName::new),
        fields.node().has("decidedIn")
            ? Optional.of(new Epoch(fields.number("decidedIn")))
            : Optional.empty(),
        fields.flag("force"),
        new Requester(
            requester.word("surface", Surface.class),
            requester.text("user"),
            requester.text("address")));
  }
}
