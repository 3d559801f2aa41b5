package io.hotpair.config;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.ResourceKind;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.core.model.site.ResourceSpec.ByNode;
import io.hotpair.core.model.site.ResourceSpec.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads the {@code group} of a pair: its resources in start order. */
final class GroupReader {
  private static final int MOST_RESOURCES = 64;
  private static final int MOST_ARGUMENTS = 256;
  // No wider than what runs it takes: a name that the file may have must not end the agent.
  private static final Pattern OCF_AGENT =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}:[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
  private static final Pattern UNIT =
      Pattern.compile("[A-Za-z0-9_:@\\\\][A-Za-z0-9_:@\\\\.-]{0,254}");
  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
  private static final List<String> COMMANDS = List.of("start", "stop", "monitor");

  private final TrustedPrograms programs;

  GroupReader(TrustedPrograms programs) {
    this.programs = programs;
  }

  /** The resources, all with names of their own. */
  List<ResourceSpec> group(Value value, List<NodeName> nodes) {
    List<Value> items = value.items(MOST_RESOURCES);
    if (value.isList() && items.isEmpty()) {
      value.refuse("is empty; allowed are 1 to " + MOST_RESOURCES + " resources");
    }
    ResourceNames names = new ResourceNames();
    List<ResourceSpec> resources = new ArrayList<>();
    List<Section> sections = items.stream().map(Value::section).toList();
    sections.forEach(section -> section.optional("name").ifPresent(names::reserve));
    for (int place = 0; place < sections.size(); place++) {
      resource(sections.get(place), items.get(place), nodes, names).ifPresent(resources::add);
    }
    return List.copyOf(resources);
  }

  private Optional<ResourceSpec> resource(
      Section section, Value value, List<NodeName> nodes, ResourceNames names) {
    Optional<ResourceName> given = section.optional("name").flatMap(names::given);
    Times times = times(section);
    Optional<Value> ocf = section.optional("ocf");
    Optional<Value> systemd = section.optional("systemd");
    Optional<Value> command = section.optional("command");
    long kinds = List.of(ocf, systemd, command).stream().filter(Optional::isPresent).count();
    if (kinds != 1) {
      return value.isSection()
          ? value.refuse("has %d of ocf, systemd, command; allowed is one".formatted(kinds))
          : Optional.empty();
    }
    Map<String, ByNode> parameters = ocf.isPresent() ? parameters(section, nodes) : Map.of();
    section.end();
    if (ocf.isPresent()) {
      return ocf.get()
          .text(OCF_AGENT, "are provider:agent, as heartbeat:Filesystem")
          .map(
              agent ->
                  new ResourceSpec(
                      given.orElseGet(() -> names.derive(agent.substring(agent.indexOf(':') + 1))),
                      ResourceKind.OCF,
                      agent,
                      parameters,
                      Map.of(),
                      times));
    }
    if (systemd.isPresent()) {
      return systemd
          .get()
          .text(UNIT, "are names of units, as postgresql@15-main")
          .map(
              unit ->
                  new ResourceSpec(
                      given.orElseGet(() -> names.derive(unit)),
                      ResourceKind.SYSTEMD,
                      unit,
                      Map.of(),
                      Map.of(),
                      times));
    }
    return commands(command.get())
        .map(
            commands ->
                new ResourceSpec(
                    given.orElseGet(() -> names.derive(fileName(commands.get("start").getFirst()))),
                    ResourceKind.COMMAND,
                    "",
                    Map.of(),
                    commands,
                    times));
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static Times times(Section section) {
    Duration interval = time(section, "interval", Times.USUAL.interval());
    Optional<Section> timeouts = section.optional("timeouts").map(Value::section);
    if (timeouts.isEmpty()) {
      return new Times(Times.USUAL.start(), Times.USUAL.stop(), Times.USUAL.monitor(), interval);
    }
    Times times =
        new Times(
            time(timeouts.get(), "start", Times.USUAL.start()),
            time(timeouts.get(), "stop", Times.USUAL.stop()),
            time(timeouts.get(), "monitor", Times.USUAL.monitor()),
            interval);
    timeouts.get().end();
    return times;
  }

  private static Duration time(Section section, String key, Duration usual) {
    return section.optional(key).flatMap(Value::duration).orElse(usual);
  }

  private static Map<String, ByNode> parameters(Section section, List<NodeName> nodes) {
    Map<String, ByNode> parameters = new TreeMap<>();
    section
        .others()
        .forEach(
            (key, value) -> {
              if (!PARAMETER.matcher(key).matches()) {
                value.refuseKey(
                    "the parameter \"%s\"; allowed are A-Z a-z 0-9 _, no digit first"
                        .formatted(Value.shorten(key)));
              }
              if (value.isSection()) {
                byNode(value, nodes).ifPresent(special -> parameters.put(key, special));
              } else {
                value.text().ifPresent(text -> parameters.put(key, new ByNode(text, Map.of())));
              }
            });
    return parameters;
  }

  private static Optional<ByNode> byNode(Value value, List<NodeName> nodes) {
    Section section = value.section();
    Map<NodeName, String> special = new TreeMap<>();
    for (NodeName node : nodes) {
      section
          .required(node.value())
          .flatMap(Value::text)
          .ifPresent(text -> special.put(node, text));
    }
    section.end();
    return Optional.of(new ByNode("", special));
  }

  private Optional<Map<String, List<String>>> commands(Value value) {
    Section section = value.section();
    Map<String, List<String>> commands = new LinkedHashMap<>();
    for (String action : COMMANDS) {
      section
          .required(action)
          .flatMap(this::arguments)
          .ifPresent(arguments -> commands.put(action, arguments));
    }
    section.end();
    return commands.size() == COMMANDS.size() ? Optional.of(commands) : Optional.empty();
  }

  private Optional<List<String>> arguments(Value value) {
    List<Value> items = value.items(MOST_ARGUMENTS);
    if (items.isEmpty()) {
      return value.isList()
          ? value.refuse("is empty; allowed are a program and its arguments")
          : Optional.empty();
    }
    List<String> arguments = new ArrayList<>();
    items.forEach(item -> item.text().ifPresent(arguments::add));
    if (arguments.size() < items.size() || !programs.accepts(items.getFirst())) {
      return Optional.empty();
    }
    return Optional.of(List.copyOf(arguments));
  }
}
