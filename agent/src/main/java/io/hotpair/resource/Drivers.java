package io.hotpair.resource;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.port.Processes;
import io.hotpair.port.ResourceDriver;
import io.hotpair.port.ServiceProbe;
import io.hotpair.trust.Trust;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the driver of each resource of this node. */
public final class Drivers {
  /** Where OCF resource agents are installed: OCF_ROOT in the standard. */
  private static final Path USUAL_OCF_ROOT = Path.of("/usr/lib/ocf");

  private static final Path SYSTEMCTL = Path.of("/usr/bin/systemctl");
  private static final Path SCRIPTS = Path.of("/etc/init.d");

  private final Supplier<Processes> processes;
  private final Elsewhere elsewhere;
  private final NodeName node;
  private final Path ocfRoot;
  private final Path systemctl;
  private final Path scripts;
  private final Trust trust;

  /** Makes drivers of kinds that another room has. */
  @FunctionalInterface
  public interface Elsewhere {
    /**
     * The driver of a resource; empty if it is of a kind that this machine has not.
     *
     * @param processes runs its programs, and no one else's
     * @throws IllegalArgumentException if the specification can't be right on any machine
     */
    Optional<ResourceDriver> of(PairName pair, ResourceSpec spec, Processes processes);
  }

  /**
   * Drivers of what is run by programs alone.
   *
   * @param processes makes what runs the programs of one resource, and keeps account of them
   * @param node this node: parameters may differ by node
   */
  public Drivers(Supplier<Processes> processes, NodeName node) {
    this(processes, Drivers::nowhere, node);
  }

  /**
   * Drivers that use what is installed on this machine.
   *
   * @param processes makes what runs the programs of one resource, and keeps account of them
   * @param elsewhere makes those of Linux or of Windows alone
   * @param node this node: parameters may differ by node
   */
  public Drivers(Supplier<Processes> processes, Elsewhere elsewhere, NodeName node) {
    this(processes, elsewhere, node, USUAL_OCF_ROOT, SYSTEMCTL, SCRIPTS, Trust.ofThisUser());
  }

  Drivers(
      Supplier<Processes> processes,
      NodeName node,
      Path ocfRoot,
      Path systemctl,
      Path scripts,
      Trust trust) {
    this(processes, Drivers::nowhere, node, ocfRoot, systemctl, scripts, trust);
  }

  private Drivers(
      Supplier<Processes> processes,
      Elsewhere elsewhere,
      NodeName node,
      Path ocfRoot,
      Path systemctl,
      Path scripts,
      Trust trust) {
    this.processes = processes;
    this.elsewhere = elsewhere;
    this.node = node;
    this.ocfRoot = ocfRoot;
    this.systemctl = systemctl;
    this.scripts = scripts;
    this.trust = trust;
  }

  private static Optional<ResourceDriver> nowhere(
      PairName pair, ResourceSpec spec, Processes processes) {
    return Optional.empty();
  }

  private static ResourceDriver notHere(PairName pair, ResourceSpec spec) {
    return new NotHere(
        "%s.%s is of a kind that this machine has not: %s %s"
            .formatted(pair, spec.name(), spec.kind().label(), spec.agent()));
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
          case SYSV -> new SysvDriver(programs, instance, spec, scripts);
          case COMMAND -> new CommandDriver(programs, instance, spec);
          case ADDRESS, WINDOWS_SERVICE, WINDOWS_ADDRESS, WINDOWS_DISK ->
              elsewhere.of(pair, spec, own).orElseGet(() -> notHere(pair, spec));
        };
    ResourceDriver proven = new ProvenDriver(driver, own, instance, spec.times());
    if (spec.monitors().isEmpty()) {
      return proven;
    }
    // Programs that only ask are kept apart: one that hangs holds up no start and no stop.
    return new MonitoredDriver(
        proven, spec.monitors(), asking(pair, spec), instance, spec.times().start());
  }

  /**
   * What asks a resource's service on the active, as its specification lists it.
   *
   * @throws IllegalArgumentException if a specification can't be right on any machine
   */
  public List<ServiceProbe> monitors(PairName pair, ResourceSpec spec) {
    return spec.monitors().stream().map(asking(pair, spec)::of).toList();
  }

  /**
   * What asks a resource's service from a standby, as its specification lists it.
   *
   * @throws IllegalArgumentException if a specification can't be right on any machine
   */
  public List<ServiceProbe> probes(PairName pair, ResourceSpec spec) {
    return spec.probes().stream().map(asking(pair, spec)::of).toList();
  }

  private Probes asking(PairName pair, ResourceSpec spec) {
    return new Probes(new Programs(processes.get(), trust), new Instance(pair, spec.name(), node));
  }

  /** How long the check of a resource may take, whatever it waits for. */
  public static Duration longestCheck(ResourceSpec spec) {
    return switch (spec.kind()) {
      case OCF -> OcfDriver.META_DATA_DEADLINE;
      case SYSTEMD -> spec.times().monitor().multipliedBy(2);
      case SYSV, COMMAND, ADDRESS, WINDOWS_SERVICE, WINDOWS_ADDRESS, WINDOWS_DISK ->
          spec.times().monitor();
    };
  }
}
