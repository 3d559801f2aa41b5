package io.hotpair.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotpair.core.model.Coded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads an object's fields. Each method throws {@link IllegalArgumentException} naming the field
 * that is missing or of another type.
 */
record Fields(JsonNode node) {
  Fields {
    if (!node.isObject()) {
      throw new IllegalArgumentException("not an object");
    }
  }

  Fields object(String name) {
    return new Fields(field(name));
  }

  String text(String name) {
    JsonNode value = field(name);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(name + " is not a text");
    }
    return value.textValue();
  }

  <T> Optional<T> optionalText(String name, Function<String, T> type) {
    return node.has(name) ? Optional.of(type.apply(text(name))) : Optional.empty();
  }

  long number(String name) {
    JsonNode value = field(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new IllegalArgumentException(name + " is not a whole number");
    }
    return value.longValue();
  }

  /** As {@link #number(String)}, or {@code missing} if there is none. */
  long number(String name, long missing) {
    return node.has(name) ? number(name) : missing;
  }

  boolean flag(String name) {
    JsonNode value = field(name);
    if (!value.isBoolean()) {
      throw new IllegalArgumentException(name + " is not true or false");
    }
    return value.booleanValue();
  }

  /** A word of an enumeration, by its label. */
  <E extends Enum<E> & Coded> E word(String name, Class<E> words) {
    String label = text(name);
    for (E word : words.getEnumConstants()) {
      if (word.label().equals(label)) {
        return word;
      }
    }
    throw new IllegalArgumentException(name + " \"" + label + "\" is not a word of " + words);
  }

  <T> List<T> list(String name, Function<Fields, T> type) {
    JsonNode value = field(name);
    if (!value.isArray()) {
      throw new IllegalArgumentException(name + " is not a list");
    }
    List<T> elements = new ArrayList<>();
    value.forEach(element -> elements.add(type.apply(new Fields(element))));
    return elements;
  }

  private JsonNode field(String name) {
    JsonNode value = node.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }
}
