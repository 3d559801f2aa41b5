package io.hotpair.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A mapping of the file. It remembers which keys were asked for, so that {@link #end} can name
 * those that nobody knows.
 */
final class Section {
  /** The most keys of one mapping. */
  private static final int MOST_KEYS = 4096;

  private final String path;
  private final Node place;
  private final Problems problems;
  private final Map<String, Value> values = new LinkedHashMap<>();
  private final Set<String> known = new TreeSet<>();

  Section(String path, Node place, Problems problems) {
    this.path = path;
    this.place = place;
    this.problems = problems;
    if (place instanceof MappingNode mapping) {
      fill(mapping);
    }
  }

  private void fill(MappingNode mapping) {
    if (mapping.getValue().size() > MOST_KEYS) {
      problems.add(place, subject() + " has too many keys; allowed are " + MOST_KEYS);
      return;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.add(
            tuple.getKeyNode(), subject() + " has a key that is no word; allowed are words");
        continue;
      }
      String name = key.getValue();
      Value value = new Value(child(name), key, tuple.getValueNode(), problems);
      Value first = values.putIfAbsent(name, value);
      if (first != null) {
        problems.add(
            key,
            "%s stands here again, first in line %d; allowed is once"
                .formatted(child(name), first.line()));
      }
    }
  }

  private String child(String name) {
    String shown = Value.shorten(name);
    return path.isEmpty() ? shown : path + "." + shown;
  }

  private String subject() {
    return path.isEmpty() ? "the file" : path;
  }

  /** The value of a key, if it is there. */
  Optional<Value> optional(String key) {
    known.add(key);
    return Optional.ofNullable(values.get(key));
  }

  /** The value of a key that must be there. */
  Optional<Value> required(String key) {
    Optional<Value> value = optional(key);
    // What is no mapping has been complained of already.
    if (value.isEmpty() && place instanceof MappingNode) {
      problems.add(place, subject() + " has no " + key + "; it is required");
    }
    return value;
  }

  /** All entries, for a mapping whose keys are names; none of them is unknown. */
  Map<String, Value> all() {
    known.addAll(values.keySet());
    return values;
  }

  /** The entries that nobody asked for so far; none of them is unknown after this. */
  Map<String, Value> others() {
    Map<String, Value> others = new LinkedHashMap<>(values);
    others.keySet().removeAll(known);
    known.addAll(others.keySet());
    return others;
  }

  /** Complains of every key that was not asked for. */
  void end() {
    List<String> allowed = List.copyOf(known);
    others()
        .forEach(
            (key, value) ->
                problems.add(
                    value.keyNode(),
                    "unknown key \"%s\"; allowed are %s"
                        .formatted(Value.shorten(key), String.join(", ", allowed))));
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  Set<String> keys() {
    return values.keySet();
  }

  Node place() {
    return place;
  }
}
