package io.hotpair.config;

import io.hotpair.core.model.AccessRole;
import io.hotpair.core.model.site.Endpoint;
import io.hotpair.core.model.site.Secret;
import io.hotpair.core.model.site.SnmpSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads {@code snmp}. */
final class SnmpReader {
  private static final int MOST_COMMUNITIES = 16;
  // RFC 3414, section 11.2: shorter ones are refused by other implementations as well.
  private static final int SHORTEST_PASSPHRASE = 8;
  private static final List<String> AUTHENTICATION = List.of("sha256", "sha384", "sha512");
  private static final List<String> PRIVACY = List.of("aes128", "aes256");
  private static final Map<String, Boolean> INFORM =
      new TreeMap<>(Map.of("inform", true, "trap", false));

  private final SecretFiles secretFiles;
  private final SurfacesReader surfaces;

  SnmpReader(SecretFiles secretFiles, SurfacesReader surfaces) {
    this.secretFiles = secretFiles;
    this.surfaces = surfaces;
  }

  Optional<SnmpSpec> snmp(Value value) {
    Section section = value.section();
    Optional<Value> listenValue = section.required("listen");
    Optional<Endpoint> listen = listenValue.flatMap(entry -> surfaces.listen(entry, "udp:"));
    Optional<Section> usersSection = section.optional("users").map(Value::section);
    Map<String, SnmpSpec.User> users = new TreeMap<>();
    usersSection
        .map(Section::all)
        .orElse(Map.of())
        .forEach((name, entry) -> user(name, entry).ifPresent(user -> users.put(name, user)));
    Optional<Value> communitiesValue = section.optional("communities");
    List<SnmpSpec.Community> communities =
        communitiesValue.map(this::communities).orElse(List.of());
    Map<String, SnmpSpec.Target> targets = new TreeMap<>();
    Set<String> userNames = usersSection.map(Section::keys).orElse(Set.of());
    section
        .optional("notify")
        .map(list -> list.section().all())
        .orElse(Map.of())
        .forEach(
            (name, entry) ->
                target(name, entry, userNames).ifPresent(target -> targets.put(name, target)));
    section.end();
    if (userNames.isEmpty() && communitiesValue.isEmpty()) {
      value.refuse("has neither users nor communities: nobody could ask; allowed is one of them");
    }
    if (listen.isPresent() && !Addresses.isLoopback(listen.get().host()) && userNames.isEmpty()) {
      listenValue
          .get()
          .refuse(
              "is beyond loopback without users; allowed are loopback addresses, or users as well");
    }
    return listen.map(endpoint -> new SnmpSpec(endpoint, users, communities, targets));
  }

  private Optional<SnmpSpec.User> user(String name, Value value) {
    Optional<String> allowed = SiteNames.plain(name, value);
    Section section = value.section();
    Optional<AccessRole> role =
        section.required("role").flatMap(word -> word.word(SurfacesReader.ROLES));
    Optional<SnmpSpec.Keyed> auth =
        section.required("auth").flatMap(keyed -> keyed(keyed, AUTHENTICATION));
    Optional<SnmpSpec.Keyed> priv =
        section.required("priv").flatMap(keyed -> keyed(keyed, PRIVACY));
    section.end();
    return allowed.isPresent() && role.isPresent() && auth.isPresent()
        ? priv.map(privacy -> new SnmpSpec.User(role.get(), auth.get(), privacy))
        : Optional.empty();
  }

  private Optional<SnmpSpec.Keyed> keyed(Value value, List<String> algorithms) {
    Section section = value.section();
    List<SnmpSpec.Keyed> keyed = new ArrayList<>();
    long present = 0;
    for (String algorithm : algorithms) {
      Optional<Value> file = section.optional(algorithm);
      present += file.isPresent() ? 1 : 0;
      file.flatMap(name -> secretFiles.read(name, SHORTEST_PASSPHRASE))
          .ifPresent(secret -> keyed.add(new SnmpSpec.Keyed(algorithm, secret)));
    }
    section.end();
    if (value.isSection() && present != 1) {
      value.refuse(
          "names %d algorithms; allowed is one of %s"
              .formatted(present, String.join(", ", algorithms)));
    }
    return keyed.stream().findFirst();
  }

  private List<SnmpSpec.Community> communities(Value value) {
    List<SnmpSpec.Community> communities = new ArrayList<>();
    for (Value item : value.items(MOST_COMMUNITIES)) {
      Section section = item.section();
      Optional<Secret> name = section.required("secret").flatMap(file -> secretFiles.read(file, 1));
      Optional<String> network = section.required("network").flatMap(Addresses::network);
      section.end();
      name.ifPresent(
          secret ->
              network.ifPresent(source -> communities.add(new SnmpSpec.Community(secret, source))));
    }
    return List.copyOf(communities);
  }

  private Optional<SnmpSpec.Target> target(String name, Value value, Set<String> users) {
    Optional<String> allowed = SiteNames.plain(name, value);
    Section section = value.section();
    Optional<Endpoint> address =
        section.required("address").flatMap(entry -> Addresses.endpoint(entry, "udp:", 1));
    Optional<Value> userValue = section.optional("user");
    Optional<String> user = userValue.flatMap(entry -> knownUser(entry, users));
    Optional<Value> communityValue = section.optional("community");
    Optional<Secret> community = communityValue.flatMap(file -> secretFiles.read(file, 1));
    boolean inform = section.optional("type").flatMap(word -> word.word(INFORM)).orElse(false);
    section.end();
    if (value.isSection() && userValue.isPresent() == communityValue.isPresent()) {
      value.refuse("needs user or community, and not both");
    }
    return allowed.flatMap(
        ignored -> address.map(endpoint -> new SnmpSpec.Target(endpoint, user, community, inform)));
  }

  private static Optional<String> knownUser(Value value, Set<String> users) {
    return value
        .text()
        .flatMap(
            name ->
                users.contains(name)
                    ? Optional.of(name)
                    : value.refuseText(
                        users.isEmpty()
                            ? "are names of users, and snmp.users has none"
                            : "are the users "
                                + String.join(", ", users.stream().sorted().toList())));
  }
}
