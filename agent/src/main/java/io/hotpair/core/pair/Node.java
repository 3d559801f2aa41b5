package io.hotpair.core.pair;

import io.hotpair.core.detector.DiskTrack;
import io.hotpair.core.detector.PeerTrack;
import io.hotpair.core.detector.ServiceTrack;
import io.hotpair.core.model.BootId;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairMemory;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.Readiness;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything that one node knows and does; a value.
 *
 * @param boot this life of the agent
 * @param sequences of the last beat to each peer; without gaps, so that a peer can count losses
 * @param nextBeat when the next beat is due
 * @param local this machine, as the last tick said
 * @param equipment what single pairs miss of what a start needs
 * @param peers what is known of each peer over the networks
 * @param disks what is known of each pair's shared disk
 * @param services what is known of each pair's service by asking as a client
 * @param pairs what is done for each pair
 */
public record Node(
    BootId boot,
    Map<NodeName, Long> sequences,
    Moment nextBeat,
    LocalView local,
    Map<PairName, Readiness> equipment,
    Map<NodeName, PeerTrack> peers,
    Map<PairName, DiskTrack> disks,
    Map<PairName, ServiceTrack> services,
    Map<PairName, Pair> pairs) {
  /** Copies the maps. */
  public Node {
    sequences = Map.copyOf(sequences);
    equipment = Map.copyOf(equipment);
    peers = Map.copyOf(peers);
    disks = Map.copyOf(disks);
    services = Map.copyOf(services);
    pairs = Map.copyOf(pairs);
  }

  /** Whether any resource of any pair may run here. */
  public boolean mayRun() {
    return pairs.values().stream().anyMatch(Pair::mayRun);
  }

  /** A node as a fresh agent sees it. */
  public static Node begin(
      NodeConfig config, BootId boot, Map<PairName, PairMemory> memories, Moment now) {
    Map<NodeName, PeerTrack> peers = new LinkedHashMap<>();
    config.peers().keySet().forEach(peer -> peers.put(peer, PeerTrack.begin(now)));
    Map<PairName, DiskTrack> disks = new LinkedHashMap<>();
    Map<PairName, ServiceTrack> services = new LinkedHashMap<>();
    Map<PairName, Pair> pairs = new LinkedHashMap<>();
    for (PairName pair : config.pairs().keySet()) {
      disks.put(pair, DiskTrack.begin(now));
      int probes = config.pairs().get(pair).plan().probes().size();
      services.put(pair, ServiceTrack.begin(probes, now));
      pairs.put(pair, Pair.begin(memories.getOrDefault(pair, PairMemory.EMPTY), now));
    }
    return new Node(boot, Map.of(), now, LocalView.WELL, Map.of(), peers, disks, services, pairs);
  }
}
