package io.hotpair.runtime;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.pair.NodeEvent;
import io.hotpair.port.HeartbeatPath;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * The only way to the deciding thread. Outcomes and orders are never dropped; beats are, when more
 * of them wait than any honest peer sends, so that a flood can't take the memory.
 */
public final class Mailbox implements HeartbeatPath.Receiver {
  /** How many beats may wait: seconds of the fastest interval with hundreds of peers. */
  static final int MOST_BEATS = 4096;

  private final LinkedBlockingQueue<Letter> letters = new LinkedBlockingQueue<>();
  private final AtomicInteger beats = new AtomicInteger();
  private final AtomicLong dropped = new AtomicLong();

  /** What waits: an event that is stamped with the moment at which it is decided upon. */
  private record Letter(Function<Moment, NodeEvent> event, boolean isBeat) {}

  @Override
  public void heard(NodeName peer, PathKind kind, Beat beat, long receivedNanos) {
    if (beats.incrementAndGet() > MOST_BEATS) {
      beats.decrementAndGet();
      dropped.incrementAndGet();
      return;
    }
    Moment received = new Moment(receivedNanos);
    letters.add(new Letter(now -> new NodeEvent.Heard(now, peer, kind, beat, received), true));
  }

  /** Puts an event in; it is stamped when it is taken out. */
  void put(Function<Moment, NodeEvent> event) {
    letters.add(new Letter(event, false));
  }

  /** Beats that were dropped because too many waited. */
  long dropped() {
    return dropped.get();
  }

  /**
   * Takes the next event out, or null when none came in time.
   *
   * @param waitNanos nanoseconds to wait at most; 0 and less: do not wait
   */
  Function<Moment, NodeEvent> take(long waitNanos) throws InterruptedException {
    Letter letter = waitNanos > 0 ? letters.poll(waitNanos, TimeUnit.NANOSECONDS) : letters.poll();
    if (letter == null) {
      return null;
    }
    if (letter.isBeat()) {
      beats.decrementAndGet();
    }
    return letter.event();
  }
}
