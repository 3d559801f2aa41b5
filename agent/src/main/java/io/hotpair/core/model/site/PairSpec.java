package io.hotpair.core.model.site;

import io.hotpair.core.model.FailbackPolicy;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairName;
import java.time.Duration;
import java.util.List;

/**
 * A pair: two nodes, its LUNs and its resource group.
 *
 * @param name its name
 * @param preferred the node that the file lists first
 * @param other the node that the file lists second
 * @param luns its LUNs; the first is the arbiter
 * @param group its resources in start order
 * @param failback whether it moves back by itself
 * @param restarts how often a failed resource is restarted in place before the pair moves
 * @param maxMoves how many automatic moves may happen within {@code moveWindow}
 * @param moveWindow see there
 */
public record PairSpec(
    PairName name,
    NodeName preferred,
    NodeName other,
    List<LunSpec> luns,
    List<ResourceSpec> group,
    FailbackPolicy failback,
    int restarts,
    int maxMoves,
    Duration moveWindow) {
  /** The LUN whose guard decides. */
  public LunSpec arbiter() {
    return luns.getFirst();
  }

  /** Whether the node is one of the two. */
  public boolean includes(NodeName node) {
    return preferred.equals(node) || other.equals(node);
  }

  /** The other node. */
  public NodeName peerOf(NodeName node) {
    return preferred.equals(node) ? other : preferred;
  }
}
