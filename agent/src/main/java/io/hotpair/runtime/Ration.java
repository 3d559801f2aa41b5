package io.hotpair.runtime;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** So many in each span, and no more: the rest is counted. */
final class Ration {
  private final int most;
  private final Duration span;
  private final LongSupplier nanoTime;
  private long began;
  private int taken;
  private long missed;

  /** A ration; the time is monotonic, in nanoseconds. */
  Ration(int most, Duration span, LongSupplier nanoTime) {
    this.most = most;
    this.span = span;
    this.nanoTime = nanoTime;
    this.began = nanoTime.getAsLong();
  }

  /** Takes one: how many went without since the last one was taken; empty if none is left. */
  synchronized OptionalLong take() {
    long now = nanoTime.getAsLong();
    if (now - began >= span.toNanos()) {
      began = now;
      taken = 0;
    }
    if (taken == most) {
      missed++;
      return OptionalLong.empty();
    }
    taken++;
    OptionalLong without = OptionalLong.of(missed);
    missed = 0;
    return without;
  }
}
