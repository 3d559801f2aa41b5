package io.hotpair.runtime;

import io.hotpair.core.detector.DiskTrack;
import io.hotpair.core.detector.PathTrack;
import io.hotpair.core.detector.PeerTrack;
import io.hotpair.core.detector.ServiceTrack;
import io.hotpair.core.model.ClientVerdict;
import io.hotpair.core.model.ClientView;
import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.FaultCause;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.PairReport;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.PathState;
import io.hotpair.core.model.Readiness;
import io.hotpair.core.model.Role;
import io.hotpair.core.model.site.LunSpec;
import io.hotpair.core.model.site.PairSpec;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.core.model.site.Site;
import io.hotpair.core.pair.Clients;
import io.hotpair.core.pair.Fitness;
import io.hotpair.core.pair.NodeConfig;
import io.hotpair.core.pair.Pair;
import io.hotpair.core.pair.PairConfig;
import io.hotpair.core.pair.State;
import io.hotpair.core.pair.Watch;
import io.hotpair.port.HeartbeatPath;
import io.hotpair.view.PairView;
import io.hotpair.view.PathView;
import io.hotpair.view.ResourceView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of one pair: the pair itself, its paths, its resources. */
final class PairRows {
  private final Site site;
  private final NodeConfig config;
  private final World world;
  private final Map<PairName, Turns> diskTurns = new HashMap<>();

  PairRows(Site site, NodeConfig config, World world) {
    this.site = site;
    this.config = config;
    this.world = world;
  }

  PairView pair(PairConfig pairConfig, Pair pair) {
    Optional<PairReport> report = pair.observed().report();
    Readiness peer = Fitness.ofPeer(pair.observed());
    return new PairView(
        pairConfig.pair(),
        pair.role(),
        pair.state().word(),
        pair.reason(),
        activeNode(pairConfig, pair),
        pairConfig.preferred() ? pairConfig.self() : pairConfig.peer(),
        pairConfig.peer(),
        pair.observed().peer().health(),
        report.map(PairReport::state),
        pair.epoch(),
        Fitness.own(pairConfig, pair),
        peer,
        pair.memory().suspension().suspended(),
        pair.state() instanceof State.Faulted faulted ? faulted.cause() : FaultCause.NONE,
        pairConfig.failback(),
        pair.memory().counters(),
        pair.memory().lastMove());
  }

  /** Itself if it is active; else the peer, by its word or, if it is not heard, by its record. */
  private static Optional<NodeName> activeNode(PairConfig pairConfig, Pair pair) {
    if (pair.role() == Role.ACTIVE) {
      return Optional.of(pairConfig.self());
    }
    Optional<PairReport> report = pair.observed().report();
    if (report.isPresent()) {
      boolean active =
          report.get().state() == PairState.ACTIVE
              || report.get().state() == PairState.SUSPENDED && report.get().running();
      return active ? Optional.of(pairConfig.peer()) : Optional.empty();
    }
    boolean holds =
        pair.observed()
            .reading()
            .map(GuardReading::peer)
            .filter(record -> record.disposition() == Disposition.HELD)
            .isPresent();
    return holds && !pair.observed().peer().diskStale()
        ? Optional.of(pairConfig.peer())
        : Optional.empty();
  }

  void paths(
      PairConfig pairConfig, PeerTrack peer, DiskTrack disk, Moment now, List<PathView> rows) {
    rows.add(network(pairConfig, peer.crossover(), now));
    rows.add(network(pairConfig, peer.client(), now));
    rows.add(disk(pairConfig, disk, now));
  }

  private PathView network(PairConfig pairConfig, PathTrack track, Moment now) {
    PathKind kind = track.kind();
    HeartbeatPath.Counters counters = counters(pairConfig.peer(), kind);
    return new PathView(
        pairConfig.pair(),
        kind,
        pairConfig.peer(),
        site.nodes().get(config.self()).addresses().getOrDefault(kind, ""),
        site.nodes().get(pairConfig.peer()).addresses().getOrDefault(kind, ""),
        track.state(),
        track.state() == PathState.UP ? track.peerHears() : PathState.UNKNOWN,
        world.host().carrier(kind).map(up -> up ? 1 : 0).orElse(-1),
        track.roundTrip().min(),
        track.roundTrip().mean(),
        track.roundTrip().max(),
        track.jitterNanos(),
        counters.sent(),
        track.received(),
        track.lost(),
        counters.rejected(),
        track.heard() ? now.since(track.lastHeard()).toMillis() : -1,
        track.changes(),
        track.changes() == 0 ? 0 : wall(track.changed(), now));
  }

  /** How often a disk path's verdict changed, and when last; its track knows no verdicts. */
  private record Turns(PathState state, long changes, Moment last) {
    Turns with(PathState seen, Moment now) {
      return seen == state ? this : new Turns(seen, changes + 1, now);
    }
  }

  private PathView disk(PairConfig pairConfig, DiskTrack disk, Moment now) {
    LunSpec arbiter = spec(pairConfig).arbiter();
    PathState state = disk.state(now, config.timings());
    Turns turns =
        diskTurns.compute(
            pairConfig.pair(),
            (pair, old) ->
                (old == null ? new Turns(PathState.UNKNOWN, 0, now) : old).with(state, now));
    return new PathView(
        pairConfig.pair(),
        PathKind.DISK,
        pairConfig.peer(),
        arbiter.beatDevice(),
        arbiter.beatDevice(),
        state,
        PathState.UNKNOWN,
        -1,
        -1,
        -1,
        -1,
        -1,
        disk.looks(),
        disk.looks(),
        0,
        disk.errors(),
        disk.changed() ? now.since(disk.windowFrom()).toMillis() : -1,
        turns.changes(),
        turns.changes() == 0 ? 0 : wall(turns.last(), now));
  }

  void resources(
      PairConfig pairConfig, Pair pair, ServiceTrack service, Moment now, List<ResourceView> rows) {
    ClientView clients = Clients.view(pairConfig, service);
    int place = 1;
    for (ResourceSpec spec : spec(pairConfig).group()) {
      Watch watch = pair.watch(spec.name());
      rows.add(
          new ResourceView(
              pairConfig.pair(),
              place,
              spec.name(),
              spec.kind(),
              spec.agent(),
              watch.state(),
              asAClient(spec, clients).orElse(watch.lastResult()),
              watch.restarts(),
              watch.failures(),
              watch.failures() == 0 ? 0 : wall(watch.lastFailure(), now),
              millis(watch.startNanos()),
              millis(watch.stopNanos())));
      place++;
    }
  }

  /** What a standby has found by asking; at an active nothing. */
  private static Optional<String> asAClient(ResourceSpec spec, ClientView clients) {
    if (clients.resource().equals(Optional.of(spec.name()))) {
      return Optional.of(
          "as a client: no answer " + clients.misses() + " times in a row: " + clients.text());
    }
    return clients.verdict() == ClientVerdict.SERVED && !spec.probes().isEmpty()
        ? Optional.of("as a client: served")
        : Optional.empty();
  }

  private PairSpec spec(PairConfig pairConfig) {
    return site.pairs().get(pairConfig.pair());
  }

  private HeartbeatPath.Counters counters(NodeName peer, PathKind kind) {
    return world.paths().stream()
        .filter(path -> path.kind() == kind && path.peer().equals(peer))
        .findFirst()
        .map(HeartbeatPath::counters)
        .orElse(new HeartbeatPath.Counters(0, 0, 0, 0));
  }

  private long wall(Moment at, Moment now) {
    return world.host().wallMillis() - now.since(at).toMillis();
  }

  private static long millis(long nanos) {
    return nanos < 0 ? -1 : nanos / 1_000_000;
  }
}
