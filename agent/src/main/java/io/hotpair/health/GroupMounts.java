package io.hotpair.health;

import io.hotpair.core.model.HealthKind;
import io.hotpair.core.model.HealthReading;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.port.HealthProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The file systems that a pair's group mounts, while they are mounted here. They lie on the shared
 * disk: full or read-only, they are so on the other node as well, and the resource's own monitor
 * says whether its service still works.
 */
final class GroupMounts implements HealthProbe {
  private final String pair;
  private final List<Path> points;
  private final Mounts mounts;
  private final FileSystem.Room room;

  GroupMounts(String pair, List<Path> points, Mounts mounts, FileSystem.Room room) {
    this.pair = pair;
    this.points = List.copyOf(points);
    this.mounts = mounts;
    this.room = room;
  }

  @Override
  public HealthKind kind() {
    return HealthKind.MOUNT;
  }

  @Override
  public String subject() {
    return pair;
  }

  @Override
  public boolean mayHang() {
    return true;
  }

  @Override
  public HealthReading look() {
    long fullest = -1;
    String text = "";
    String unread = "";
    for (Path point : points) {
      Optional<Mounts.Mount> mount = mounts.at(point);
      if (mount.isEmpty()) {
        continue;
      }
      if (mount.get().readOnly()) {
        return new HealthReading.Judged(HealthVerdict.DEGRADED, point + " is read-only");
      }
      try {
        long used = room.used(point);
        if (used > fullest) {
          fullest = used;
          text = point + " is " + used + " % full";
        }
      } catch (IOException unreadable) {
        unread = "cannot look at " + point + ": " + unreadable.getMessage();
      }
    }
    if (!unread.isEmpty()) {
      return new HealthReading.Judged(HealthVerdict.DEGRADED, unread);
    }
    return fullest < 0
        ? new HealthReading.NotKnown("nothing of the group is mounted here")
        : new HealthReading.Measured(fullest, text);
  }

  /** The other node may see it better; whether the service works, its own monitor says. */
  @Override
  public HealthReading overdue(Duration waited) {
    return new HealthReading.Judged(
        HealthVerdict.DEGRADED, "no answer for " + waited.toSeconds() + " s");
  }
}
