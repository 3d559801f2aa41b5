package io.hotpair.config;

import io.hotpair.core.model.FailbackPolicy;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.site.LunSpec;
import io.hotpair.core.model.site.PairSpec;
import io.hotpair.core.model.site.ResourceSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads {@code pairs}. */
final class PairsReader {
  private static final int USUAL_RESTARTS = 2;
  private static final int USUAL_MOST_MOVES = 3;
  private static final Duration USUAL_MOVE_WINDOW = Duration.ofHours(1);
  private static final Map<String, FailbackPolicy> FAILBACK = failback();

  private final SiteRules rules;
  private final LunsReader luns;
  private final GroupReader groups;
  private final Map<PairName, Value> groupValues = new HashMap<>();

  PairsReader(SiteRules rules, GroupReader groups, RaidReader raids) {
    this.rules = rules;
    this.luns = new LunsReader(rules, raids);
    this.groups = groups;
  }

  private static Map<String, FailbackPolicy> failback() {
    Map<String, FailbackPolicy> words = new LinkedHashMap<>();
    words.put("manual", FailbackPolicy.MANUAL);
    words.put("automatic", FailbackPolicy.AUTOMATIC);
    return words;
  }

  /** The pairs in the file's order. */
  Map<PairName, PairSpec> pairs(Value value) {
    Map<PairName, PairSpec> pairs = new LinkedHashMap<>();
    Map<String, Value> entries = value.section().all();
    entries.forEach(
        (key, entry) ->
            SiteNames.pair(key, entry)
                .flatMap(name -> pair(name, entry))
                .ifPresent(pair -> pairs.put(pair.name(), pair)));
    if (value.isSection() && entries.isEmpty()) {
      value.refuse("names no pair; allowed are one and more");
    }
    new PairClashes(rules.nodes().values()).refuse(pairs.values(), groupValues);
    return pairs;
  }

  private Optional<PairSpec> pair(PairName name, Value value) {
    Section section = value.section();
    List<NodeName> nodes = section.required("nodes").map(this::nodes).orElse(List.of());
    Optional<Value> lunsValue = section.required("luns");
    List<LunSpec> lunSpecs = lunsValue.map(list -> luns.luns(list, nodes)).orElse(List.of());
    Optional<Value> group = section.required("group");
    List<ResourceSpec> resources = group.map(list -> groups.group(list, nodes)).orElse(List.of());
    FailbackPolicy failback =
        section
            .optional("failback")
            .flatMap(word -> word.word(FAILBACK))
            .orElse(FailbackPolicy.MANUAL);
    int restarts =
        section.optional("restarts").flatMap(count -> count.number(0, 100)).orElse(USUAL_RESTARTS);
    int moves =
        section
            .optional("max-moves")
            .flatMap(count -> count.number(1, 100))
            .orElse(USUAL_MOST_MOVES);
    Duration window =
        section.optional("move-window").flatMap(Value::duration).orElse(USUAL_MOVE_WINDOW);
    section.end();
    if (nodes.size() != 2 || lunSpecs.isEmpty() || resources.isEmpty()) {
      return Optional.empty();
    }
    PairSpec pair =
        new PairSpec(
            name,
            nodes.get(0),
            nodes.get(1),
            lunSpecs,
            resources,
            failback,
            restarts,
            moves,
            window);
    groupValues.put(name, group.get());
    checkBlocks(pair, lunsValue.get());
    GroupDevices.warn(pair, group.get());
    checkProbes(pair, group.get());
    warnOfOneHost(pair, value);
    return Optional.of(pair);
  }

  private List<NodeName> nodes(Value value) {
    List<NodeName> nodes = new ArrayList<>();
    List<Value> items = value.items(2);
    for (Value item : items) {
      SiteNames.known(item, rules.nodes().keySet()).ifPresent(nodes::add);
    }
    boolean wrongCount = value.isList() && items.size() < 2;
    if (wrongCount || nodes.size() == 2 && nodes.get(0).equals(nodes.get(1))) {
      value.refuse("does not name two nodes; allowed are two different ones, the preferred first");
      return List.of();
    }
    return nodes;
  }

  // Beats and epoch records are written to fixed blocks: on a device with data they would destroy
  // it.
  private static void checkBlocks(PairSpec pair, Value luns) {
    LunSpec arbiter = pair.arbiter();
    List<String> dataDevices =
        pair.group().stream()
            .flatMap(resource -> Stream.ofNullable(resource.parameters().get("device")))
            .flatMap(device -> Stream.of(device.on(pair.preferred()), device.on(pair.other())))
            .toList();
    boolean taken =
        dataDevices.contains(arbiter.beatDevice())
            || pair.group().stream()
                .flatMap(resource -> WindowsReader.device(resource).stream())
                .anyMatch(arbiter.beatDevice()::equalsIgnoreCase);
    if (taken) {
      luns.refuse(
          "would write beats to %s, which a resource of the group uses; allowed is a beat: device of its own for %s"
              .formatted(arbiter.beatDevice(), arbiter.name()));
    }
  }

  // Without one a standby can't tell its own lost network from a service that does not answer.
  private void checkProbes(PairSpec pair, Value group) {
    boolean probed = pair.group().stream().anyMatch(resource -> !resource.probes().isEmpty());
    if (probed && !rules.referred()) {
      group.refuse(
          "has probes, but networks.public names no reference; allowed are probes beside one: "
              + "what a node can't reach says nothing while its own network may be down");
    }
  }

  private void warnOfOneHost(PairSpec pair, Value value) {
    Optional<String> host = rules.nodes().get(pair.preferred()).host();
    if (host.isPresent() && host.equals(rules.nodes().get(pair.other()).host())) {
      value.warn(
          "has both nodes on the host %s: its failure takes both down".formatted(host.get()));
    }
  }
}
