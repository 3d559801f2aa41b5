package io.hotpair.config;

import io.hotpair.core.model.NodeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Which node of the site this machine is: the one that was asked for, or the one with the host's
 * name, whole or up to its first dot.
 *
 * @param asked by {@code --node}
 * @param hostName the host's name; empty if unknown
 */
record Self(Optional<String> asked, String hostName) {
  private static final NodeName NOBODY = new NodeName("nobody");

  static Self of(Optional<String> asked) throws IOException {
    return new Self(asked, hostNameOfThisMachine());
  }

  // From the kernel: a resolver could wait, and knows other names.
  private static String hostNameOfThisMachine() throws IOException {
    Path kernel = Path.of("/proc/sys/kernel/hostname");
    if (Files.exists(kernel)) {
      return Files.readString(kernel).strip();
    }
    return Optional.ofNullable(System.getenv("COMPUTERNAME")).orElse("");
  }

  /** The node; a complaint and a placeholder if it is none of them. */
  NodeName find(Collection<NodeName> nodes, Consumer<String> complaint) {
    String sought = asked.orElse(hostName);
    Optional<NodeName> found = named(sought, nodes);
    if (found.isEmpty() && asked.isEmpty() && hostName.indexOf('.') > 0) {
      found = named(hostName.substring(0, hostName.indexOf('.')), nodes);
    }
    if (found.isEmpty() && !nodes.isEmpty()) {
      String names = nodes.stream().map(NodeName::value).sorted().collect(Collectors.joining(", "));
      complaint.accept(
          asked.isPresent()
              ? "--node names \"%s\"; allowed are %s".formatted(Value.shorten(sought), names)
              : "this host is \"%s\"; the nodes are %s: name one by --node"
                  .formatted(Value.shorten(sought), names));
    }
    return found.orElse(NOBODY);
  }

  private static Optional<NodeName> named(String name, Collection<NodeName> nodes) {
    return nodes.stream().filter(node -> node.value().equalsIgnoreCase(name)).findFirst();
  }
}
