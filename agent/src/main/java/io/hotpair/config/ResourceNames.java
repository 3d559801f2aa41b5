package io.hotpair.config;

import io.hotpair.core.model.ResourceName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names of one group's resources: given or derived, each once. */
final class ResourceNames {
  private static final int LONGEST = 32;

  private final Map<String, String> given = new HashMap<>();
  private final Set<String> derived = new HashSet<>();

  /** Keeps a given name from being derived for another resource. */
  void reserve(Value value) {
    if (value.isScalar()) {
      value.text().ifPresent(name -> given.putIfAbsent(name, value.path()));
    }
  }

  /** The name that the file gives. */
  Optional<ResourceName> given(Value value) {
    Optional<ResourceName> name = value.parsed(ResourceName::new, "are 1 to 32 of A-Z a-z 0-9 _ -");
    String holder = name.map(known -> given.get(known.value())).orElse(value.path());
    if (!holder.equals(value.path())) {
      return value.refuse(
          "is %s, as %s is; allowed are names of one resource".formatted(name.get(), holder));
    }
    return name;
  }

  /** A name made from an agent's, unit's or program's, the same on every node. */
  ResourceName derive(String source) {
    String base = source.replaceAll("[^A-Za-z0-9_-]", "-");
    String name = cut(base, LONGEST);
    for (int count = 2; given.containsKey(name) || !derived.add(name); count++) {
      String suffix = "-" + count;
      name = cut(base, LONGEST - suffix.length()) + suffix;
    }
    return new ResourceName(name);
  }

  private static String cut(String text, int length) {
    return text.substring(0, Math.min(text.length(), length));
  }
}
