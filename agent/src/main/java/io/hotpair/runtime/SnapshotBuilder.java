package io.hotpair.runtime;

import io.hotpair.core.detector.DiskTrack;
import io.hotpair.core.detector.PeerTrack;
import io.hotpair.core.model.Beat;
import io.hotpair.core.model.CannotTakeOverCause;
import io.hotpair.core.model.ConfigurationMatch;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.PeerHealth;
import io.hotpair.core.model.Readiness;
import io.hotpair.core.model.WatchdogState;
import io.hotpair.core.model.site.FenceLevel;
import io.hotpair.core.model.site.FenceSpec;
import io.hotpair.core.model.site.NodeSpec;
import io.hotpair.core.model.site.Site;
import io.hotpair.core.pair.Node;
import io.hotpair.core.pair.NodeConfig;
import io.hotpair.core.pair.Observed;
import io.hotpair.core.pair.Pair;
import io.hotpair.core.pair.PairConfig;
import io.hotpair.port.HeartbeatPath;
import io.hotpair.port.LocalHost;
import io.hotpair.view.AgentView;
import io.hotpair.view.FenceView;
import io.hotpair.view.LunView;
import io.hotpair.view.NodeView;
import io.hotpair.view.PairView;
import io.hotpair.view.PathView;
import io.hotpair.view.RefusalSource;
import io.hotpair.view.ResourceView;
import io.hotpair.view.Snapshot;
import io.hotpair.view.TargetSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Builds the snapshot that every surface shows; on the deciding thread, from what is in memory. */
final class SnapshotBuilder {
  private final Site site;
  private final NodeConfig config;
  private final String version;
  private final World world;
  private final Mailbox mailbox;
  private final Notices notices;
  private final Operations operations;
  private final FenceLog fenceLog;
  private final Decider decider;
  private final PairRows pairRows;
  private final LunRows lunRows;
  private final Optional<WatchdogFeeder> feeder;
  private final HealthWatch health;
  private final long startedMillis;
  private final List<PairName> sorted;
  private volatile TargetSource targets = List::of;
  private volatile RefusalSource refusals = RefusalSource.NONE;
  private long generation;

  SnapshotBuilder(
      Site site,
      NodeConfig config,
      String version,
      World world,
      Mailbox mailbox,
      Notices notices,
      Operations operations,
      FenceLog fenceLog,
      Decider decider,
      LunRows lunRows,
      Optional<WatchdogFeeder> feeder,
      HealthWatch health) {
    this.site = site;
    this.config = config;
    this.version = version;
    this.world = world;
    this.mailbox = mailbox;
    this.notices = notices;
    this.operations = operations;
    this.fenceLog = fenceLog;
    this.decider = decider;
    startedMillis = world.host().wallMillis();
    pairRows = new PairRows(site, config, world);
    this.lunRows = lunRows;
    this.feeder = feeder;
    this.health = health;
    sorted = List.copyOf(new TreeSet<>(config.pairs().keySet()));
  }

  void refusals(RefusalSource source) {
    refusals = source;
  }

  void targets(TargetSource source) {
    targets = source;
  }

  Snapshot build(Node node) {
    Moment now = world.host().now();
    generation++;
    List<NodeView> nodes = nodes(node, now);
    List<PairView> pairs = new ArrayList<>();
    List<PathView> paths = new ArrayList<>();
    List<LunView> luns = new ArrayList<>();
    List<ResourceView> resources = new ArrayList<>();
    for (PairName name : sorted) {
      PairConfig pairConfig = config.pairs().get(name);
      Pair pair = node.pairs().get(name);
      PeerTrack peer = node.peers().get(pairConfig.peer());
      DiskTrack disk = node.disks().get(name);
      pairs.add(pairRows.pair(pairConfig, pair));
      pairRows.paths(pairConfig, peer, disk, now, paths);
      luns.addAll(lunRows.luns(pairConfig, pair, disk));
      pairRows.resources(pairConfig, pair, node.services().get(name), now, resources);
    }
    return new Snapshot(
        generation,
        world.host().wallMillis(),
        agent(node, nodes),
        nodes,
        List.copyOf(pairs),
        List.copyOf(paths),
        List.copyOf(luns),
        List.copyOf(resources),
        fences(),
        operations.newest(),
        notices.newest(),
        targets.get(),
        health.rows());
  }

  private AgentView agent(Node node, List<NodeView> nodes) {
    String notArmed = notArmed(config, node, sorted);
    return new AgentView(
        version,
        site.cluster(),
        config.self(),
        site.digest(),
        notArmed.isEmpty(),
        notArmed,
        site.unsafeDemo(),
        startedMillis,
        decider.lagNanos(),
        decider.worstLagNanos(),
        notices.total(),
        rejected(),
        refusals.authenticationFailures(),
        refusals.diskFlaws(),
        feeder.map(WatchdogFeeder::state).orElse(WatchdogState.NOT_NEEDED),
        feeder.map(WatchdogFeeder::name).orElse(""),
        feeder.map(WatchdogFeeder::timeMillis).orElse(-1L),
        worst(nodes),
        config.timings().interval().toMillis(),
        config.timings().deadTime().toMillis());
  }

  /**
   * The first pair that is not armed, and why, in words; empty if all are.
   *
   * @param pairs in the order in which they are looked at
   */
  static String notArmed(NodeConfig config, Node node, List<PairName> pairs) {
    for (PairName pair : pairs) {
      String why = notArmed(config.pairs().get(pair), node.pairs().get(pair).observed());
      if (!why.isEmpty()) {
        return pair + ": " + why;
      }
    }
    return "";
  }

  /** By the site file, by what the equipment turned out to be, or by another file at the peer. */
  private static String notArmed(PairConfig pairConfig, Observed observed) {
    Readiness equipment = observed.local().equipment();
    if (equipment.cause() == CannotTakeOverCause.NOT_ARMED) {
      return equipment.detail();
    }
    return pairConfig.notArmed().isEmpty() && observed.peer().digestDiffers()
        ? "the site file of " + pairConfig.peer() + " is another one"
        : pairConfig.notArmed();
  }

  private long rejected() {
    return mailbox.dropped()
        + world.paths().stream().map(HeartbeatPath::counters).mapToLong(c -> c.rejected()).sum();
  }

  private List<NodeView> nodes(Node node, Moment now) {
    List<NodeView> views = new ArrayList<>();
    for (NodeName name : new TreeSet<>(site.nodes().keySet())) {
      NodeSpec spec = site.nodes().get(name);
      if (name.equals(config.self())) {
        LocalHost.Load load = world.host().load();
        views.add(
            new NodeView(
                name,
                spec.id(),
                true,
                spec.virtual(),
                PeerHealth.ONLINE,
                hex(node.boot().value()),
                0,
                load.cpu(),
                load.memory(),
                bootMillis(now, now),
                node.local().health().verdict(),
                ConfigurationMatch.SAME));
      } else if (node.peers().containsKey(name)) {
        views.add(peer(spec, node.peers().get(name), now));
      }
    }
    return List.copyOf(views);
  }

  private NodeView peer(NodeSpec spec, PeerTrack track, Moment now) {
    return new NodeView(
        spec.name(),
        spec.id(),
        false,
        spec.virtual(),
        track.health(now, config.timings()),
        track.newest().map(beat -> hex(beat.boot().value())).orElse(""),
        track.newest().isPresent() ? now.since(track.newestReceived()).toMillis() : -1,
        -1,
        -1,
        track.newest().map(beat -> bootMillis(beat.sent(), track.newestReceived())).orElse(0L),
        track.newest().map(Beat::health).orElse(HealthVerdict.UNKNOWN),
        track.newest().map(this::configuration).orElse(ConfigurationMatch.UNKNOWN));
  }

  /** A node's clock counts from its machine's boot: what it showed at a moment of this node's. */
  private long bootMillis(Moment shown, Moment at) {
    long atMillis = world.host().wallMillis() - world.host().now().since(at).toMillis();
    return Math.round((atMillis - shown.nanos() / 1e6) / 1_000) * 1_000;
  }

  private ConfigurationMatch configuration(Beat beat) {
    return beat.digest() == config.digest()
        ? ConfigurationMatch.SAME
        : ConfigurationMatch.DIFFERENT;
  }

  /** One node that differs is what an administrator must see. */
  private static ConfigurationMatch worst(List<NodeView> nodes) {
    List<ConfigurationMatch> all = nodes.stream().map(NodeView::configuration).toList();
    return Stream.of(ConfigurationMatch.DIFFERENT, ConfigurationMatch.UNKNOWN)
        .filter(all::contains)
        .findFirst()
        .orElse(ConfigurationMatch.SAME);
  }

  private List<FenceView> fences() {
    List<FenceView> views = new ArrayList<>();
    for (NodeName name : new TreeSet<>(site.fence().keySet())) {
      if (!config.peers().containsKey(name)) {
        continue;
      }
      int place = 1;
      for (FenceLevel level : site.fence().get(name)) {
        FenceLog.Entry last = fenceLog.last(name, place);
        String agents =
            level.devices().stream().map(FenceSpec::agent).collect(Collectors.joining(" and "));
        views.add(
            new FenceView(name, place, agents, last.status(), last.result(), last.wallMillis()));
        place++;
      }
    }
    return List.copyOf(views);
  }

  private static String hex(long value) {
    return String.format("%016x", value);
  }
}
