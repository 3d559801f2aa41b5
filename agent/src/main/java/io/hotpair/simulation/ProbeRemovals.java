package io.hotpair.simulation;

import io.hotpair.core.detector.PathTrack;
import io.hotpair.core.detector.PeerTrack;
import io.hotpair.core.detector.ServiceTrack;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.PathState;
import io.hotpair.core.pair.LocalView;
import io.hotpair.core.pair.Node;
import io.hotpair.core.pair.NodeEvent;
import java.util.HashMap;
import java.util.Map;

/** Standbys that say of the service what they don't know. */
final class ProbeRemovals {
  private ProbeRemovals() {}

  /** The public path reads as up, in both directions. */
  static final class PathAlwaysUp extends Removal {
    @Override
    Node known(Node node) {
      return Nodes.withPeers(node, PathAlwaysUp::up);
    }

    private static PeerTrack up(PeerTrack peer) {
      PathTrack path = peer.client();
      return new PeerTrack(
          peer.crossover(),
          new PathTrack(
              path.kind(),
              PathState.UP,
              path.windowFrom().max(peer.crossover().windowFrom()),
              path.heard(),
              path.lastHeard(),
              path.boot(),
              path.sequence(),
              path.received(),
              path.lost(),
              path.roundTrip(),
              path.jitterNanos(),
              PathState.UP,
              path.changes(),
              path.changed()),
          peer.newest(),
          peer.newestReceived(),
          peer.provenDead(),
          peer.burst());
    }
  }

  /** Ticks say that the public network is up. */
  static Removal networkAlwaysUp() {
    return Removals.told(
        event ->
            event instanceof NodeEvent.Ticked(Moment now, LocalView local, var equipment)
                ? new NodeEvent.Ticked(
                    now,
                    new LocalView(
                        true, local.lag(), local.wallMillis(), local.health(), local.equipment()),
                    equipment)
                : event);
  }

  /** Every probe reads as answered before. */
  static final class AlwaysAnswered extends Removal {
    @Override
    Node known(Node node) {
      Map<PairName, ServiceTrack> services = new HashMap<>();
      node.services()
          .forEach(
              (pair, service) ->
                  services.put(
                      pair,
                      new ServiceTrack(
                          service.from(),
                          service.epoch(),
                          service.lost(),
                          service.rows().stream().map(AlwaysAnswered::answered).toList())));
      return Nodes.withServices(node, services);
    }

    private static ServiceTrack.Row answered(ServiceTrack.Row row) {
      return new ServiceTrack.Row(
          true, row.well(), row.misses(), row.since(), row.latest(), row.text());
    }
  }
}
