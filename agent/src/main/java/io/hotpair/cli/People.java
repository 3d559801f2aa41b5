package io.hotpair.cli;

import java.util.Locale;

/** Times and words as people read them. */
final class People {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private People() {}

  /** A duration: {@code 734 ms}, {@code 4.2 s}, {@code 3 min}, {@code 5 h}, {@code 2 d}. */
  static String duration(long millis) {
    if (millis < SECOND) {
      return millis + " ms";
    }
    if (millis < 10 * SECOND) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    if (millis < 2 * MINUTE) {
      return millis / SECOND + " s";
    }
    if (millis < 2 * HOUR) {
      return millis / MINUTE + " min";
    }
    return millis < 2 * DAY ? millis / HOUR + " h" : millis / DAY + " d";
  }

  /** A short duration in nanoseconds, as a round trip: {@code 0.21 ms}. */
  static String roundTrip(long nanos) {
    return String.format(Locale.ROOT, "%.2f ms", nanos / 1e6);
  }

  /** A label as words: {@code heldByPeer} is {@code held by peer}. */
  static String words(String label) {
    StringBuilder words = new StringBuilder();
    for (char letter : label.toCharArray()) {
      if (Character.isUpperCase(letter)) {
        words.append(' ');
      }
      words.append(Character.toLowerCase(letter));
    }
    return words.toString();
  }
}
