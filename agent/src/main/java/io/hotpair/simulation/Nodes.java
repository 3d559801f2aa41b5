package io.hotpair.simulation;

import io.hotpair.core.model.PairMemory;
import io.hotpair.core.pair.Node;
import io.hotpair.core.pair.Pair;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What a node knows, changed. */
final class Nodes {
  private Nodes() {}

  /** The node with another memory of its pair. */
  static Node with(Node node, UnaryOperator<PairMemory> change) {
    Pair pair = node.pairs().get(World.PAIR);
    PairMemory changed = change.apply(pair.memory());
    if (changed.equals(pair.memory())) {
      return node;
    }
    Pair other =
        new Pair(
            pair.state(),
            pair.reason(),
            changed,
            pair.observed(),
            pair.effects(),
            pair.flight(),
            pair.audit(),
            pair.watches(),
            pair.tracked(),
            pair.moves(),
            pair.suppressing(),
            pair.leaving());
    return new Node(
        node.boot(),
        node.sequences(),
        node.nextBeat(),
        node.local(),
        node.equipment(),
        node.peers(),
        node.disks(),
        Map.of(World.PAIR, other));
  }
}
