package io.hotpair.config;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.ResourceKind;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.site.ProbeSpec;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.core.model.site.ResourceSpec.ByNode;
import io.hotpair.core.model.site.ResourceSpec.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
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

  private static final Pattern SCRIPT = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}");
  private static final Map<String, ResourceKind> KINDS = kinds();

  private final TrustedPrograms programs;
  private final ProbeReader probes;

  GroupReader(TrustedPrograms programs, ProbeReader probes) {
    this.programs = programs;
    this.probes = probes;
  }

  private static Map<String, ResourceKind> kinds() {
    Map<String, ResourceKind> kinds = new LinkedHashMap<>();
    kinds.put("ocf", ResourceKind.OCF);
    kinds.put("systemd", ResourceKind.SYSTEMD);
    kinds.put("sysv", ResourceKind.SYSV);
    kinds.put("command", ResourceKind.COMMAND);
    kinds.put("address", ResourceKind.ADDRESS);
    kinds.put("windows-service", ResourceKind.WINDOWS_SERVICE);
    kinds.put("windows-address", ResourceKind.WINDOWS_ADDRESS);
    kinds.put("windows-disk", ResourceKind.WINDOWS_DISK);
    return kinds;
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
      resource(sections.get(place), items.get(place), nodes, names, resources)
          .ifPresent(resources::add);
    }
    return List.copyOf(resources);
  }

  private Optional<ResourceSpec> resource(
      Section section,
      Value value,
      List<NodeName> nodes,
      ResourceNames names,
      List<ResourceSpec> before) {
    Optional<ResourceName> given = section.optional("name").flatMap(names::given);
    Times times = times(section);
    List<ProbeSpec> monitors =
        section
            .optional("monitors")
            .map(list -> probes.monitors(list, times.interval()))
            .orElse(List.of());
    List<ProbeSpec> asked = section.optional("probes").map(probes::probes).orElse(List.of());
    Optional<List<ResourceName>> after = section.optional("after").map(list -> after(list, before));
    Map<ResourceKind, Value> kinds = new EnumMap<>(ResourceKind.class);
    KINDS.forEach((word, kind) -> section.optional(word).ifPresent(of -> kinds.put(kind, of)));
    if (kinds.size() != 1) {
      return value.isSection()
          ? value.refuse(
              "has %d of %s; allowed is one"
                  .formatted(kinds.size(), String.join(", ", KINDS.keySet())))
          : Optional.empty();
    }
    ResourceKind kind = kinds.keySet().iterator().next();
    Map<String, ByNode> parameters = parameters(kind, section, kinds.get(kind), nodes);
    section.end();
    return run(kind, kinds.get(kind))
        .map(
            run ->
                new ResourceSpec(
                    given.orElseGet(() -> names.derive(run.base())),
                    kind,
                    run.agent(),
                    parameters,
                    run.commands(),
                    times,
                    monitors,
                    asked,
                    after));
  }

  /** What a resource needs; only earlier ones, so that no two can need each other. */
  private static List<ResourceName> after(Value list, List<ResourceSpec> before) {
    List<String> allowed = before.stream().map(resource -> resource.name().value()).toList();
    List<ResourceName> needed = new ArrayList<>();
    for (Value item : list.items(MOST_RESOURCES)) {
      item.text()
          .flatMap(
              name ->
                  allowed.contains(name)
                      ? Optional.of(new ResourceName(name))
                      : item.refuseText(
                          allowed.isEmpty()
                              ? "is nothing: no resource is listed before this one"
                              : "are resources listed before this one: "
                                  + String.join(", ", allowed)))
          .filter(name -> !needed.contains(name))
          .ifPresent(needed::add);
    }
    return needed;
  }

  /**
   * What runs a resource.
   *
   * @param agent as in {@link ResourceSpec#agent}
   * @param base what its name is made from if it has none
   */
  private record Run(String agent, String base, Map<String, List<String>> commands) {}

  private Optional<Run> run(ResourceKind kind, Value value) {
    return switch (kind) {
      case OCF ->
          value
              .text(OCF_AGENT, "are provider:agent, as heartbeat:Filesystem")
              .map(agent -> new Run(agent, agent.substring(agent.indexOf(':') + 1), Map.of()));
      case SYSTEMD ->
          value
              .text(UNIT, "are names of units, as postgresql@15-main")
              .map(unit -> new Run(unit, unit, Map.of()));
      case SYSV ->
          value
              .text(SCRIPT, "are names of scripts in /etc/init.d, as tomcat")
              .map(script -> new Run(script, script, Map.of()));
      case COMMAND ->
          commands(value)
              .map(commands -> new Run("", fileName(commands.get("start").getFirst()), commands));
      case ADDRESS ->
          AddressReader.address(value).map(address -> new Run(address, "address", Map.of()));
      case WINDOWS_SERVICE ->
          WindowsReader.service(value).map(service -> new Run(service, service, Map.of()));
      case WINDOWS_ADDRESS ->
          WindowsReader.address(value).map(address -> new Run(address, "address", Map.of()));
      case WINDOWS_DISK -> WindowsReader.disk(value).map(disk -> new Run(disk, "disk", Map.of()));
    };
  }

  private static Map<String, ByNode> parameters(
      ResourceKind kind, Section section, Value value, List<NodeName> nodes) {
    return switch (kind) {
      case OCF -> parameters(section, nodes);
      case ADDRESS -> AddressReader.parameters(section, nodes);
      case WINDOWS_ADDRESS -> WindowsReader.addressParameters(section, value, nodes);
      case WINDOWS_DISK -> WindowsReader.diskParameters(section);
      case SYSTEMD, SYSV, COMMAND, WINDOWS_SERVICE -> Map.of();
    };
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
              byNode(value, nodes).ifPresent(special -> parameters.put(key, special));
            });
    return parameters;
  }

  /** A text for all nodes, or a mapping with one for each. */
  static Optional<ByNode> byNode(Value value, List<NodeName> nodes) {
    if (!value.isSection()) {
      return value.text().map(text -> new ByNode(text, Map.of()));
    }
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
