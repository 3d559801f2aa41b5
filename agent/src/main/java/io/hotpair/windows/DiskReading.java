package io.hotpair.windows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A disk as Windows has it: MSFT_Disk, and the places where its partitions are reached.
 *
 * @param number as in {@code PhysicalDrive2}
 * @param offline whether none of its volumes is there
 * @param reason why it is offline: 1 policy, 2 redundant path, 3 snapshot, 4 collision, 5 resource
 *     exhaustion, 6 critical write failures, 7 data integrity scan required; 0 if it does not say
 * @param readOnly whether Windows refuses to write to it
 * @param taken whether it is this system's own, or a cluster's
 * @param paths where its partitions are reached, as {@code E:\}
 */
record DiskReading(
    int number, boolean offline, int reason, boolean readOnly, boolean taken, List<String> paths) {
  /** All disks of an answer; empty if it can't be read. */
  static Optional<List<DiskReading>> of(Powershell.Answer answer) {
    if (answer.value().path("Disks").isMissingNode()) {
      return Optional.empty();
    }
    List<DiskReading> disks = new ArrayList<>();
    for (JsonNode node : answer.list("Disks")) {
      if (!node.path("Number").isInt()
          || !node.path("IsOffline").isBoolean()
          || !node.path("IsReadOnly").isBoolean()) {
        return Optional.empty();
      }
      disks.add(
          new DiskReading(
              node.path("Number").asInt(),
              node.path("IsOffline").asBoolean(),
              node.path("OfflineReason").asInt(),
              node.path("IsReadOnly").asBoolean(),
              isTrue(node, "IsSystem") || isTrue(node, "IsBoot") || isTrue(node, "IsClustered"),
              paths(node)));
    }
    return Optional.of(List.copyOf(disks));
  }

  private static boolean isTrue(JsonNode node, String name) {
    return node.path(name).asBoolean();
  }

  private static List<String> paths(JsonNode disk) {
    List<String> paths = new ArrayList<>();
    for (JsonNode partition : new Powershell.Answer(disk, Optional.empty()).list("Partitions")) {
      new Powershell.Answer(partition, Optional.empty())
          .list("AccessPaths")
          .forEach(path -> paths.add(path.asText()));
    }
    return List.copyOf(paths);
  }

  /** Whether one of its partitions is reached there, however that is written. */
  boolean isReachedAt(String path) {
    return paths.stream().map(DiskReading::plain).anyMatch(plain(path)::equals);
  }

  private static String plain(String path) {
    String plain = path.replace('/', '\\').toLowerCase(Locale.ROOT);
    return plain.endsWith("\\") ? plain : plain + "\\";
  }

  /** For people. */
  String text() {
    return "disk "
        + number
        + " is "
        + (offline ? "offline, reason " + reason : "online")
        + (readOnly ? ", read-only" : "")
        + (paths.isEmpty() ? "" : ", at " + String.join(" ", paths));
  }
}
