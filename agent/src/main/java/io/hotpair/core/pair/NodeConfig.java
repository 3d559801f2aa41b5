package io.hotpair.core.pair;

import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.Timings;
import io.hotpair.core.model.site.PairSpec;
import io.hotpair.core.model.site.Site;
import io.hotpair.core.plan.GroupPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the deciding code of one node needs to know of the site.
 *
 * @param self this node
 * @param selfId its id
 * @param timings the times of the protocol
 * @param digest the first 8 bytes of the configuration digest
 * @param peers the pairs that this node shares with each peer, in the site file's order
 * @param pairs this node's pairs, in the site file's order
 */
public record NodeConfig(
    NodeName self,
    int selfId,
    Timings timings,
    long digest,
    Map<NodeName, List<PairName>> peers,
    Map<PairName, PairConfig> pairs) {

  /**
   * What a site means for one of its nodes.
   *
   * @throws IllegalArgumentException if the site does not name the node
   */
  public static NodeConfig of(Site site, NodeName self) {
    if (!site.nodes().containsKey(self)) {
      throw new IllegalArgumentException(
          "node \"" + self + "\": the site names " + site.nodes().keySet());
    }
    Map<NodeName, List<PairName>> peers = new LinkedHashMap<>();
    Map<PairName, PairConfig> pairs = new LinkedHashMap<>();
    for (PairSpec pair : site.pairs().values()) {
      if (pair.includes(self)) {
        NodeName peer = pair.peerOf(self);
        peers.computeIfAbsent(peer, name -> new ArrayList<>()).add(pair.name());
        pairs.put(pair.name(), pairConfig(site, pair, self, peer));
      }
    }
    long digest = Long.parseUnsignedLong(site.digest().substring(0, 16), 16);
    return new NodeConfig(self, site.nodes().get(self).id(), site.timings(), digest, peers, pairs);
  }

  private static PairConfig pairConfig(Site site, PairSpec pair, NodeName self, NodeName peer) {
    return new PairConfig(
        pair.name(),
        self,
        peer,
        pair.preferred().equals(self),
        pair.arbiter().guard(),
        GroupPlan.of(pair.group()),
        site.timings(),
        pair.failback(),
        pair.restarts(),
        pair.maxMoves(),
        pair.moveWindow(),
        site.health().grace(),
        notArmed(site, self, pair.arbiter().guard()));
  }

  private static String notArmed(Site site, NodeName self, GuardKind guard) {
    return switch (guard) {
      case FENCE, SCSI_PR -> "";
      case LEASE ->
          site.unsafeDemo() || site.nodes().get(self).watchdog().isPresent()
              ? ""
              : "guard lease protects nothing without a hardware watchdog";
      case NONE -> "without a guard nothing moves by itself";
    };
  }

  /** The peer of a pair. */
  public NodeName peerOf(PairName pair) {
    return pairs.get(pair).peer();
  }
}
