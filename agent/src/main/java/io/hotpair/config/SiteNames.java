package io.hotpair.config;

import io.hotpair.core.model.LunName;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairName;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Names that stand as keys in the file, and those that refer to them. */
final class SiteNames {
  private SiteNames() {}

  static Optional<NodeName> node(String key, Value value) {
    return name(key, value, NodeName::new);
  }

  static Optional<PairName> pair(String key, Value value) {
    return name(key, value, PairName::new);
  }

  static Optional<LunName> lun(String key, Value value) {
    return name(key, value, LunName::new);
  }

  /** A name of a user, a target or the cluster, under the same rule. */
  static Optional<String> plain(String key, Value value) {
    return name(key, value, text -> new NodeName(text).value());
  }

  // The model holds the rule; what it throws names it.
  private static <T> Optional<T> name(String key, Value value, Function<String, T> constructor) {
    try {
      return Optional.of(constructor.apply(key));
    } catch (IllegalArgumentException notAllowed) {
      value.refuseKey(
          "the name \"%s\"; allowed are 1 to 32 of A-Z a-z 0-9 _ -".formatted(Value.shorten(key)));
      return Optional.empty();
    }
  }

  /** A name that must be among those known. */
  static Optional<NodeName> known(Value value, Collection<NodeName> nodes) {
    String allowed = nodes.stream().map(NodeName::value).sorted().collect(Collectors.joining(", "));
    return value
        .text()
        .flatMap(
            text -> {
              Optional<NodeName> known =
                  nodes.stream().filter(node -> node.value().equals(text)).findAny();
              return known.isPresent() ? known : value.refuseText("are the nodes " + allowed);
            });
  }
}
