package io.hotpair.main;

import io.hotpair.core.model.BootId;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.site.PairSpec;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.core.model.site.Site;
import io.hotpair.fencing.FenceLevels;
import io.hotpair.guard.IdentifiedGuard;
import io.hotpair.guard.RecordGuard;
import io.hotpair.guard.ReservedDisk;
import io.hotpair.guard.ScsiGuard;
import io.hotpair.guard.ScsiLuns;
import io.hotpair.heartbeat.DiskBeats;
import io.hotpair.heartbeat.DiskRecords;
import io.hotpair.heartbeat.PairDisk;
import io.hotpair.heartbeat.UdpNetwork;
import io.hotpair.port.BlockDevice;
import io.hotpair.port.DiskPath;
import io.hotpair.port.FenceDevice;
import io.hotpair.port.Guard;
import io.hotpair.port.HeartbeatPath;
import io.hotpair.port.Processes;
import io.hotpair.port.ResourceDriver;
import io.hotpair.port.ServiceProbe;
import io.hotpair.port.Store;
import io.hotpair.port.Watchdog;
import io.hotpair.port.WatchedHost;
import io.hotpair.resource.Drivers;
import io.hotpair.runtime.World;
import io.hotpair.system.ProcessRunner;
import io.hotpair.system.References;
import io.hotpair.system.WatchdogDevice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The real world as one node has it: sockets, devices, agents.
 *
 * @param world what the runtime sees of it
 * @param host this machine, which wants to be refreshed
 * @param references what asks the public network's reference addresses
 * @param networks the sockets, which want a reader each
 * @param devices the shared disks
 * @param blocks what lies on them, which counts its flaws
 */
record Outside(
    World world,
    WatchedHost host,
    References references,
    List<UdpNetwork> networks,
    List<BlockDevice> devices,
    List<PairDisk> blocks)
    implements AutoCloseable {

  static Outside open(
      Site site,
      NodeName self,
      BootId boot,
      Store store,
      Path stateDirectory,
      HeartbeatPath.Receiver receiver)
      throws IOException {
    Map<PathKind, String> addresses = site.nodes().get(self).addresses();
    References references =
        References.of(
            site.networks().reference(), addresses.get(PathKind.PUBLIC), site.timings().deadTime());
    WatchedHost host = Platform.host(addresses, references);
    List<UdpNetwork> networks = networks(site, self, receiver, host);
    List<BlockDevice> devices = new ArrayList<>();
    List<PairDisk> blocks = new ArrayList<>();
    Map<PairName, Guard> guards = new HashMap<>();
    Map<PairName, DiskPath> disks = new HashMap<>();
    Map<PairName, Map<ResourceName, ResourceDriver>> resources = new HashMap<>();
    Map<PairName, List<ServiceProbe>> probes = new HashMap<>();
    Processes processes = new ProcessRunner();
    Drivers drivers = Platform.drivers(self);
    for (PairSpec pair : site.pairs().values()) {
      if (!pair.includes(self)) {
        continue;
      }
      BlockDevice device = Platform.blocks(pair.arbiter().beatDevice());
      devices.add(device);
      PairDisk disk = new PairDisk(site, pair, self, device);
      blocks.add(disk);
      DiskRecords records = new DiskRecords(disk);
      DiskBeats beats = new DiskBeats(disk, records);
      switch (pair.arbiter().guard()) {
        case SCSI_PR -> {
          ScsiLuns luns = Reservations.luns(site, pair, self);
          disks.put(pair.name(), new ReservedDisk(beats, luns));
          guards.put(pair.name(), new ScsiGuard(luns, records, boot));
        }
        case FENCE, LEASE, NONE -> {
          disks.put(pair.name(), beats);
          guards.put(
              pair.name(),
              new IdentifiedGuard(
                  new RecordGuard(pair.arbiter().guard(), records, boot, host, site.timings()),
                  Reservations.identities(site, pair, self)));
        }
      }
      Map<ResourceName, ResourceDriver> group = new LinkedHashMap<>();
      for (ResourceSpec resource : pair.group()) {
        group.put(resource.name(), drivers.of(pair.name(), resource));
      }
      resources.put(pair.name(), group);
      probes.put(
          pair.name(),
          pair.group().stream()
              .flatMap(resource -> drivers.probes(pair.name(), resource).stream())
              .toList());
    }
    List<HeartbeatPath> paths =
        networks.stream().flatMap(network -> network.paths().stream()).toList();
    World world =
        new World(
            host,
            store,
            paths,
            guards,
            disks,
            resources,
            probes,
            fences(site, self, processes),
            Parts.of(site, self, stateDirectory.toAbsolutePath(), host),
            watchdog(site, self));
    return new Outside(world, host, references, networks, devices, blocks);
  }

  private static List<UdpNetwork> networks(
      Site site, NodeName self, HeartbeatPath.Receiver receiver, WatchedHost host)
      throws IOException {
    List<UdpNetwork> networks = new ArrayList<>();
    try {
      for (PathKind kind : List.of(PathKind.PRIVATE, PathKind.PUBLIC)) {
        networks.add(UdpNetwork.open(site, self, kind, receiver, () -> host.now().nanos()));
      }
      return networks;
    } catch (IOException unusable) {
      networks.forEach(UdpNetwork::close);
      throw unusable;
    }
  }

  /** Only where a lease needs it: a watchdog that nobody feeds would reset the machine. */
  private static Optional<Watchdog> watchdog(Site site, NodeName self) {
    boolean needed =
        site.pairs().values().stream()
            .anyMatch(pair -> pair.includes(self) && pair.arbiter().guard() == GuardKind.LEASE);
    return needed ? site.nodes().get(self).watchdog().map(WatchdogDevice::new) : Optional.empty();
  }

  private static Map<NodeName, FenceDevice> fences(Site site, NodeName self, Processes processes) {
    Map<NodeName, FenceDevice> fences = new HashMap<>();
    site.fence()
        .forEach(
            (node, levels) -> {
              if (!node.equals(self) && !levels.isEmpty()) {
                fences.put(node, FenceLevels.of(levels, processes));
              }
            });
    return fences;
  }

  /** Blocks on the shared disks that were damaged, foreign or forged. */
  long flaws() {
    return blocks.stream()
        .flatMap(disk -> disk.flaws().values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }

  @Override
  public void close() {
    networks.forEach(UdpNetwork::close);
    devices.forEach(BlockDevice::close);
  }
}
