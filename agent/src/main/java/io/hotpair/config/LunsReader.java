package io.hotpair.config;

import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.LunName;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.site.LunSpec;
import io.hotpair.core.model.site.NodeSpec;
import io.hotpair.core.model.site.RaidSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the {@code luns} of a pair; the first is the arbiter. */
final class LunsReader {
  private static final int MOST_LUNS = 16;
  private static final Pattern DEVICE = Pattern.compile("/(?!.*(?:^|/)\\.\\.(?:/|$)).*[^/]");
  private static final String DEVICES = "are absolute paths without ..";
  private static final Pattern WWID =
      Pattern.compile(
          "(?i)naa\\.(?:[0-9a-f]{16}|[0-9a-f]{32})|eui\\.[0-9a-f]{16,32}|t10\\..{1,64}");
  private static final String WWIDS =
      "are naa. and 16 or 32 hexadecimal digits, eui. and 16 to 32, or t10. and a text, as in"
          + " /sys/block/*/device/wwid";
  private static final Map<String, GuardKind> GUARDS = guards();

  private final SiteRules rules;
  private final RaidReader raids;
  private final Map<String, String> devices = new HashMap<>();

  LunsReader(SiteRules rules, RaidReader raids) {
    this.rules = rules;
    this.raids = raids;
  }

  private static Map<String, GuardKind> guards() {
    Map<String, GuardKind> words = new LinkedHashMap<>();
    words.put("scsi-pr", GuardKind.SCSI_PR);
    words.put("fence", GuardKind.FENCE);
    words.put("lease", GuardKind.LEASE);
    words.put("none", GuardKind.NONE);
    return words;
  }

  List<LunSpec> luns(Value value, List<NodeName> nodes) {
    List<LunSpec> luns = new ArrayList<>();
    Map<String, Value> entries = value.section().all();
    if (value.isSection() && (entries.isEmpty() || entries.size() > MOST_LUNS)) {
      value.refuse("names %d LUNs; allowed are 1 to %d".formatted(entries.size(), MOST_LUNS));
    }
    boolean first = true;
    for (Map.Entry<String, Value> entry : entries.entrySet()) {
      Optional<LunName> name = SiteNames.lun(entry.getKey(), entry.getValue());
      Optional<LunSpec> lun = lun(name, entry.getValue(), nodes, first);
      lun.ifPresent(luns::add);
      first = false;
    }
    allReserved(value, luns);
    return List.copyOf(luns);
  }

  /** A takeover by reservations cuts nobody off a LUN that has none. */
  private static void allReserved(Value value, List<LunSpec> luns) {
    long reserved = luns.stream().filter(lun -> lun.guard() == GuardKind.SCSI_PR).count();
    if (reserved > 0 && reserved < luns.size()) {
      value.refuse("mixes guards; allowed is scsi-pr for all LUNs of a pair, or for none");
    }
  }

  private Optional<LunSpec> lun(
      Optional<LunName> name, Value value, List<NodeName> nodes, boolean arbiter) {
    Section section = value.section();
    Optional<String> device = section.required("device").flatMap(this::device);
    Optional<Value> guardValue = section.required("guard");
    Optional<GuardKind> guard = guardValue.flatMap(word -> guard(word, nodes));
    Optional<Value> beatValue = section.optional("beat");
    Optional<String> beat = beatValue.flatMap(this::device);
    Optional<Value> wwidValue = section.optional("wwid");
    Optional<String> wwid = wwidValue.flatMap(text -> text.text(WWID, WWIDS));
    Optional<RaidSpec> raid = section.optional("raid").flatMap(raids::read);
    section.end();
    if (arbiter && beatValue.isEmpty() && guardValue.isPresent() && !isLease(guardValue.get())) {
      value.refuse(
          "has no beat; the first LUN needs one unless its guard is lease: a device without a file"
              + " system, for beats and epoch records");
    }
    if (name.isEmpty() || device.isEmpty() || guard.isEmpty()) {
      return Optional.empty();
    }
    if (wwidValue.isPresent() && guard.get() != GuardKind.SCSI_PR) {
      wwidValue.get().refuse("is allowed beside guard scsi-pr only: nothing else reads it");
    }
    return Optional.of(new LunSpec(name.get(), device.get(), guard.get(), beat, wwid, raid));
  }

  private static boolean isLease(Value guard) {
    return guard.isScalar() && guard.text().equals(Optional.of("lease"));
  }

  private Optional<String> device(Value value) {
    Optional<String> device = value.text(DEVICE, DEVICES);
    String holder = device.map(path -> devices.putIfAbsent(path, value.path())).orElse(null);
    if (holder != null) {
      return value.refuse(
          "is %s, as %s is; allowed are devices of one use".formatted(device.get(), holder));
    }
    return device;
  }

  private Optional<GuardKind> guard(Value value, List<NodeName> nodes) {
    Optional<GuardKind> guard = value.word(GUARDS);
    return guard.flatMap(
        kind ->
            switch (kind) {
              case SCSI_PR -> guard;
              case FENCE -> fence(value, nodes);
              case LEASE -> lease(value, nodes);
              case NONE -> guard;
            });
  }

  private Optional<GuardKind> fence(Value value, List<NodeName> nodes) {
    boolean complete = true;
    for (NodeName node : nodes) {
      if (rules.fence().getOrDefault(node, List.of()).isEmpty()) {
        value.refuse("is fence, but fence.%s names no device that switches it off".formatted(node));
        complete = false;
      }
    }
    return complete ? Optional.of(GuardKind.FENCE) : Optional.empty();
  }

  private Optional<GuardKind> lease(Value value, List<NodeName> nodes) {
    if (rules.unsafeDemo()) {
      return Optional.of(GuardKind.LEASE);
    }
    Optional<String> why =
        nodes.stream().map(rules.nodes()::get).flatMap(node -> weakness(node).stream()).findFirst();
    if (why.isEmpty()) {
      return Optional.of(GuardKind.LEASE);
    }
    return value.refuse(
        "is lease, which alone protects nothing here: %s; allowed are fence, none,"
                .formatted(why.get())
            + " and lease with unsafe-demo: true");
  }

  /** Why a node's lease is no protection; empty if it is one. */
  private static Optional<String> weakness(NodeSpec node) {
    if (node.virtual()) {
      return Optional.of(
          node.name() + " is virtual: paused, its clock and its watchdog stand still");
    }
    return node.watchdog().isEmpty()
        ? Optional.of(node.name() + " names no watchdog that resets it when it hangs")
        : Optional.empty();
  }
}
