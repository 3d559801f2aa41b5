package io.hotpair.health;

import io.hotpair.core.model.HealthKind;
import io.hotpair.core.model.HealthReading;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.port.HealthProbe;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A file system of this node: how full it is, and whether it became read-only, as one does whose
 * disk fails. One that was read-only at the first look is meant to be.
 */
final class FileSystem implements HealthProbe {
  private static final Duration FAILING_AFTER = Duration.ofSeconds(120);

  private final String subject;
  private final Path path;
  private final Mounts mounts;
  private final Room room;
  private Optional<Boolean> written = Optional.empty();

  /** How much room a file system has. */
  interface Room {
    /** Percent in use, rounded down; {@link IOException} if it can't be told. */
    long used(Path path) throws IOException;
  }

  /** As the kernel says; statvfs(3). What is kept for root counts as used. */
  static final Room STATVFS =
      path -> {
        FileStore store = Files.getFileStore(path);
        long total = store.getTotalSpace();
        return total == 0 ? 0 : (long) (100.0 * (total - store.getUsableSpace()) / total);
      };

  /**
   * The file system in which a path lies.
   *
   * @param subject its name for people
   * @param path absolute
   */
  FileSystem(String subject, Path path, Mounts mounts, Room room) {
    this.subject = subject;
    this.path = path;
    this.mounts = mounts;
    this.room = room;
  }

  @Override
  public HealthKind kind() {
    return HealthKind.FILE_SYSTEM;
  }

  @Override
  public String subject() {
    return subject;
  }

  @Override
  public boolean mayHang() {
    return true;
  }

  @Override
  public HealthReading look() {
    Optional<Mounts.Mount> mount = mounts.holding(path);
    if (mount.isEmpty()) {
      return new HealthReading.NotKnown("the kernel does not say what holds " + path);
    }
    Path point = mount.get().point();
    boolean wasWritten = written.orElse(!mount.get().readOnly());
    written = Optional.of(wasWritten);
    if (wasWritten && mount.get().readOnly()) {
      return new HealthReading.Judged(HealthVerdict.FAILING, point + " became read-only");
    }
    try {
      long used = room.used(path);
      return new HealthReading.Measured(used, point + " is " + used + " % full");
    } catch (IOException unreadable) {
      return new HealthReading.Judged(
          HealthVerdict.DEGRADED, "cannot look at " + path + ": " + unreadable.getMessage());
    }
  }

  /** A file system that does not even say how full it is waits for its disk. */
  @Override
  public HealthReading overdue(Duration waited) {
    return new HealthReading.Judged(
        waited.compareTo(FAILING_AFTER) < 0 ? HealthVerdict.DEGRADED : HealthVerdict.FAILING,
        path + " has not answered for " + waited.toSeconds() + " s");
  }
}
