package io.hotpair.jmx;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The units of the contract. */
final class Numbers {
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS 'UTC'").withZone(ZoneOffset.UTC);

  private Numbers() {}

  /** Whole microseconds; negative, which means none yet, becomes -1. */
  static long micros(long nanos) {
    return nanos < 0 ? -1 : nanos / 1_000;
  }

  /** Whole percent of a share from 0 to 1; negative, which means unknown, becomes -1. */
  static long percent(double share) {
    return share < 0 ? -1 : Math.clamp(Math.round(100 * share), 0, 100);
  }

  /** A wall clock's milliseconds since 1970 for people; 0 stands for never. */
  static String utc(long wallMillis) {
    return wallMillis == 0 ? "never" : UTC.format(Instant.ofEpochMilli(wallMillis));
  }
}
