package io.hotpair.health;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is mounted where, by /proc/self/mountinfo; proc_pid_mountinfo(5). */
final class Mounts {
  private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3})");
  private static final int DEVICE = 2;
  private static final int POINT = 4;
  private static final int OPTIONS = 5;

  // Since Linux 6.15 ext4 that met an error stays rw by name; shut down, it takes nothing either.
  private static final List<String> OF_THE_FILE_SYSTEM = List.of("ro", "emergency_ro", "shutdown");

  private final Path mountinfo;

  /**
   * A mounted file system.
   *
   * @param device major and minor number, as {@code 8:1}
   * @param point where
   * @param readOnly whether nothing can be written, by the mount or by the file system itself
   */
  record Mount(String device, Path point, boolean readOnly) {}

  /** Reads below {@code proc}, which is /proc. */
  Mounts(Path proc) {
    mountinfo = proc.resolve("self/mountinfo");
  }

  /** The file system in which a path lies; of several at one point the last, which hides others. */
  Optional<Mount> holding(Path path) {
    Mount found = null;
    for (String line : KernelFile.lines(mountinfo)) {
      Optional<Mount> mount = parse(line);
      if (mount.isPresent()
          && path.startsWith(mount.get().point())
          && (found == null
              || mount.get().point().getNameCount() >= found.point().getNameCount())) {
        found = mount.get();
      }
    }
    return Optional.ofNullable(found);
  }

  /** The file system that is mounted exactly there. */
  Optional<Mount> at(Path point) {
    return holding(point).filter(mount -> mount.point().equals(point));
  }

  // 36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue
  private static Optional<Mount> parse(String line) {
    String[] halves = line.split(" - ", 2);
    String[] fields = halves[0].split(" ");
    if (halves.length < 2 || fields.length <= OPTIONS) {
      return Optional.empty();
    }
    String[] rest = halves[1].split(" ");
    String own = rest[rest.length - 1];
    boolean readOnly =
        has(fields[OPTIONS], "ro") || OF_THE_FILE_SYSTEM.stream().anyMatch(word -> has(own, word));
    return Optional.of(new Mount(fields[DEVICE], Path.of(unescape(fields[POINT])), readOnly));
  }

  private static boolean has(String options, String option) {
    List<String> all = Arrays.asList(options.split(","));
    return all.contains(option);
  }

  private static String unescape(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(found.group(1), 8))));
  }
}
