package io.hotpair.runtime;

import io.hotpair.core.detector.DiskTrack;
import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.GuardState;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.RaidReading;
import io.hotpair.core.model.RegistrationKey;
import io.hotpair.core.model.Reservation;
import io.hotpair.core.model.site.LunSpec;
import io.hotpair.core.model.site.NodeSpec;
import io.hotpair.core.model.site.Site;
import io.hotpair.core.pair.NodeConfig;
import io.hotpair.core.pair.Pair;
import io.hotpair.core.pair.PairConfig;
import io.hotpair.port.LunSight;
import io.hotpair.port.RaidProbe;
import io.hotpair.view.LunView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rows of the shared LUNs: who owns them, by the epoch records. */
final class LunRows {
  private final Site site;
  private final NodeConfig config;
  private final Map<PairName, DiskWatch> disks;
  private final World world;
  private final PeerLuns peerLuns;
  private final Map<Integer, NodeName> nodes;
  private final Map<PairName, RaidProbe> arrays;
  private final Map<PairName, Ownership> ownerships = new HashMap<>();

  /** Who owned a pair's LUNs when they were last looked at, and how often that has changed. */
  private record Ownership(Optional<NodeName> owner, long changes, long changedMillis) {}

  LunRows(
      Site site,
      NodeConfig config,
      Map<PairName, DiskWatch> disks,
      World world,
      PeerLuns peerLuns) {
    this.site = site;
    this.config = config;
    this.disks = disks;
    this.world = world;
    this.peerLuns = peerLuns;
    this.nodes =
        site.nodes().values().stream().collect(Collectors.toMap(NodeSpec::id, NodeSpec::name));
    this.arrays =
        world.parts().stream()
            .filter(RaidProbe.class::isInstance)
            .map(RaidProbe.class::cast)
            .collect(Collectors.toMap(RaidProbe::pair, probe -> probe));
  }

  List<LunView> luns(PairConfig pairConfig, Pair pair, DiskTrack disk) {
    PairName name = pairConfig.pair();
    Optional<GuardReading> reading = disk.reading();
    Ownership ownership =
        ownerships.merge(
            name,
            new Ownership(owner(pairConfig, reading), 0, 0),
            (before, now) -> change(before, now.owner()));
    List<LunSpec> luns = new ArrayList<>(site.pairs().get(name).luns());
    LunSpec arbiter = luns.getFirst();
    luns.sort(Comparator.comparing(LunSpec::name));
    return luns.stream()
        .map(
            lun ->
                new LunView(
                    name,
                    lun.name(),
                    lun.device(),
                    sight(name, lun).map(LunSight::identity).orElse(""),
                    lun.equals(arbiter),
                    lun.guard(),
                    reading.map(GuardReading::state).orElse(GuardState.UNKNOWN),
                    ownership.owner(),
                    sight(name, lun)
                        .flatMap(LunSight::reservation)
                        .flatMap(Reservation::holder)
                        .map(RegistrationKey::hex)
                        .orElse(""),
                    pair.epoch(),
                    lun.equals(arbiter) ? disks.get(name).latencyNanos() : -1,
                    lun.equals(arbiter) ? disk.errors() : 0,
                    ownership.changes(),
                    ownership.changedMillis(),
                    RegisteredKeys.text(
                        nodes,
                        sight(name, lun)
                            .flatMap(LunSight::reservation)
                            .map(Reservation::registered)
                            .orElse(List.of())),
                    peerLuns.match(name, lun.name()),
                    raid(name, lun)))
        .toList();
  }

  private RaidReading raid(PairName pair, LunSpec lun) {
    return arrays.containsKey(pair) ? arrays.get(pair).of(lun.name()) : RaidReading.NOT_WATCHED;
  }

  private Optional<LunSight> sight(PairName pair, LunSpec lun) {
    return world.guards().get(pair).sights().stream()
        .filter(sight -> sight.lun().equals(lun.name()))
        .findFirst();
  }

  private Ownership change(Ownership before, Optional<NodeName> owner) {
    return before.owner().equals(owner)
        ? before
        : new Ownership(owner, before.changes() + 1, world.host().wallMillis());
  }

  private Optional<NodeName> owner(PairConfig pairConfig, Optional<GuardReading> reading) {
    if (reading.isEmpty()) {
      return Optional.empty();
    }
    if (reading.get().isOwn()) {
      return Optional.of(config.self());
    }
    return reading.get().peer().disposition() == Disposition.HELD
        ? Optional.of(pairConfig.peer())
        : Optional.empty();
  }
}
