package io.hotpair.jmx;

/** The units of the contract. */
final class Numbers {
  private Numbers() {}

  /** Whole microseconds; negative, which means none yet, becomes -1. */
  static long micros(long nanos) {
    return nanos < 0 ? -1 : nanos / 1_000;
  }

  /** Whole percent of a share from 0 to 1; negative, which means unknown, becomes -1. */
  static long percent(double share) {
    return share < 0 ? -1 : Math.clamp(Math.round(100 * share), 0, 100);
  }
}
