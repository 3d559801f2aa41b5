package io.hotpair.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values of the core as JSON and back. They are records of plain values, optionals, lists, maps and
 * other records, or one of a sealed interface's: so their own declarations are the format, and a
 * new event or state needs no code here. What is read makes only the types that the declarations
 * name.
 */
final class RecordText {
  private static final String TYPE = "_";

  private RecordText() {}

  /** As JSON. */
  static JsonNode write(Object value) {
    return switch (value) {
      case String text -> JsonNodeFactory.instance.textNode(text);
      case Boolean truth -> JsonNodeFactory.instance.booleanNode(truth);
      case Integer number -> JsonNodeFactory.instance.numberNode(number.longValue());
      case Long number -> JsonNodeFactory.instance.numberNode(number);
      case Duration time -> JsonNodeFactory.instance.numberNode(time.toNanos());
      case Enum<?> word -> JsonNodeFactory.instance.textNode(word.name());
      case Optional<?> maybe -> list(maybe.stream().toList());
      case List<?> list -> list(list);
      case Map<?, ?> map -> map(map);
      case Record record -> object(record);
      default -> throw new IllegalArgumentException(value.getClass() + " is no value of the core");
    };
  }

  private static ArrayNode list(List<?> values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    values.forEach(value -> array.add(write(value)));
    return array;
  }

  // In the map's own order, which rules may follow.
  private static ArrayNode map(Map<?, ?> values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    values.forEach((key, value) -> array.add(list(List.of(key, value))));
    return array;
  }

  private static ObjectNode object(Record record) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put(TYPE, record.getClass().getSimpleName());
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        object.set(component.getName(), write(component.getAccessor().invoke(record)));
      } catch (ReflectiveOperationException impossible) {
        throw new IllegalStateException(component + " can't be read", impossible);
      }
    }
    return object;
  }

  /**
   * A value again.
   *
   * @throws IllegalArgumentException if the text is not one of its type; says what is wrong
   */
  static <T> T read(JsonNode text, Class<T> type) {
    return type.cast(read(text, (Type) type, Map.of()));
  }

  private static Object read(JsonNode text, Type type, Map<TypeVariable<?>, Type> bound) {
    if (type instanceof TypeVariable<?> variable) {
      return read(text, bound.get(variable), bound);
    }
    List<Type> arguments =
        type instanceof ParameterizedType generic
            ? List.of(generic.getActualTypeArguments()).stream()
                .map(argument -> resolve(argument, bound))
                .toList()
            : List.of();
    Class<?> raw =
        (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    if (raw == String.class) {
      return text.asText();
    } else if (raw == boolean.class || raw == Boolean.class) {
      return text.asBoolean();
    } else if (raw == int.class || raw == Integer.class) {
      return Math.toIntExact(text.asLong());
    } else if (raw == long.class || raw == Long.class) {
      return text.asLong();
    } else if (raw == Duration.class) {
      return Duration.ofNanos(text.asLong());
    } else if (raw.isEnum()) {
      return word(text, raw);
    } else if (raw == Optional.class) {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(read(text.get(0), arguments.getFirst(), bound));
    } else if (raw == List.class) {
      List<Object> values = new ArrayList<>();
      text.forEach(value -> values.add(read(value, arguments.getFirst(), bound)));
      return values;
    } else if (raw == Map.class) {
      Map<Object, Object> values = new LinkedHashMap<>();
      text.forEach(
          entry ->
              values.put(
                  read(entry.get(0), arguments.getFirst(), bound),
                  read(entry.get(1), arguments.getLast(), bound)));
      return values;
    }
    return record(text, raw, arguments);
  }

  private static Type resolve(Type argument, Map<TypeVariable<?>, Type> bound) {
    return argument instanceof TypeVariable<?> variable ? bound.get(variable) : argument;
  }

  private static Object word(JsonNode text, Class<?> words) {
    for (Object word : words.getEnumConstants()) {
      if (((Enum<?>) word).name().equals(text.asText())) {
        return word;
      }
    }
    throw new IllegalArgumentException("\"" + text.asText() + "\" is not a word of " + words);
  }

  private static Object record(JsonNode text, Class<?> declared, List<Type> arguments) {
    Class<?> type = named(text.path(TYPE).asText(), declared);
    Map<TypeVariable<?>, Type> bound = new HashMap<>();
    // A record of a generic interface has the interface's variables in the same order.
    for (int place = 0; place < type.getTypeParameters().length; place++) {
      bound.put(type.getTypeParameters()[place], arguments.get(place));
    }
    List<Class<?>> types = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      JsonNode value = text.get(component.getName());
      if (value == null) {
        throw new IllegalArgumentException(type + " without " + component.getName());
      }
      types.add(component.getType());
      values.add(read(value, component.getGenericType(), bound));
    }
    try {
      var constructor = type.getDeclaredConstructor(types.toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(values.toArray());
    } catch (ReflectiveOperationException refused) {
      throw new IllegalArgumentException(type + " can't be made: " + refused.getCause(), refused);
    }
  }

  private static Class<?> named(String name, Class<?> declared) {
    if (declared.isRecord() && declared.getSimpleName().equals(name)) {
      return declared;
    }
    if (declared.isSealed()) {
      for (Class<?> permitted : declared.getPermittedSubclasses()) {
        if (permitted.getSimpleName().equals(name)) {
          return permitted;
        }
      }
    }
    throw new IllegalArgumentException("\"" + name + "\" is no " + declared);
  }
}
