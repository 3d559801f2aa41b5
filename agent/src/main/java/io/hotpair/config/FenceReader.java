package io.hotpair.config;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.site.FenceLevel;
import io.hotpair.core.model.site.FenceSpec;
import io.hotpair.core.model.site.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads {@code fence}: by node, the levels that can switch it off. A level is a device, or the
 * devices of {@code together}, which must all be off at one time.
 */
final class FenceReader {
  private static final int MOST_LEVELS = 8;
  private static final int MOST_DEVICES = 4;
  private static final Pattern AGENT = Pattern.compile("fence_[A-Za-z0-9_.-]{1,64}");
  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

  private final SecretFiles secretFiles;
  private final TrustedPrograms programs;
  private final Duration usualDeadline;

  /**
   * A reader.
   *
   * @param usualDeadline of a level that names none
   */
  FenceReader(SecretFiles secretFiles, TrustedPrograms programs, Duration usualDeadline) {
    this.secretFiles = secretFiles;
    this.programs = programs;
    this.usualDeadline = usualDeadline;
  }

  Map<NodeName, List<FenceLevel>> fence(Value value, Collection<NodeName> nodes) {
    Map<NodeName, List<FenceLevel>> fence = new TreeMap<>();
    Section section = value.section();
    for (NodeName node : nodes) {
      section.optional(node.value()).ifPresent(list -> fence.put(node, levels(list)));
    }
    section.end();
    return fence;
  }

  private List<FenceLevel> levels(Value value) {
    List<FenceLevel> levels = new ArrayList<>();
    for (Value item : value.items(MOST_LEVELS)) {
      levels.add(level(item));
    }
    return List.copyOf(levels);
  }

  // Given with what it has even after a complaint: the node does have a level.
  private FenceLevel level(Value value) {
    Section section = value.section();
    Duration deadline = section.optional("deadline").flatMap(this::deadline).orElse(usualDeadline);
    Optional<Value> together = section.optional("together");
    if (together.isEmpty()) {
      return new FenceLevel(List.of(device(section)), deadline);
    }
    section.end();
    List<FenceSpec> devices = new ArrayList<>();
    for (Value item : together.get().items(MOST_DEVICES)) {
      devices.add(device(item.section()));
    }
    if (together.get().isList() && devices.size() < 2) {
      together
          .get()
          .refuse(
              "names %d device(s); allowed are 2 to %d, all of which must be off"
                  .formatted(devices.size(), MOST_DEVICES));
    }
    return new FenceLevel(
        devices.isEmpty() ? List.of(new FenceSpec("", Map.of(), Map.of())) : devices, deadline);
  }

  private Optional<Duration> deadline(Value value) {
    return value
        .duration()
        .flatMap(
            time ->
                time.compareTo(FenceLevel.SHORTEST_DEADLINE) < 0
                    ? value.refuseText(
                        "are times from " + FenceLevel.SHORTEST_DEADLINE.toMillis() + "ms to 24h")
                    : Optional.of(time));
  }

  private FenceSpec device(Section section) {
    Optional<String> agent = section.required("agent").flatMap(this::agent);
    Map<String, String> parameters = new TreeMap<>();
    section
        .optional("parameters")
        .ifPresent(
            list ->
                entries(list)
                    .forEach(
                        (key, entry) -> entry.text().ifPresent(text -> parameters.put(key, text))));
    Map<String, Secret> secrets = new TreeMap<>();
    section
        .optional("secrets")
        .ifPresent(
            list ->
                entries(list)
                    .forEach(
                        (key, entry) -> secret(entry).ifPresent(text -> secrets.put(key, text))));
    section.end();
    return new FenceSpec(agent.orElse(""), parameters, secrets);
  }

  private Optional<String> agent(Value value) {
    Optional<String> agent = value.text();
    if (agent.isPresent() && agent.get().startsWith("/")) {
      return programs.accepts(value) ? agent : Optional.empty();
    }
    return value.text(AGENT, "are names as fence_ipmilan, and absolute paths");
  }

  private static Map<String, Value> entries(Value value) {
    Map<String, Value> entries = value.section().all();
    entries.forEach(
        (key, entry) -> {
          if (key.equals("action") || !PARAMETER.matcher(key).matches()) {
            entry.refuseKey(
                "the parameter \"%s\"; allowed are letters, digits, _ and -, and not action,"
                        .formatted(Value.shorten(key))
                    + " which the agent sets");
          }
        });
    return entries;
  }

  // Parameters go to the fence agent as lines: one more line would be one more parameter.
  private Optional<Secret> secret(Value value) {
    Optional<Secret> secret = secretFiles.read(value, 1);
    for (byte letter : secret.map(Secret::bytes).orElse(new byte[0])) {
      if (letter == '\n' || letter == '\r' || letter == 0) {
        return value.refuse("holds more than one line; allowed is one");
      }
    }
    return secret;
  }
}
