package io.hotpair.health;

import java.util.Arrays;

/** How long the newest calls took. */
final class Percentiles {
  private static final int MOST = 100;

  private final long[] millis = new long[MOST];
  private long count;

  void add(long took) {
    millis[(int) (count % MOST)] = took;
    count++;
  }

  /** Median and slow end, as {@code ; of 100, half within 2 ms, 99 % within 9 ms}. */
  String text() {
    int kept = (int) Math.min(count, MOST);
    long[] sorted = Arrays.copyOf(millis, kept);
    Arrays.sort(sorted);
    return "; of %d, half within %d ms, 99 %% within %d ms"
        .formatted(kept, sorted[rank(kept, 50)], sorted[rank(kept, 99)]);
  }

  // Nearest rank: the least value that so many percent do not exceed.
  private static int rank(int kept, int percent) {
    return (kept * percent + 99) / 100 - 1;
  }
}
