package io.hotpair.config;

import io.hotpair.core.model.AccessRole;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.site.Endpoint;
import io.hotpair.core.model.site.JmxSpec;
import io.hotpair.core.model.site.JolokiaSpec;
import io.hotpair.core.model.site.Secret;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads {@code jolokia} and {@code jmx}, and what they share with {@code snmp}. */
final class SurfacesReader {
  static final Map<String, AccessRole> ROLES = roles();
  private static final int SHORTEST_PASSWORD = 8;

  private final SecretFiles secretFiles;
  private final NodeName self;
  private final Collection<NodeName> nodes;

  SurfacesReader(SecretFiles secretFiles, NodeName self, Collection<NodeName> nodes) {
    this.secretFiles = secretFiles;
    this.self = self;
    this.nodes = nodes;
  }

  private static Map<String, AccessRole> roles() {
    Map<String, AccessRole> words = new LinkedHashMap<>();
    words.put("read", AccessRole.READ);
    words.put("operate", AccessRole.OPERATE);
    words.put("force", AccessRole.FORCE);
    return words;
  }

  Optional<JolokiaSpec> jolokia(Value value) {
    return guarded(value).map(read -> new JolokiaSpec(read.listen(), read.users(), read.tls()));
  }

  Optional<JmxSpec> jmx(Value value) {
    return guarded(value).map(read -> new JmxSpec(read.listen(), read.users(), read.tls()));
  }

  private record Guarded(
      Endpoint listen, Map<String, JolokiaSpec.User> users, Optional<JolokiaSpec.Tls> tls) {}

  private Optional<Guarded> guarded(Value value) {
    Section section = value.section();
    Optional<Value> listenValue = section.required("listen");
    Optional<Endpoint> listen = listenValue.flatMap(entry -> listen(entry, ""));
    Map<String, JolokiaSpec.User> users = new TreeMap<>();
    Optional<Value> usersValue = section.required("users");
    usersValue
        .map(list -> list.section().all())
        .orElse(Map.of())
        .forEach((name, entry) -> user(name, entry).ifPresent(user -> users.put(name, user)));
    usersValue.ifPresent(SurfacesReader::requireOne);
    Optional<Value> tlsValue = section.optional("tls");
    Optional<JolokiaSpec.Tls> tls = tlsValue.flatMap(this::tls);
    section.end();
    if (listen.isPresent() && !Addresses.isLoopback(listen.get().host()) && tlsValue.isEmpty()) {
      return listenValue
          .get()
          .refuse("is beyond loopback without tls; allowed are loopback addresses, or tls as well");
    }
    return listen.map(endpoint -> new Guarded(endpoint, users, tls));
  }

  private static void requireOne(Value users) {
    if (users.isSection() && users.section().isEmpty()) {
      users.refuse("names nobody; allowed are one and more: nothing answers without credentials");
    }
  }

  private Optional<JolokiaSpec.User> user(String name, Value value) {
    Optional<String> allowed = SiteNames.plain(name, value);
    Section section = value.section();
    Optional<AccessRole> role = section.required("role").flatMap(word -> word.word(ROLES));
    Optional<Secret> password =
        section.required("password").flatMap(file -> secretFiles.read(file, SHORTEST_PASSWORD));
    section.end();
    return allowed.isPresent() && role.isPresent()
        ? password.map(secret -> new JolokiaSpec.User(role.get(), secret))
        : Optional.empty();
  }

  private Optional<JolokiaSpec.Tls> tls(Value value) {
    Section section = value.section();
    Optional<String> keyStore =
        section.required("key-store").flatMap(secretFiles::existing).map(Path::toString);
    Optional<Secret> password =
        section.required("password").flatMap(file -> secretFiles.read(file, 1));
    section.end();
    return keyStore.flatMap(file -> password.map(secret -> new JolokiaSpec.Tls(file, secret)));
  }

  /** Where to listen: one address for all nodes, or a map by node. */
  Optional<Endpoint> listen(Value value, String prefix) {
    if (!value.isSection()) {
      return Addresses.endpoint(value, prefix, 0);
    }
    Section section = value.section();
    Map<NodeName, Endpoint> byNode = new TreeMap<>();
    for (NodeName node : nodes) {
      section
          .required(node.value())
          .flatMap(entry -> Addresses.endpoint(entry, prefix, 0))
          .ifPresent(endpoint -> byNode.put(node, endpoint));
    }
    section.end();
    return Optional.ofNullable(byNode.get(self));
  }
}
