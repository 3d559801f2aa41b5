package io.hotpair.runtime;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.ResourceName;
import io.hotpair.port.DiskPath;
import io.hotpair.port.FenceDevice;
import io.hotpair.port.Guard;
import io.hotpair.port.HealthProbe;
import io.hotpair.port.HeartbeatPath;
import io.hotpair.port.LocalHost;
import io.hotpair.port.ResourceDriver;
import io.hotpair.port.ServiceProbe;
import io.hotpair.port.Store;
import io.hotpair.port.Watchdog;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The world outside as one node has it.
 *
 * @param host this machine
 * @param store what outlives a restart
 * @param paths the network paths to each peer
 * @param guards each pair's guard
 * @param disks each pair's shared disk as a path
 * @param resources each pair's resources
 * @param probes what asks each pair's service, in the order of {@link
 *     io.hotpair.core.plan.GroupPlan#probes}
 * @param fences what can switch each peer off; a peer without an entry can't be fenced
 * @param parts what can be looked at of this machine
 * @param watchdog what resets this machine when it is not fed; empty: no pair's guard needs it
 */
public record World(
    LocalHost host,
    Store store,
    List<HeartbeatPath> paths,
    Map<PairName, Guard> guards,
    Map<PairName, DiskPath> disks,
    Map<PairName, Map<ResourceName, ResourceDriver>> resources,
    Map<PairName, List<ServiceProbe>> probes,
    Map<NodeName, FenceDevice> fences,
    List<HealthProbe> parts,
    Optional<Watchdog> watchdog) {}
