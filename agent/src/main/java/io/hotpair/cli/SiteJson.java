package io.hotpair.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.hotpair.view.FenceView;
import io.hotpair.view.HealthView;
import io.hotpair.view.NodeView;
import io.hotpair.view.TargetView;
import java.io.IOException;
import java.util.List;

/** The part of {@link StatusJson} that belongs to no pair. */
final class SiteJson {
  private SiteJson() {}

  static void nodes(JsonGenerator json, List<NodeView> nodes) throws IOException {
    json.writeArrayFieldStart("nodes");
    for (NodeView node : nodes) {
      json.writeStartObject();
      json.writeStringField("name", node.name().value());
      json.writeNumberField("id", node.id());
      json.writeBooleanField("local", node.local());
      json.writeBooleanField("virtual", node.virtual());
      json.writeStringField("health", node.health().label());
      json.writeStringField("bootId", node.bootId());
      json.writeNumberField("bootMillis", node.bootMillis());
      json.writeNumberField("lastHeardMillis", node.lastHeardMillis());
      json.writeNumberField("cpu", node.cpu());
      json.writeNumberField("memory", node.memory());
      json.writeStringField("configuration", node.configuration().label());
      json.writeStringField("verdict", node.verdict().label());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void fences(JsonGenerator json, List<FenceView> fences) throws IOException {
    json.writeArrayFieldStart("fences");
    for (FenceView fence : fences) {
      json.writeStartObject();
      json.writeStringField("node", fence.node().value());
      json.writeNumberField("place", fence.place());
      json.writeStringField("agent", fence.agent());
      json.writeStringField("status", fence.lastStatus());
      json.writeStringField("lastResult", fence.lastResult());
      json.writeNumberField("lastCallMillis", fence.lastMillis());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void health(JsonGenerator json, List<HealthView> parts) throws IOException {
    json.writeArrayFieldStart("health");
    for (HealthView part : parts) {
      json.writeStartObject();
      json.writeStringField("name", part.name());
      json.writeStringField("kind", part.kind().label());
      json.writeStringField("verdict", part.verdict().label());
      json.writeStringField("reading", part.reading());
      json.writeNumberField("value", part.value());
      json.writeStringField("unit", part.unit());
      json.writeStringField("limits", part.limits());
      json.writeStringField("advice", part.advice());
      json.writeNumberField("lastChangeMillis", part.sinceMillis());
      json.writeNumberField("changes", part.changes());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void targets(JsonGenerator json, List<TargetView> targets) throws IOException {
    json.writeArrayFieldStart("targets");
    for (TargetView target : targets) {
      json.writeStartObject();
      json.writeStringField("name", target.name());
      json.writeStringField("address", target.address());
      json.writeBooleanField("inform", target.inform());
      json.writeNumberField("queued", target.queued());
      json.writeNumberField("sent", target.sent());
      json.writeNumberField("acknowledged", target.acknowledged());
      json.writeNumberField("retried", target.retried());
      json.writeNumberField("dropped", target.dropped());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
