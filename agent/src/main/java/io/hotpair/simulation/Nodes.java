package io.hotpair.simulation;

import io.hotpair.core.detector.PeerTrack;
import io.hotpair.core.detector.ServiceTrack;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairMemory;
import io.hotpair.core.model.PairName;
import io.hotpair.core.pair.Node;
import io.hotpair.core.pair.Pair;
import io.hotpair.core.pair.State;
import java.util.HashMap;
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
    return with(node, pair, pair.state(), changed);
  }

  /** The node with another state of its pair. */
  static Node withState(Node node, State state) {
    Pair pair = node.pairs().get(World.PAIR);
    return with(node, pair, state, pair.memory());
  }

  /** The node with its peers known otherwise. */
  static Node withPeers(Node node, UnaryOperator<PeerTrack> change) {
    Map<NodeName, PeerTrack> peers = new HashMap<>();
    node.peers().forEach((name, peer) -> peers.put(name, change.apply(peer)));
    return new Node(
        node.boot(),
        node.sequences(),
        node.nextBeat(),
        node.local(),
        node.equipment(),
        peers,
        node.disks(),
        node.services(),
        node.pairs());
  }

  /** The node with its probes known otherwise. */
  static Node withServices(Node node, Map<PairName, ServiceTrack> services) {
    return new Node(
        node.boot(),
        node.sequences(),
        node.nextBeat(),
        node.local(),
        node.equipment(),
        node.peers(),
        node.disks(),
        services,
        node.pairs());
  }

  private static Node with(Node node, Pair pair, State state, PairMemory memory) {
    Pair other =
        new Pair(
            state,
            pair.reason(),
            memory,
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
        node.services(),
        Map.of(World.PAIR, other));
  }
}
