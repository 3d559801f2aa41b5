package io.hotpair.fencing;

import io.hotpair.port.AgentMetaData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a fence agent says of itself: FenceAgentAPI.md of the ClusterLabs fence-agents project,
 * "Agent Metadata".
 *
 * @param parameters by name, in the agent's order
 * @param actions what it can do
 */
record FenceMetaData(Map<String, Parameter> parameters, Set<String> actions) {
  private static final String ACTION = "action";

  /**
   * A parameter.
   *
   * @param required whether a device can't be switched without it
   * @param deprecated whether it is an older name
   * @param obsoletes the older name of the same parameter; empty: none
   */
  record Parameter(boolean required, boolean deprecated, String obsoletes) {}

  /**
   * Reads what the agent's {@code metadata} prints.
   *
   * @throws IllegalArgumentException if it is not XML, or not an agent's; the message says what
   */
  static FenceMetaData parse(String xml) {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    Set<String> actions = new LinkedHashSet<>();
    for (AgentMetaData.Element element : AgentMetaData.parse(xml).elements()) {
      if (element.kind().equals("parameter")) {
        parameters.put(
            element.name(),
            new Parameter(
                element.isTrue("required"),
                element.isTrue("deprecated"),
                element.text("obsoletes").orElse("")));
      } else if (element.kind().equals(ACTION)) {
        actions.add(element.name());
      }
    }
    return new FenceMetaData(parameters, actions);
  }

  /** What is wrong with the parameters that a site gives to the agent; empty if nothing. */
  List<String> misfits(Set<String> given) {
    List<String> misfits = new ArrayList<>();
    for (String action : List.of("off", "status")) {
      if (!actions.contains(action)) {
        misfits.add("it has no action " + action + ", only " + String.join(", ", actions));
      }
    }
    Set<String> unknown = new TreeSet<>(given);
    unknown.removeAll(parameters.keySet());
    if (!unknown.isEmpty()) {
      misfits.add(
          "unknown parameter " + String.join(", ", unknown) + "; allowed are " + allowedNames());
    }
    Set<String> missing = missing(given);
    if (!missing.isEmpty()) {
      misfits.add("parameter " + String.join(", ", missing) + " is required");
    }
    return misfits;
  }

  // Under either of its names; and an older name alone is never what is missing.
  private Set<String> missing(Set<String> given) {
    Set<String> missing = new TreeSet<>();
    parameters.forEach(
        (name, parameter) -> {
          boolean there = given.contains(name) || given.contains(parameter.obsoletes());
          if (parameter.required() && !parameter.deprecated() && !there && !name.equals(ACTION)) {
            missing.add(name);
          }
        });
    return missing;
  }

  private String allowedNames() {
    return parameters.entrySet().stream()
        .filter(entry -> !entry.getValue().deprecated() && !entry.getKey().equals(ACTION))
        .map(Map.Entry::getKey)
        .collect(Collectors.joining(", "));
  }
}
