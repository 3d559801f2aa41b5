package io.hotpair.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The disks that a directory's file system lies on, below partitions, LVM and RAID; by /sys/dev and
 * the {@code slaves} of each layer. A file system without a block device of its own, as btrfs or an
 * overlay, has none that can be told.
 */
final class SystemDisks {
  private final Path sys;
  private final Mounts mounts;
  private final Path directory;

  /**
   * The disks of a directory.
   *
   * @param sys /sys
   * @param directory absolute
   */
  SystemDisks(Path sys, Mounts mounts, Path directory) {
    this.sys = sys;
    this.mounts = mounts;
    this.directory = directory;
  }

  /** Their names, as {@code sda}. */
  List<String> names() {
    Set<String> names = new LinkedHashSet<>();
    mounts
        .holding(directory)
        .map(mount -> sys.resolve("dev/block").resolve(mount.device()))
        .ifPresent(device -> collect(device, names));
    return List.copyOf(names);
  }

  private static void collect(Path device, Set<String> names) {
    Path place;
    try {
      place = device.toRealPath();
    } catch (IOException gone) {
      return;
    }
    Path whole = Files.exists(place.resolve("partition")) ? place.getParent() : place;
    List<Path> below = KernelFile.below(whole.resolve("slaves"), "*");
    if (below.isEmpty()) {
      names.add(whole.getFileName().toString());
    }
    below.forEach(slave -> collect(slave, names));
  }
}
