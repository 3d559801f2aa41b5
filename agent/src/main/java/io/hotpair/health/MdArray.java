package io.hotpair.health;

import io.hotpair.core.model.RaidReading;
import io.hotpair.core.model.RaidState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Linux software array, by /proc/mdstat; md(4). Of its paragraph count the first line, as {@code
 * md0 : active raid5 sdc1[2] sdb1[1](F) sda1[0]}, and {@code [3/2]}: disks it should have, and has.
 * A {@code recovery} fills a disk; {@code resync}, {@code check} and {@code reshape} go through an
 * array that has all of them. One that is as many disks short as its level bears, or fewer, serves.
 */
final class MdArray implements Array {
  private static final Pattern FIRST =
      Pattern.compile("(md\\S+) : (active|inactive)(?: \\([a-z-]+\\))?(?: (\\S+))?.*");
  private static final Pattern DISKS = Pattern.compile(".*\\[(\\d{1,4})/(\\d{1,4})].*");
  private static final Pattern FILLING = Pattern.compile("\\s*(?:\\[.*]\\s*)?recovery\\s*=.*");

  /** How many disks each level may lose; raid10 may lose more, if they are the right ones. */
  private static final Map<String, Integer> SPARE =
      Map.of("raid4", 1, "raid5", 1, "raid6", 2, "raid10", 1);

  private final Path mdstat;
  private final String name;

  /** An array by its name, below {@code proc}, which is /proc. */
  MdArray(Path proc, String name) {
    mdstat = proc.resolve("mdstat");
    this.name = name;
  }

  @Override
  public RaidReading ask() {
    List<String> lines = KernelFile.lines(mdstat);
    if (lines.isEmpty()) {
      return RaidReading.unknown("the kernel has no software arrays: no " + mdstat);
    }
    for (int at = 0; at < lines.size(); at++) {
      Matcher first = FIRST.matcher(lines.get(at));
      if (first.matches() && first.group(1).equals(name)) {
        return judge(first, lines.subList(at + 1, end(lines, at + 1)));
      }
    }
    return RaidReading.unknown("no array " + name + " in " + mdstat);
  }

  private static int end(List<String> lines, int from) {
    int end = from;
    while (end < lines.size()
        && !lines.get(end).isBlank()
        && !FIRST.matcher(lines.get(end)).matches()) {
      end++;
    }
    return end;
  }

  private RaidReading judge(Matcher first, List<String> rest) {
    boolean active = first.group(2).equals("active");
    String word = first.group(3) == null ? "" : first.group(3);
    // An inactive array may name a disk where its level would stand.
    String level = word.matches("raid[0-9]{1,2}|linear|multipath|faulty") ? word : "";
    if (!active) {
      return new RaidReading(level, RaidState.FAILED, name + " is inactive");
    }
    for (String line : rest) {
      Matcher disks = DISKS.matcher(line);
      if (disks.matches()) {
        int should = Integer.parseInt(disks.group(1));
        int has = Integer.parseInt(disks.group(2));
        return new RaidReading(
            level,
            state(level, should, has, rest),
            "%s (%s) has %d of %d disks".formatted(name, level, has, should));
      }
    }
    // A level without spare disks tells no count; it is there, or it is not.
    return new RaidReading(level, RaidState.OPTIMAL, name + " (" + level + ") is active");
  }

  private static RaidState state(String level, int should, int has, List<String> rest) {
    int missing = should - has;
    if (missing <= 0) {
      return RaidState.OPTIMAL;
    }
    int bears = level.equals("raid1") ? should - 1 : SPARE.getOrDefault(level, 0);
    if (missing > bears && !level.equals("raid10")) {
      return RaidState.FAILED;
    }
    return rest.stream().anyMatch(line -> FILLING.matcher(line).matches())
        ? RaidState.REBUILDING
        : RaidState.DEGRADED;
  }
}
