package io.hotpair.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * A question or an order as it crosses the local socket: one flat object of texts on one line.
 *
 * @param verb {@code status}, {@code events}, {@code operation}, or an action's label
 * @param pair the pair of an action; else empty
 * @param target the node that shall be active; empty: the other than now
 * @param requestId the request id of an action or of the operation asked for; else empty
 * @param force whether an action shall happen although readiness says no
 */
record LocalRequest(String verb, String pair, String target, String requestId, boolean force) {
  /** The longest value, in characters. */
  private static final int LONGEST_VALUE = 128;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1)
                  .maxStringLength(LONGEST_VALUE)
                  .maxNameLength(LONGEST_VALUE)
                  .maxNumberLength(1)
                  .build())
          .build();

  static LocalRequest question(String verb) {
    return new LocalRequest(verb, "", "", "", false);
  }

  static LocalRequest operation(String requestId) {
    return new LocalRequest("operation", "", "", requestId, false);
  }

  String toJson() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("verb", verb);
      json.writeStringField("pair", pair);
      json.writeStringField("target", target);
      json.writeStringField("requestId", requestId);
      json.writeBooleanField("force", force);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is anything else than such an object; says what
   */
  static LocalRequest parse(String line) {
    Map<String, String> texts = new HashMap<>(Map.of("pair", "", "target", "", "requestId", ""));
    boolean force = false;
    try (JsonParser json = FACTORY.createParser(line)) {
      require(json.nextToken() == JsonToken.START_OBJECT, "a request is a JSON object");
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        switch (name) {
          case "verb", "pair", "target", "requestId" -> {
            require(value == JsonToken.VALUE_STRING, name + " is a text");
            texts.put(name, json.getText());
          }
          case "force" -> {
            require(
                value == JsonToken.VALUE_TRUE || value == JsonToken.VALUE_FALSE,
                "force is true or false");
            force = value == JsonToken.VALUE_TRUE;
          }
          default ->
              throw new IllegalArgumentException(
                  "unknown key; allowed are verb, pair, target, requestId, force");
        }
      }
      require(json.currentToken() == JsonToken.END_OBJECT, "a request is one flat JSON object");
      require(json.nextToken() == null, "a request is one JSON object");
    } catch (IOException broken) {
      throw new IllegalArgumentException("a request is one line of JSON", broken);
    }
    require(texts.containsKey("verb"), "a request has a verb");
    return new LocalRequest(
        texts.get("verb"), texts.get("pair"), texts.get("target"), texts.get("requestId"), force);
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
