package io.hotpair.system;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.ResourceKind;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.port.Processes;
import io.hotpair.port.ResourceDriver;
import java.nio.file.Path;
import java.util.Optional;

/** Makes the drivers of the resources that the agent itself runs on Linux. */
public final class LinuxDrivers {
  private static final Path IP = Path.of("/usr/sbin/ip");

  private final NodeName node;

  /**
   * Drivers that use what this machine has.
   *
   * @param node this node: a device may have another name on the other one
   */
  public LinuxDrivers(NodeName node) {
    this.node = node;
  }

  /**
   * The driver of a resource; empty if it is of another kind.
   *
   * @param processes runs its programs, and no one else's
   * @throws IllegalArgumentException if it is malformed
   */
  public Optional<ResourceDriver> of(PairName pair, ResourceSpec spec, Processes processes) {
    return spec.kind() == ResourceKind.ADDRESS
        ? Optional.of(
            new AddressDriver(
                processes,
                OwnAddresses::ofThisMachine,
                new GratuitousArp(),
                IP,
                pair + "." + spec.name(),
                node,
                spec))
        : Optional.empty();
  }
}
