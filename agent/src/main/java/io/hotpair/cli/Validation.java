package io.hotpair.cli;

import io.hotpair.checks.Check;
import io.hotpair.checks.DiskChecks;
import io.hotpair.checks.FenceChecks;
import io.hotpair.checks.Finding;
import io.hotpair.checks.Finding.Verdict;
import io.hotpair.checks.GroupDiskChecks;
import io.hotpair.checks.MachineChecks;
import io.hotpair.checks.PeerChecks;
import io.hotpair.checks.ReferenceChecks;
import io.hotpair.checks.ReservationChecks;
import io.hotpair.checks.ResourceChecks;
import io.hotpair.checks.ServiceChecks;
import io.hotpair.checks.SiteChecks;
import io.hotpair.core.model.BootId;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.site.FenceLevel;
import io.hotpair.core.model.site.LunSpec;
import io.hotpair.core.model.site.PairSpec;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.core.model.site.Site;
import io.hotpair.fencing.FenceLevels;
import io.hotpair.guard.LunIdentities;
import io.hotpair.guard.ScsiGuard;
import io.hotpair.heartbeat.DiskRecords;
import io.hotpair.heartbeat.PairDisk;
import io.hotpair.main.Platform;
import io.hotpair.main.Reservations;
import io.hotpair.port.BlockDevice;
import io.hotpair.port.FenceDevice;
import io.hotpair.port.Inspection;
import io.hotpair.port.LunSight;
import io.hotpair.port.Processes;
import io.hotpair.resource.Drivers;
import io.hotpair.system.BaseDisks;
import io.hotpair.system.ProcessRunner;
import io.hotpair.system.References;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Which checks a site has at one of its nodes, and what stands behind their ports. */
final class Validation {
  private static final Duration QUICK = Duration.ofSeconds(5);
  private static final Duration GRACE = Duration.ofSeconds(3);

  private final Site site;
  private final NodeName self;
  private final Optional<AgentWord> agent;
  private final Processes processes = new ProcessRunner();
  private final List<Check> checks = new ArrayList<>();

  /**
   * The checks of one node.
   *
   * @param agent what the running agent says; empty: none runs, and its ports are free
   */
  Validation(Site site, NodeName self, Optional<AgentWord> agent, Path stateDirectory) {
    this.site = site;
    this.self = self;
    this.agent = agent;
    Inspection machine = Platform.inspection(processes);
    MachineChecks clocks = new MachineChecks(machine);
    add("configuration", this::configuration);
    add("state directory", () -> stateDirectory(stateDirectory));
    add("timings", () -> SiteChecks.timings(site));
    checks.add(new Check("clock", QUICK, clocks::clocks));
    add("boot", clocks::boot);
    boolean held = agent.map(AgentWord::holdsWatchdog).orElse(false);
    add("watchdog", () -> clocks.watchdog(site, self, held));
    references();
    DiskChecks disks = new DiskChecks(machine, site.timings());
    Optional<Listening> listening = listening();
    for (PairSpec pair : site.pairs().values()) {
      if (pair.includes(self)) {
        add("hosts of " + pair.name(), () -> SiteChecks.hosts(site, pair));
        add("guard of " + pair.name(), () -> SiteChecks.guard(site, pair, self));
        pair.luns().forEach(lun -> lun(disks, pair, lun));
        if (pair.arbiter().guard() == GuardKind.SCSI_PR) {
          reservations(pair);
        }
        pair.group()
            .forEach(
                resource -> {
                  equipment(pair, resource);
                  disks(pair, resource);
                });
        services(pair);
        peer(pair, listening);
      }
    }
    fences();
  }

  List<Check> checks() {
    return List.copyOf(checks);
  }

  private void add(String subject, Supplier<Finding> body) {
    checks.add(Check.single(subject, QUICK, body));
  }

  private void references() {
    List<String> addresses = site.networks().reference();
    String own = site.nodes().get(self).addresses().get(PathKind.PUBLIC);
    Duration deadTime = site.timings().deadTime();
    checks.add(
        new Check(
            "reference",
            References.longestAsking(deadTime).multipliedBy(addresses.size()).plus(GRACE),
            () ->
                ReferenceChecks.of(addresses, address -> References.ask(address, own, deadTime))));
  }

  private Finding configuration() {
    String read = "read without an error, its secrets and programs safe from others";
    if (agent.isPresent() && !agent.get().digest().equals(site.digest())) {
      return new Finding(
          "configuration",
          Verdict.FAIL,
          read + ", but the running agent has another one",
          "systemctl restart hotpair, first on the standby");
    }
    return new Finding("configuration", Verdict.PASS, read, "");
  }

  private static Finding stateDirectory(Path directory) {
    String subject = "state directory";
    try {
      if (!Files.exists(directory)) {
        return new Finding(
            subject, Verdict.WARN, directory + " does not exist yet", "the agent makes it");
      }
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(directory);
      boolean open =
          mode.contains(PosixFilePermission.GROUP_WRITE)
              || mode.contains(PosixFilePermission.OTHERS_WRITE);
      return open
          ? new Finding(subject, Verdict.FAIL, directory + " can be written by others", "chmod 700")
          : new Finding(subject, Verdict.PASS, directory + " is the agent's alone", "");
    } catch (IOException | UnsupportedOperationException unreadable) {
      return new Finding(subject, Verdict.FAIL, "unknown: " + unreadable.getMessage(), "");
    }
  }

  private void lun(DiskChecks disks, PairSpec pair, LunSpec lun) {
    checks.add(new Check("LUN " + lun.name(), QUICK, () -> disks.layers(pair, lun)));
    Duration reading = QUICK.plus(site.timings().ioDeadline());
    checks.add(
        Check.single(
            "reads of " + pair.name() + "/" + lun.name(),
            reading,
            () -> disks.latency(pair, lun, lun.device())));
    lun.beat()
        .ifPresent(
            beat ->
                checks.add(
                    Check.single(
                        "reads of " + pair.name() + "/" + lun.name(),
                        reading,
                        () -> disks.latency(pair, lun, beat))));
  }

  private void equipment(PairSpec pair, ResourceSpec resource) {
    Drivers drivers = Platform.drivers(self);
    checks.add(
        Check.single(
            ResourceChecks.subject(pair.name(), resource.name()),
            Drivers.longestCheck(resource).plus(GRACE),
            () ->
                ResourceChecks.of(
                    pair.name(), resource.name(), () -> drivers.of(pair.name(), resource))));
  }

  /** Asks what the agent asks, from where it does. */
  private void services(PairSpec pair) {
    Drivers drivers = new Drivers(ProcessRunner::new, self);
    checks.addAll(
        ServiceChecks.of(
            pair,
            agent
                .map(word -> word.placeOf(pair.name(), self))
                .orElse(ServiceChecks.Place.NOT_KNOWN),
            new ServiceChecks.Askers(
                resource -> drivers.monitors(pair.name(), resource),
                resource -> drivers.probes(pair.name(), resource))));
  }

  private void disks(PairSpec pair, ResourceSpec resource) {
    GroupDiskChecks base = new GroupDiskChecks(new BaseDisks()::of);
    GroupDiskChecks.deviceOf(resource, self)
        .ifPresent(
            device ->
                add(
                    GroupDiskChecks.subject(pair, resource),
                    () -> base.of(pair, resource, device)));
  }

  /** Asks the LUNs what they have of reservations; registers and reserves nothing. */
  private void reservations(PairSpec pair) {
    Duration deadline = GRACE.plus(site.timings().ioDeadline().multipliedBy(8));
    checks.add(
        Check.single(
            "reservations of " + pair.name(),
            deadline,
            () -> {
              try (BlockDevice device = Platform.blocks(pair.arbiter().beatDevice())) {
                PairDisk disk = new PairDisk(site, pair, self, device);
                ScsiGuard guard =
                    new ScsiGuard(
                        Reservations.luns(site, pair, self), new DiskRecords(disk), new BootId(1));
                return ReservationChecks.of(pair.name(), guard::check);
              }
            }));
  }

  private Optional<Listening> listening() {
    return agent.isPresent()
        ? Optional.empty()
        : Optional.of(new Listening(site, self, this::identities));
  }

  private List<LunSight> identities(PairSpec pair) {
    LunIdentities luns = Reservations.identities(site, pair, self);
    // What it fails of, the check of each LUN says.
    luns.check();
    return luns.sights();
  }

  private void peer(PairSpec pair, Optional<Listening> listening) {
    String subject = "peer of " + pair.name();
    if (agent.isPresent()) {
      checks.add(new Check(subject, QUICK, () -> PeerChecks.of(agent.get().of(pair, self))));
      return;
    }
    Listening ears = listening.orElseThrow();
    Duration deadline =
        ears.span()
            .plus(site.timings().diskDeadTime())
            .plus(site.timings().ioDeadline().multipliedBy(pair.luns().size()))
            .plus(GRACE);
    checks.add(new Check(subject, deadline, () -> listen(ears, pair)));
  }

  private static List<Finding> listen(Listening ears, PairSpec pair) {
    try {
      ears.listen();
      return PeerChecks.of(ears.of(pair));
    } catch (InterruptedException late) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", late);
    }
  }

  /** Every level by itself: one that answers must not hide one that does not. */
  private void fences() {
    site.fence()
        .forEach(
            (node, levels) -> {
              if (!node.equals(self) && sharesAPair(node)) {
                for (int place = 1; place <= levels.size(); place++) {
                  fence(node, place, levels.get(place - 1));
                }
              }
            });
  }

  private void fence(NodeName node, int place, FenceLevel level) {
    FenceDevice device = FenceLevels.of(List.of(level), processes);
    checks.add(
        Check.single(
            "fence " + node + "[" + place + "]",
            level.deadline().multipliedBy(2).plus(GRACE),
            () -> FenceChecks.level(node, place, device)));
  }

  private boolean sharesAPair(NodeName node) {
    return site.pairs().values().stream()
        .anyMatch(pair -> pair.includes(self) && pair.peerOf(self).equals(node));
  }
}
