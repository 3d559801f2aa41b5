package io.hotpair.resource;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.port.Processes;
import io.hotpair.port.ResourceDriver;
import io.hotpair.trust.Trust;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

/** Makes the driver of each resource of this node. */
public final class Drivers {
  /** Where OCF resource agents are installed: OCF_ROOT in the standard. */
  private static final Path USUAL_OCF_ROOT = Path.of("/usr/lib/ocf");

  private static final Path SYSTEMCTL = Path.of("/usr/bin/systemctl");

  private final Supplier<Processes> processes;
  private final NodeName node;
  private final Path ocfRoot;
  private final Path systemctl;
  private final Trust trust;

  /**
   * Drivers that use what is installed on this machine.
   *
   * @param processes makes what runs the programs of one resource, and keeps account of them
   * @param node this node: parameters may differ by node
   */
  public Drivers(Supplier<Processes> processes, NodeName node) {
    this(processes, node, USUAL_OCF_ROOT, SYSTEMCTL, Trust.ofThisUser());
  }

  Drivers(Supplier<Processes> processes, NodeName node, Path ocfRoot, Path systemctl, Trust trust) {
    this.processes = processes;
    this.node = node;
    this.ocfRoot = ocfRoot;
    this.systemctl = systemctl;
    this.trust = trust;
  }

  /**
   * The driver of a resource.
   *
   * @throws IllegalArgumentException if the specification can't be right on any machine: a
   *     malformed agent or unit name, a command that is missing; the message says what is allowed
   */
  public ResourceDriver of(PairName pair, ResourceSpec spec) {
    Processes own = processes.get();
    Programs programs = new Programs(own, trust);
    Instance instance = new Instance(pair, spec.name(), node);
    ResourceDriver driver =
        switch (spec.kind()) {
          case OCF -> new OcfDriver(programs, instance, spec, ocfRoot);
          case SYSTEMD -> new SystemdDriver(programs, instance, spec, systemctl);
          case COMMAND -> new CommandDriver(programs, instance, spec);
        };
    return new ProvenDriver(driver, own, instance, spec.times());
  }

  /** How long the check of a resource may take, whatever it waits for. */
  public static Duration longestCheck(ResourceSpec spec) {
    return switch (spec.kind()) {
      case OCF -> OcfDriver.META_DATA_DEADLINE;
      case SYSTEMD -> spec.times().monitor().multipliedBy(2);
      case COMMAND -> spec.times().monitor();
    };
  }
}
