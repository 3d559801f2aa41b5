package io.hotpair.main;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PathKind;
import io.hotpair.port.BlockDevice;
import io.hotpair.port.Inspection;
import io.hotpair.port.Processes;
import io.hotpair.port.ScsiLun;
import io.hotpair.port.WatchedHost;
import io.hotpair.resource.Drivers;
import io.hotpair.system.DirectBlockDevice;
import io.hotpair.system.LinuxDrivers;
import io.hotpair.system.LinuxHost;
import io.hotpair.system.LinuxInspection;
import io.hotpair.system.ProcessRunner;
import io.hotpair.system.References;
import io.hotpair.system.ScsiDisk;
import io.hotpair.system.SelfFence;
import io.hotpair.windows.RawDisk;
import io.hotpair.windows.WindowsDrivers;
import io.hotpair.windows.WindowsHost;
import io.hotpair.windows.WindowsInspection;
import io.hotpair.windows.WindowsLun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Linux's adapters or Windows's: the one place that asks which machine this is. */
public final class Platform {
  private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

  private Platform() {}

  /** What makes the drivers of a node's resources. */
  public static Drivers drivers(NodeName self) {
    return WINDOWS
        ? new Drivers(ProcessRunner::new, new WindowsDrivers(self)::of, self)
        : new Drivers(ProcessRunner::new, new LinuxDrivers(self)::of, self);
  }

  /** Blocks of a shared disk, or of a file; opens nothing yet. */
  public static BlockDevice blocks(String device) {
    return WINDOWS ? new RawDisk(device) : new DirectBlockDevice(Path.of(device));
  }

  /**
   * A LUN; opens nothing yet.
   *
   * @param deadline how long the kernel waits for the target before it aborts a command
   */
  public static ScsiLun lun(String device, Duration deadline) {
    return WINDOWS ? new WindowsLun(device, deadline) : new ScsiDisk(Path.of(device), deadline);
  }

  /** What this machine says of itself when it is looked over. */
  public static Inspection inspection(Processes processes) {
    return WINDOWS ? new WindowsInspection() : new LinuxInspection(processes);
  }

  /** Whether two devices lie on the same disks; empty while one of them is not there. */
  static Optional<Boolean> share(String device, String other, Duration deadline) {
    return WINDOWS
        ? new WindowsLun(device, deadline).sharesDisksWith(other)
        : new ScsiDisk(Path.of(device), deadline).sharesDisksWith(Path.of(other));
  }

  /** This machine. */
  static WatchedHost host(Map<PathKind, String> addresses, References references) {
    return WINDOWS
        ? new WindowsHost(addresses, references::isAnyReachable, references::answers)
        : new LinuxHost(addresses, references, SelfFence.Sysrq.ofThisMachine());
  }
}
