package io.hotpair.system;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.BlockDevice;
import io.hotpair.port.Inspection;
import io.hotpair.port.Processes;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** This Linux machine, by sysfs, the clock calls of the C library, and direct reads. */
public final class LinuxInspection implements Inspection {
  private static final int UNSYNCHRONISED = 5; // TIME_ERROR of adjtimex(2)
  private static final long STATVFS_BYTES = 256; // struct statvfs has 112
  private static final int STATVFS_FILES = 5;
  private static final long TIMEX_BYTES = 256; // struct timex has 208 on 64-bit machines

  private final Path sys;
  private final DiskLayers layers;

  /** Looks at the real sysfs. */
  public LinuxInspection(Processes processes) {
    this(Path.of("/sys"), processes);
  }

  LinuxInspection(Path sys, Processes processes) {
    this.sys = sys;
    this.layers = new DiskLayers(sys, processes);
  }

  @Override
  public Outcome<Duration> sinceBoot() {
    return Kernel.isLinux()
        ? new Outcome.Succeeded<>(Duration.ofNanos(new BootClock().getAsLong()))
        : new Outcome.Unknown<>("no CLOCK_BOOTTIME here");
  }

  @Override
  public Outcome<String> clockSource() {
    return text(sys.resolve("devices/system/clocksource/clocksource0/current_clocksource"));
  }

  @Override
  public Outcome<Boolean> wallClockSynchronised() {
    if (!Kernel.isLinux()) {
      return new Outcome.Unknown<>("no adjtimex here");
    }
    MethodHandle adjtimex =
        Kernel.function(
            "adjtimex", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Kernel.state(arena);
      // All zero: no mode, so nothing is set.
      int answer = (int) adjtimex.invokeExact(state, arena.allocate(TIMEX_BYTES, Long.BYTES));
      return answer < 0
          ? new Outcome.Unknown<>("adjtimex: " + Kernel.error(state))
          : new Outcome.Succeeded<>(answer != UNSYNCHRONISED);
    } catch (Throwable wrong) {
      throw Kernel.broken("adjtimex", wrong);
    }
  }

  @Override
  public Outcome<WatchdogFacts> watchdog(String device) {
    Path place = sys.resolve("class/watchdog").resolve(watchdogName(device));
    if (!Files.exists(Path.of(device)) && !Files.isDirectory(place)) {
      return new Outcome.Failed<>(device + " does not exist: is its driver loaded?");
    }
    try {
      return new Outcome.Succeeded<>(
          new WatchdogFacts(
              read(place.resolve("identity")),
              read(place.resolve("state")).equals("active"),
              Long.parseLong(read(place.resolve("timeout"))),
              seconds(place.resolve("min_timeout")),
              seconds(place.resolve("max_timeout")),
              Files.exists(place.resolve("nowayout"))
                  && !read(place.resolve("nowayout")).equals("0")));
    } catch (IOException | NumberFormatException unreadable) {
      return new Outcome.Unknown<>(place + " does not tell: " + unreadable.getMessage());
    }
  }

  // A driver that has no limit, or none of its own, says 0.
  private static Optional<Long> seconds(Path file) throws IOException {
    return Files.exists(file)
        ? Optional.of(Long.parseLong(read(file))).filter(seconds -> seconds > 0)
        : Optional.empty();
  }

  // /dev/watchdog is the first one under its old name.
  private static String watchdogName(String device) {
    String name = Path.of(device).getFileName().toString();
    return name.equals("watchdog") ? "watchdog0" : name;
  }

  @Override
  public Outcome<DiskFacts> disk(String device) {
    return layers.of(device);
  }

  @Override
  public Outcome<List<Long>> readTimes(String device, int reads) {
    ByteBuffer block =
        ByteBuffer.allocateDirect(2 * BlockDevice.BLOCK)
            .alignedSlice(BlockDevice.BLOCK)
            .limit(BlockDevice.BLOCK);
    try (FileChannel disk =
        FileChannel.open(
            Path.of(device), StandardOpenOption.READ, DirectBlockDevice.directOption())) {
      List<Long> times = new ArrayList<>();
      for (int read = 0; read < reads; read++) {
        long begin = System.nanoTime();
        if (disk.read(block.clear().limit(BlockDevice.BLOCK), 0) != BlockDevice.BLOCK) {
          return new Outcome.Failed<>(device + " has less than " + BlockDevice.BLOCK + " bytes");
        }
        times.add(System.nanoTime() - begin);
      }
      return new Outcome.Succeeded<>(times);
    } catch (IOException unreadable) {
      return new Outcome.Failed<>("cannot read " + device + ": " + reason(unreadable));
    }
  }

  // The words of struct statvfs(3) on 64-bit machines, up to f_favail: inodes in all, free, and
  // free for everybody.
  @Override
  public Outcome<Long> inodesUsed(String path) {
    if (!Kernel.isLinux()) {
      return new Outcome.Unknown<>("no statvfs here");
    }
    MethodHandle statvfs =
        Kernel.function(
            "statvfs",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Kernel.state(arena);
      MemorySegment answer = arena.allocate(STATVFS_BYTES, Long.BYTES);
      if ((int) statvfs.invokeExact(state, arena.allocateFrom(path), answer) != 0) {
        return new Outcome.Unknown<>("statvfs " + path + ": " + Kernel.error(state));
      }
      long total = answer.getAtIndex(ValueLayout.JAVA_LONG, STATVFS_FILES);
      long left = answer.getAtIndex(ValueLayout.JAVA_LONG, STATVFS_FILES + 2);
      // Some file systems, as btrfs, make inodes as they need them, and say 0.
      return new Outcome.Succeeded<>(total <= 0 ? 0L : 100 * (total - left) / total);
    } catch (Throwable wrong) {
      throw Kernel.broken("statvfs", wrong);
    }
  }

  private static Outcome<String> text(Path file) {
    try {
      return new Outcome.Succeeded<>(read(file));
    } catch (IOException unreadable) {
      return new Outcome.Unknown<>("cannot read " + file + ": " + reason(unreadable));
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file).strip();
  }

  static String reason(IOException failure) {
    return failure.getClass().getSimpleName() + ": " + failure.getMessage();
  }
}
