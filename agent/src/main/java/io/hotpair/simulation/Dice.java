package io.hotpair.simulation;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** All chance of one run; the same seed throws the same dice. */
final class Dice {
  private final SplittableRandom random;

  Dice(long seed) {
    random = new SplittableRandom(seed);
  }

  /** True once in {@code times}, on average. */
  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  /** True with a probability, 0 to 1. */
  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** From 0 to below {@code bound}. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  long number() {
    return random.nextLong();
  }

  /** A span in nanoseconds, both ends included. */
  long between(Duration least, Duration most) {
    return random.nextLong(least.toNanos(), most.toNanos() + 1);
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
