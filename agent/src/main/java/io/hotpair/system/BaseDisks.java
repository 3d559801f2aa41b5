package io.hotpair.system;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.BaseDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which disks a device lies on in the end, by sysfs. */
public final class BaseDisks {
  private static final int DEEPEST = 8;

  private final Path sys;

  /** By the real sysfs. */
  public BaseDisks() {
    this(Path.of("/sys"));
  }

  BaseDisks(Path sys) {
    this.sys = sys;
  }

  /**
   * The disks below a block device, or the file that stands for one.
   *
   * @return empty: it exists, and is neither; {@code Failed} if there is no such device now
   */
  public Outcome<List<BaseDisk>> of(String device) {
    try {
      Path real = Path.of(device).toRealPath();
      if (Files.isRegularFile(real)) {
        return new Outcome.Succeeded<>(List.of(new BaseDisk(real.toString(), "")));
      }
      Path block = sys.resolve("dev/block").resolve(DiskLayers.number(real));
      List<BaseDisk> disks = new ArrayList<>();
      if (Files.isDirectory(block)) {
        collect(block.toRealPath(), disks, 0);
      }
      return new Outcome.Succeeded<>(List.copyOf(disks));
    } catch (NoSuchFileException missing) {
      return new Outcome.Failed<>(device + " is not there now");
    } catch (IOException unreadable) {
      return new Outcome.Unknown<>(device + ": " + LinuxInspection.reason(unreadable));
    }
  }

  private void collect(Path block, List<BaseDisk> disks, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new IOException(block + " lies on more than " + DEEPEST + " layers");
    }
    if (Files.exists(block.resolve("partition"))) {
      collect(block.getParent(), disks, depth + 1);
      return;
    }
    List<Path> slaves = DiskLayers.slaves(block);
    for (Path slave : slaves) {
      collect(slave, disks, depth + 1);
    }
    if (slaves.isEmpty()) {
      disks.add(disk(block));
    }
  }

  private static BaseDisk disk(Path block) throws IOException {
    Path backing = block.resolve("loop/backing_file");
    if (Files.exists(backing)) {
      return new BaseDisk(Files.readString(backing).strip(), "");
    }
    // A SCSI disk says it of its device, an NVMe namespace of itself.
    for (String attribute : List.of("device/wwid", "wwid")) {
      Path wwid = block.resolve(attribute);
      if (Files.exists(wwid)) {
        return new BaseDisk(block.getFileName().toString(), Files.readString(wwid).strip());
      }
    }
    return new BaseDisk(block.getFileName().toString(), "");
  }
}
