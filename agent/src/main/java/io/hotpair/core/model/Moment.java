package io.hotpair.core.model;

import java.time.Duration;

/**
 * A reading of this node's monotonic clock that includes suspend. Only moments of one node and one
 * boot can be compared; no wall clock takes part in a decision.
 *
 * @param nanos nanoseconds since an arbitrary origin, at or above 0
 */
public record Moment(long nanos) implements Comparable<Moment> {
  /** The origin. */
  public static final Moment ZERO = new Moment(0);

  /** A moment that is {@code duration} later. */
  public Moment plus(Duration duration) {
    return new Moment(nanos + duration.toNanos());
  }

  /** The time from {@code earlier} to this moment; negative if {@code earlier} is later. */
  public Duration since(Moment earlier) {
    return Duration.ofNanos(nanos - earlier.nanos);
  }

  /** Whether at least {@code duration} has passed from {@code earlier} to this moment. */
  public boolean isAtLeast(Duration duration, Moment earlier) {
    return nanos - earlier.nanos >= duration.toNanos();
  }

  /** Whether this moment is before the other. */
  public boolean isBefore(Moment other) {
    return nanos < other.nanos;
  }

  /** The later of both. */
  public Moment max(Moment other) {
    return nanos >= other.nanos ? this : other;
  }

  @Override
  public int compareTo(Moment other) {
    return Long.compare(nanos, other.nanos);
  }
}
