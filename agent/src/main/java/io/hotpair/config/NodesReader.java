package io.hotpair.config;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.site.Networks;
import io.hotpair.core.model.site.NodeSpec;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads {@code networks} and {@code nodes}. */
final class NodesReader {
  private static final int MOST_REFERENCES = 8;
  private static final Pattern WATCHDOG = Pattern.compile("/dev/[A-Za-z0-9_/-]{1,64}");

  private final Map<Integer, String> ids = new HashMap<>();
  private final Map<String, String> sockets = new HashMap<>();

  static Networks networks(Optional<Value> value) {
    if (value.isEmpty()) {
      return new Networks(Networks.HEARTBEAT_PORT, Networks.HEARTBEAT_PORT, List.of());
    }
    Section section = value.get().section();
    Optional<Section> crossover = section.optional("private").map(Value::section);
    Optional<Section> open = section.optional("public").map(Value::section);
    section.end();
    List<String> reference = new ArrayList<>();
    open.flatMap(network -> network.optional("reference"))
        .map(list -> list.items(MOST_REFERENCES))
        .orElse(List.of())
        .forEach(item -> Addresses.host(item).ifPresent(reference::add));
    Networks networks = new Networks(port(crossover), port(open), List.copyOf(reference));
    crossover.ifPresent(Section::end);
    open.ifPresent(Section::end);
    return networks;
  }

  private static int port(Optional<Section> network) {
    return network
        .flatMap(section -> section.optional("port"))
        .flatMap(port -> port.number(1, 65_535))
        .orElse(Networks.HEARTBEAT_PORT);
  }

  /** The nodes in the order of their names. */
  Map<NodeName, NodeSpec> nodes(Value value, Networks networks) {
    Map<NodeName, NodeSpec> nodes = new TreeMap<>();
    Map<String, Value> entries = value.section().all();
    entries.forEach(
        (key, entry) ->
            SiteNames.node(key, entry)
                .map(name -> node(name, entry, networks))
                .ifPresent(node -> nodes.put(node.name(), node)));
    if (value.isSection() && entries.size() < 2) {
      value.refuse("names %d node(s); allowed are 2 to 255".formatted(entries.size()));
    }
    return nodes;
  }

  // Given with what it has even after a complaint: pairs that name the node are right to do so.
  private NodeSpec node(NodeName name, Value value, Networks networks) {
    Section section = value.section();
    Optional<Integer> id = section.required("id").flatMap(this::id);
    boolean virtual = section.optional("virtual").flatMap(Value::truth).orElse(false);
    Optional<String> host = section.optional("host").flatMap(Value::text);
    Optional<String> watchdog =
        section
            .optional("watchdog")
            .flatMap(device -> device.text(WATCHDOG, "are devices as /dev/watchdog0"));
    Map<PathKind, String> addresses = new EnumMap<>(PathKind.class);
    section
        .required("addresses")
        .map(Value::section)
        .ifPresent(
            list -> {
              address(list, "private", networks.privatePort())
                  .ifPresent(address -> addresses.put(PathKind.PRIVATE, address));
              address(list, "public", networks.publicPort())
                  .ifPresent(address -> addresses.put(PathKind.PUBLIC, address));
              list.end();
            });
    section.end();
    return new NodeSpec(
        name, id.orElse(0), virtual, host, watchdog, Collections.unmodifiableMap(addresses));
  }

  private Optional<Integer> id(Value value) {
    Optional<Integer> id = value.number(1, 255);
    String holder = id.map(number -> ids.putIfAbsent(number, value.path())).orElse(null);
    if (holder != null) {
      return value.refuse(
          "is %d, as %s is; allowed are ids of one node".formatted(id.get(), holder));
    }
    return id;
  }

  // Two paths on one socket would be one path.
  private Optional<String> address(Section section, String network, int port) {
    Optional<Value> value = section.required(network);
    Optional<String> address = value.flatMap(Addresses::host);
    if (address.isPresent()) {
      String socket = InetAddress.ofLiteral(address.get()).getHostAddress() + " port " + port;
      String holder = sockets.putIfAbsent(socket, value.get().path());
      if (holder != null) {
        return value
            .get()
            .refuse(
                "is %s, as %s is; allowed are addresses of one node and network"
                    .formatted(socket, holder));
      }
    }
    return address;
  }
}
