package io.hotpair.runtime;

import io.hotpair.core.model.Outcome;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The calls of one resource, one after the other: nothing is stopped while a start of it is still
 * being made. A start or stop does not wait for a look, but ends the one that is under way and
 * passes over those that wait.
 */
final class ResourceLane {
  private final Workers.Lane lane;
  // Guarded by this: how many changes wait or are being made, and the thread that looks.
  private int changes;
  private Thread looking;
  // Of the deciding thread alone: when all calls made so far will have been answered.
  private long answered = System.nanoTime();

  ResourceLane(Workers.Lane lane) {
    this.lane = lane;
  }

  /**
   * Starts or stops it when the changes before this one have returned.
   *
   * @param deadline from when those before it are due
   */
  <T> void change(
      String what, Supplier<Outcome<T>> body, Duration deadline, Consumer<Outcome<T>> answer) {
    synchronized (this) {
      changes++;
      if (looking != null) {
        looking.interrupt();
      }
    }
    Duration limit = afterThose(deadline);
    answered = System.nanoTime() + limit.toNanos();
    lane.call(
        what,
        body,
        limit,
        outcome -> {
          synchronized (this) {
            changes--;
          }
          answer.accept(outcome);
        });
  }

  /**
   * Looks at it when the changes before this one have returned.
   *
   * @param deadline from when those before it are due
   */
  <T> void look(
      String what, Supplier<Outcome<T>> body, Duration deadline, Consumer<Outcome<T>> answer) {
    lane.call(what, () -> looked(what, body), afterThose(deadline), answer);
  }

  private Duration afterThose(Duration deadline) {
    return deadline.plusNanos(Math.max(answered - System.nanoTime(), 0));
  }

  private <T> Outcome<T> looked(String what, Supplier<Outcome<T>> body) {
    synchronized (this) {
      if (changes > 0) {
        return new Outcome.Unknown<>(what + " was not made: a change of it is waiting");
      }
      looking = Thread.currentThread();
    }
    try {
      return body.get();
    } finally {
      synchronized (this) {
        looking = null;
        // It was meant for the look, not for the thread, which makes the change next.
        boolean _ = Thread.interrupted();
      }
    }
  }
}
