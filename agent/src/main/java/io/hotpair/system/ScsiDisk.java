package io.hotpair.system;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.ScsiLun;
import io.hotpair.port.ScsiPath;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A block device of Linux as a LUN: the SCSI disks below it, found in sysfs. A SCSI disk is its own
 * only way; a device-mapper multipath device has one for each of its disks. A partition, or a
 * mapped one, stands for the disk that it lies on. A disk that the kernel has blocked or taken
 * offline, as its transport is lost, is no way for the time: a command to it would wait for a
 * transport that may never come back, and keep the next way waiting.
 */
public final class ScsiDisk implements ScsiLun {
  private static final Path SYSFS = Path.of("/sys");
  private static final int DEEPEST = 8;

  /** States of a SCSI device that take commands; drivers/scsi/scsi_sysfs.c has all of them. */
  private static final Set<String> WELL = Set.of("running", "created", "");

  private final Path device;
  private final Path sysfs;
  private final Duration deadline;

  /**
   * Names a device; nothing is opened yet.
   *
   * @param deadline how long the kernel waits for the target before it aborts a command
   */
  public ScsiDisk(Path device, Duration deadline) {
    this(device, SYSFS, deadline);
  }

  ScsiDisk(Path device, Path sysfs, Duration deadline) {
    this.device = device;
    this.sysfs = sysfs;
    this.deadline = deadline;
  }

  @Override
  public String name() {
    return device.toString();
  }

  @Override
  public Outcome<List<ScsiPath>> paths() {
    try {
      List<ScsiPath> paths = new ArrayList<>();
      String away = "no SCSI disk lies below it now";
      for (String disk : disks()) {
        String state = state(disk);
        if (WELL.contains(state)) {
          paths.add(new ScsiGeneric("/dev/" + disk, deadline, initiator(disk)));
        } else {
          away = "/dev/" + disk + " is " + state;
        }
      }
      return paths.isEmpty()
          ? new Outcome.Failed<>(device + " has no path: " + away)
          : new Outcome.Succeeded<>(List.copyOf(paths));
    } catch (NoSuchFileException missing) {
      return new Outcome.Failed<>(device + ": there is no such device: " + missing.getMessage());
    } catch (IOException e) {
      return new Outcome.Failed<>(device + ": " + e.getMessage());
    }
  }

  /** Whether a device lies on the same SCSI disks; empty while one of them is not there. */
  public Optional<Boolean> sharesDisksWith(Path other) {
    try {
      TreeSet<String> shared = disks();
      if (shared.isEmpty()) {
        return Optional.empty();
      }
      boolean isDevice = Files.exists(sysfs.resolve("class/block").resolve(nameOf(other)));
      if (!isDevice) {
        return Optional.of(false);
      }
      shared.retainAll(new ScsiDisk(other, sysfs, deadline).disks());
      return Optional.of(!shared.isEmpty());
    } catch (IOException missing) {
      return Optional.empty();
    }
  }

  private TreeSet<String> disks() throws IOException {
    TreeSet<String> disks = new TreeSet<>();
    collect(nameOf(device), disks, 0);
    return disks;
  }

  private static String nameOf(Path path) throws IOException {
    return path.toRealPath().getFileName().toString();
  }

  private void collect(String name, TreeSet<String> disks, int depth) throws IOException {
    Path entry = sysfs.resolve("class/block").resolve(name).toRealPath();
    if (Files.exists(entry.resolve("partition"))) {
      collect(entry.getParent().getFileName().toString(), disks, depth + 1);
      return;
    }
    Path slaves = entry.resolve("slaves");
    List<String> below = new ArrayList<>();
    if (Files.isDirectory(slaves)) {
      try (DirectoryStream<Path> listed = Files.newDirectoryStream(slaves)) {
        listed.forEach(slave -> below.add(slave.getFileName().toString()));
      }
    }
    if (below.isEmpty() && isScsi(entry)) {
      disks.add(name);
    } else if (depth < DEEPEST) {
      for (String slave : below) {
        collect(slave, disks, depth + 1);
      }
    }
  }

  /** What the kernel says of a disk, as {@code transport-offline}; empty if it says nothing. */
  private String state(String disk) throws IOException {
    Path state = sysfs.resolve("class/block").resolve(disk).resolve("device/state");
    return Files.isRegularFile(state) ? Files.readString(state).strip() : "";
  }

  /**
   * The initiator's name of the iSCSI session below which a disk lies, else the name of the port
   * that its host is: {@code …/hostN/sessionM/targetN:0:0/N:0:0:0}.
   */
  private String initiator(String disk) throws IOException {
    Path device = sysfs.resolve("class/block").resolve(disk).resolve("device");
    if (!Files.exists(device)) {
      return "";
    }
    for (Path part : device.toRealPath()) {
      for (String named : List.of("iscsi_session/%s/initiatorname", "fc_host/%s/port_name")) {
        Path name = sysfs.resolve("class").resolve(named.formatted(part));
        if (Files.isRegularFile(name)) {
          return Files.readString(name).strip();
        }
      }
    }
    return "";
  }

  /** A disk of the SCSI layer has a SCSI device with a type; virtual disks and loops do not. */
  private static boolean isScsi(Path entry) {
    return Files.exists(entry.resolve("device/scsi_level"));
  }
}
