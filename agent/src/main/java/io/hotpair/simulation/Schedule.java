package io.hotpair.simulation;

import java.time.Duration;
import java.util.PriorityQueue;

/** What happens when, in simulated nanoseconds; equal times keep the order of their planning. */
final class Schedule {
  private final PriorityQueue<Planned> queue = new PriorityQueue<>();
  private long now;
  private long planned;

  private record Planned(long at, long order, Runnable what) implements Comparable<Planned> {
    @Override
    public int compareTo(Planned other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  long now() {
    return now;
  }

  void in(long nanos, Runnable what) {
    queue.add(new Planned(now + Math.max(0, nanos), planned++, what));
  }

  void in(Duration delay, Runnable what) {
    in(delay.toNanos(), what);
  }

  /** Runs the next thing unless it lies beyond {@code until}; whether one ran. */
  boolean runNext(long until) {
    Planned next = queue.peek();
    if (next == null || next.at > until) {
      now = Math.max(now, until);
      return false;
    }
    queue.remove();
    now = next.at;
    next.what.run();
    return true;
  }
}
