package io.hotpair.config;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.site.NodeSpec;
import io.hotpair.core.model.site.PairSpec;
import io.hotpair.core.model.site.ResourceSpec;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What two groups on one node can't both have: a unit, an address, a mount directory. Each pair
 * moves by itself; the one that stops its group would take it from the other.
 */
final class PairClashes {
  private static final Pattern ADDRESS_AGENT = Pattern.compile("[^:]+:(IPaddr2?|IPv6addr)");
  private static final String MOUNT_AGENT = ":Filesystem";
  private static final Set<String> SUFFIXES =
      Set.of(
          "service",
          "socket",
          "device",
          "mount",
          "automount",
          "swap",
          "target",
          "path",
          "timer",
          "slice",
          "scope");

  private final Map<Thing, Owner> owners = new HashMap<>();
  private final Map<String, NodeName> own = new HashMap<>();

  /**
   * Something that a node has once.
   *
   * @param what it is, for people, the same whoever names it
   */
  private record Thing(NodeName node, String what) {}

  /** Who named it first. */
  private record Owner(PairName pair, String place) {}

  /**
   * Nothing is owned by a pair yet.
   *
   * @param nodes have addresses of their own, which no pair may take along
   */
  PairClashes(Collection<NodeSpec> nodes) {
    nodes.forEach(
        node -> node.addresses().values().forEach(text -> own.put(address(text), node.name())));
  }

  /** Refuses the group of each pair that names what a node, or a pair before it, has. */
  void refuse(Collection<PairSpec> pairs, Map<PairName, Value> groups) {
    for (PairSpec pair : pairs) {
      Value group = groups.get(pair.name());
      Set<String> told = new HashSet<>();
      for (ResourceSpec resource : pair.group()) {
        String place =
            "%s (line %d), resource %s".formatted(group.path(), group.line(), resource.name());
        for (NodeName node : List.of(pair.preferred(), pair.other())) {
          for (String what : things(resource, node)) {
            NodeName itself = own.get(what);
            if (itself != null && told.add(what)) {
              group.refuse(
                  "has, by its resource %s, the %s, which is that of %s itself; allowed are those"
                          .formatted(resource.name(), what, itself)
                      + " that move with the pair");
            }
            Owner owner =
                owners.computeIfAbsent(
                    new Thing(node, what), thing -> new Owner(pair.name(), place));
            if (!owner.pair().equals(pair.name()) && told.add(what)) {
              group.refuse(
                  "has, by its resource %s, the %s on %s, as %s has; allowed is one pair that has it"
                      .formatted(resource.name(), what, node, owner.place()));
            }
          }
        }
      }
    }
  }

  private static List<String> things(ResourceSpec resource, NodeName node) {
    return switch (resource.kind()) {
      case SYSTEMD -> List.of("systemd unit " + unit(resource.agent()));
      case SYSV -> List.of("init script " + resource.agent());
      case OCF -> ofAgent(resource, node);
      case COMMAND -> List.of();
      case WINDOWS_SERVICE ->
          List.of("Windows service " + resource.agent().toLowerCase(Locale.ROOT));
      case ADDRESS, WINDOWS_ADDRESS -> List.of(address(resource.agent()));
      case WINDOWS_DISK -> List.of("disk " + resource.agent().toLowerCase(Locale.ROOT));
    };
  }

  private static List<String> ofAgent(ResourceSpec resource, NodeName node) {
    if (ADDRESS_AGENT.matcher(resource.agent()).matches()) {
      return parameter(resource, "ip", node)
          .or(() -> parameter(resource, "ipv6addr", node))
          .map(text -> List.of(address(text)))
          .orElse(List.of());
    }
    return resource.agent().endsWith(MOUNT_AGENT)
        ? parameter(resource, "directory", node)
            .map(text -> List.of("mount directory " + Path.of(text).normalize()))
            .orElse(List.of())
        : List.of();
  }

  private static Optional<String> parameter(ResourceSpec resource, String name, NodeName node) {
    return Optional.ofNullable(resource.parameters().get(name))
        .map(value -> value.on(node).strip())
        .filter(text -> !text.isEmpty());
  }

  // systemctl(1): a name without a suffix is a service.
  private static String unit(String name) {
    String suffix = name.substring(name.lastIndexOf('.') + 1);
    return SUFFIXES.contains(suffix) ? name : name + ".service";
  }

  private static String address(String text) {
    try {
      return "address " + InetAddress.ofLiteral(text.replaceFirst("[/%].*", "")).getHostAddress();
    } catch (IllegalArgumentException name) {
      return "address " + text;
    }
  }
}
