package io.hotpair.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hotpair.checks.Finding;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Notice;
import io.hotpair.core.model.Operation;
import io.hotpair.core.model.PairName;
import io.hotpair.view.Snapshot;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** The small answers of the local socket, each one line of JSON. */
final class AnswerJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private AnswerJson() {}

  /** Fills an object. */
  interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  static String object(Fields fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  static String error(int exitStatus, String error) {
    return object(
        json -> {
          json.writeStringField("error", error);
          json.writeNumberField("exit", exitStatus);
        });
  }

  static String operation(Operation operation) {
    return object(
        json -> {
          json.writeFieldName("operation");
          write(json, operation);
        });
  }

  static void write(JsonGenerator json, Operation operation) throws IOException {
    json.writeStartObject();
    json.writeNumberField("number", operation.number());
    json.writeStringField("requestId", operation.order().requestId());
    json.writeStringField("action", operation.order().action().label());
    json.writeStringField("pair", operation.order().pair().value());
    json.writeStringField("target", operation.order().target().map(NodeName::value).orElse(""));
    json.writeBooleanField("force", operation.order().force());
    json.writeStringField("requester", operation.order().requester().toString());
    json.writeStringField("user", operation.order().requester().user());
    json.writeStringField("surface", operation.order().requester().surface().label());
    json.writeStringField("address", operation.order().requester().address());
    json.writeStringField("state", operation.state().label());
    json.writeBooleanField("over", operation.isOver());
    json.writeStringField("step", operation.step());
    json.writeStringField("result", operation.result());
    json.writeNumberField("startMillis", operation.startMillis());
    json.writeNumberField("endMillis", operation.endMillis());
    json.writeEndObject();
  }

  static String findings(List<Finding> findings) {
    return object(
        json -> {
          json.writeNumberField("schema", StatusJson.SCHEMA);
          json.writeArrayFieldStart("findings");
          for (Finding finding : findings) {
            json.writeStartObject();
            json.writeStringField("subject", finding.subject());
            json.writeStringField("verdict", finding.verdict().name().toLowerCase(Locale.ROOT));
            json.writeStringField("text", finding.text());
            json.writeStringField("advice", finding.advice());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  static String events(Snapshot snapshot) {
    return object(
        json -> {
          json.writeNumberField("schema", StatusJson.SCHEMA);
          json.writeStringField("node", snapshot.agent().node().value());
          json.writeNumberField("generation", snapshot.generation());
          json.writeArrayFieldStart("events");
          for (Notice event : snapshot.events()) {
            write(json, event);
          }
          json.writeEndArray();
        });
  }

  private static void write(JsonGenerator json, Notice event) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", event.eventId());
    json.writeNumberField("wallMillis", event.wallMillis());
    json.writeStringField("severity", event.severity().label());
    json.writeStringField("kind", event.kind().label());
    json.writeStringField("node", event.node().value());
    json.writeStringField("pair", event.pair().map(PairName::value).orElse(""));
    json.writeStringField("subject", event.subject());
    json.writeStringField("oldState", event.oldState());
    json.writeStringField("newState", event.newState());
    json.writeStringField("reason", event.reason().label());
    json.writeNumberField("epoch", event.epoch().value());
    json.writeStringField("text", event.text());
    json.writeEndObject();
  }
}
