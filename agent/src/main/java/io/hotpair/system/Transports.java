package io.hotpair.system;

import io.hotpair.port.Inspection.Queueing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How long the transport of a disk without others below it holds commands while the storage can't
 * be reached: what the kernel's transport classes say in sysfs, for iSCSI, Fibre Channel and SRP
 * (ABI/stable/sysfs-transport-srp and its like), and the fabrics of NVMe.
 *
 * <p>SAS is not among them: its I_T_nexus_loss_timeout is the target's own, and how long a host
 * adapter holds a command is its firmware's affair.
 */
final class Transports {
  // Where a SCSI disk's device lies: below hostN, and one of these.
  private static final List<Transport> SCSI =
      List.of(
          new Transport("iscsi", "class/iscsi_session", List.of("recovery_tmo")),
          new Transport("fc", "class/fc_remote_ports", List.of("fast_io_fail_tmo", "dev_loss_tmo")),
          new Transport(
              "srp", "class/srp_remote_ports", List.of("fast_io_fail_tmo", "dev_loss_tmo")));
  private static final List<String> NVME = List.of("fast_io_fail_tmo", "ctrl_loss_tmo");
  private static final Pattern CONTROLLER = Pattern.compile("nvme[0-9]+");

  private final Path sys;

  Transports(Path sys) {
    this.sys = sys;
  }

  /**
   * A transport class.
   *
   * @param bounds the attributes that end the waiting, in the order in which they do
   */
  private record Transport(String name, String folder, List<String> bounds) {}

  /** One entry for each way that the disk has, or one that says why none is known. */
  List<Queueing> of(Path block) throws IOException {
    String disk = block.getFileName().toString();
    Path device = block.resolve("device");
    if (!Files.exists(device)) {
      return List.of(Queueing.unknown(disk, "no transport is behind it that could tell"));
    }
    Path real = device.toRealPath();
    for (Path part : real) {
      for (Transport transport : SCSI) {
        Path attributes = sys.resolve(transport.folder()).resolve(part);
        if (Files.isDirectory(attributes)) {
          return List.of(queueing(transport.name() + " " + part, attributes, transport.bounds()));
        }
      }
    }
    List<Queueing> ways = new ArrayList<>();
    for (Path controller : controllers(real)) {
      ways.add(queueing("nvme " + controller.getFileName(), controller, NVME));
    }
    return ways.isEmpty()
        ? List.of(Queueing.unknown(disk, "its transport has no time limit that the kernel tells"))
        : ways;
  }

  // The device of a namespace is its controller, or the subsystem that links to its controllers.
  private static List<Path> controllers(Path device) throws IOException {
    if (CONTROLLER.matcher(device.getFileName().toString()).matches()) {
      return List.of(device);
    }
    try (Stream<Path> entries = Files.list(device)) {
      return entries
          .filter(entry -> CONTROLLER.matcher(entry.getFileName().toString()).matches())
          .sorted()
          .toList();
    }
  }

  /** The first attribute that bounds the waiting; the kernel says off where one does not. */
  private static Queueing queueing(String layer, Path attributes, List<String> bounds)
      throws IOException {
    boolean told = false;
    for (String bound : bounds) {
      Path file = attributes.resolve(bound);
      if (Files.exists(file)) {
        told = true;
        String said = Files.readString(file).strip();
        if (!said.equals("off") && !said.startsWith("-")) {
          return new Queueing(layer, Optional.of(Duration.ofSeconds(Long.parseLong(said))));
        }
      }
    }
    return told
        ? new Queueing(layer, Optional.empty())
        : Queueing.unknown(layer, "it has none of " + String.join(", ", bounds));
  }
}
