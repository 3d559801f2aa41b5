package io.hotpair.health;

import io.hotpair.core.model.HealthKind;
import io.hotpair.core.model.HealthReading;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.LunName;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.site.LunSpec;
import io.hotpair.core.model.site.PairSpec;
import io.hotpair.core.model.site.RaidSpec;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.core.model.site.Site;
import io.hotpair.port.BlockDevice;
import io.hotpair.port.HealthProbe;
import io.hotpair.port.Inspection;
import io.hotpair.port.Processes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** All that can be looked at of a Linux machine. */
public final class HealthProbes {
  private static final String FILE_SYSTEM_AGENT = "heartbeat:Filesystem";

  private final Path proc;
  private final Path sys;
  private final Mounts mounts;

  /** Of this machine. */
  public HealthProbes() {
    this(Path.of("/proc"), Path.of("/sys"));
  }

  HealthProbes(Path proc, Path sys) {
    this.proc = proc;
    this.sys = sys;
    this.mounts = new Mounts(proc);
  }

  /**
   * What the kernel knows of the machine and its network devices.
   *
   * @param device the network device of a path, as it is now
   */
  public List<HealthProbe> kernel(
      Inspection inspection, int processors, Function<PathKind, Optional<String>> device) {
    MemoryErrors memory = new MemoryErrors(sys);
    Pressure pressure = new Pressure(proc, processors);
    List<HealthProbe> probes = new ArrayList<>();
    probes.add(new KernelProbe(HealthKind.MEMORY_CORRECTED, memory::corrected));
    probes.add(new KernelProbe(HealthKind.MEMORY_UNCORRECTED, memory::uncorrected));
    probes.add(new KernelProbe(HealthKind.MACHINE_CHECKS, new MachineChecks(proc)::read));
    probes.add(new KernelProbe(HealthKind.TEMPERATURE, new Temperature(sys)::read));
    probes.add(new KernelProbe(HealthKind.CPU_PRESSURE, pressure::cpu));
    probes.add(new KernelProbe(HealthKind.MEMORY_PRESSURE, pressure::memory));
    probes.add(new KernelProbe(HealthKind.DISK_PRESSURE, pressure::disk));
    probes.add(new KernelProbe(HealthKind.LOAD, pressure::load));
    probes.add(new KernelProbe(HealthKind.CLOCK, () -> clock(inspection)));
    for (PathKind path : List.of(PathKind.PRIVATE, PathKind.PUBLIC)) {
      NetworkDevice card = new NetworkDevice(sys, () -> device.apply(path));
      String name = path.label();
      probes.add(new KernelProbe(HealthKind.NETWORK_ERRORS, name, card::errors));
      probes.add(new KernelProbe(HealthKind.NETWORK_SPEED, name, card::speed));
      probes.add(new KernelProbe(HealthKind.NETWORK_CARRIER, name, card::losses));
    }
    return probes;
  }

  private static HealthReading clock(Inspection inspection) {
    Outcome<Boolean> synchronised = inspection.wallClockSynchronised();
    if (!(synchronised instanceof Outcome.Succeeded<Boolean>(Boolean right))) {
      return new HealthReading.NotKnown(synchronised.text());
    }
    return right
        ? new HealthReading.Judged(HealthVerdict.OK, "the kernel's clock is synchronised")
        : new HealthReading.Judged(
            HealthVerdict.DEGRADED, "nothing keeps the kernel's clock synchronised");
  }

  /**
   * The disks and file systems that this node itself needs.
   *
   * @param state the state directory, absolute
   * @param file a block in it that nobody else uses
   * @param nanos a monotonic clock
   */
  public List<HealthProbe> disks(
      Path state,
      BlockDevice file,
      LongSupplier nanos,
      Processes processes,
      Inspection inspection) {
    SystemDisks disks = new SystemDisks(sys, mounts, state);
    return List.of(
        new SystemDisk(file, nanos),
        new DiskErrors(disks, sys, processes, DiskErrors.DMESG),
        new Smart(disks, processes, Smart.PROGRAM),
        new DiskLatency("system", sys, disks::names),
        new FileSystem("root", Path.of("/"), mounts, FileSystem.STATVFS),
        new FileSystem("state", state, mounts, FileSystem.STATVFS),
        new Inodes("root", Path.of("/"), inspection),
        new Inodes("state", state, inspection));
  }

  /**
   * What a pair needs: its LUNs with their arrays, the file systems that its group mounts, and two
   * machines.
   *
   * @param processes for the pair alone: an array's program that hangs keeps no other probe
   */
  public List<HealthProbe> pair(
      Site site, PairSpec pair, NodeName self, Inspection inspection, Processes processes) {
    String name = pair.name().value();
    List<String> devices = pair.luns().stream().map(LunSpec::device).toList();
    List<HealthProbe> probes = new ArrayList<>();
    probes.add(new PairLuns(name, devices, inspection));
    probes.add(new DiskLatency(name, sys, () -> names(devices)));
    probes.add(
        new Placement(name, site.nodes().get(pair.preferred()), site.nodes().get(pair.other())));
    Map<LunName, Array> arrays = new HashMap<>();
    pair.luns()
        .forEach(
            lun -> lun.raid().ifPresent(raid -> arrays.put(lun.name(), array(raid, processes))));
    if (!arrays.isEmpty()) {
      probes.add(new PairArrays(pair.name(), arrays));
    }
    List<Path> points =
        pair.group().stream()
            .filter(resource -> resource.agent().equals(FILE_SYSTEM_AGENT))
            .map(ResourceSpec::parameters)
            .filter(parameters -> parameters.containsKey("directory"))
            .map(parameters -> Path.of(parameters.get("directory").on(self)))
            .toList();
    if (!points.isEmpty()) {
      probes.add(new GroupMounts(name, points, mounts, FileSystem.STATVFS));
    }
    return probes;
  }

  private Array array(RaidSpec raid, Processes processes) {
    return switch (raid) {
      case RaidSpec.Md(String array) -> new MdArray(proc, array);
      case RaidSpec.Command(List<String> words) -> new ArrayCommand(words, processes);
      case RaidSpec.Snmp snmp -> new ArraySnmp(snmp);
    };
  }

  /** The kernel's names of devices, where links lead to them; a file has none. */
  private static List<String> names(List<String> devices) {
    List<String> names = new ArrayList<>();
    for (String device : devices) {
      try {
        names.add(Path.of(device).toRealPath().getFileName().toString());
      } catch (IOException gone) {
        // Whoever reads it says so.
      }
    }
    return names;
  }
}
