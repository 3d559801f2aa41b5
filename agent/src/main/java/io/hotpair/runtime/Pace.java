package io.hotpair.runtime;

import io.hotpair.core.detector.PeerTrack;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.PeerHealth;
import io.hotpair.core.model.Timings;
import io.hotpair.core.pair.Node;
import io.hotpair.core.pair.Pair;
import io.hotpair.core.pair.State;
import java.time.Duration;

/**
 * How often the deciding thread looks at the clock. A verdict falls at a tick: while one is near,
 * ticks come closer, so that a long heartbeat interval does not add a fifth of itself to an outage.
 */
final class Pace {
  /** Two ticks are never closer than this. */
  private static final Duration FLOOR = Duration.ofMillis(10);

  /** Closer than this nothing is gained, beside what a takeover takes. */
  private static final Duration CLOSE = Duration.ofMillis(20);

  /** So many probes at most go out in a burst. */
  private static final int PROBES = 16;

  private final Timings timings;
  private final long usualNanos;
  private final long closeNanos;

  Pace(Timings timings) {
    this.timings = timings;
    usualNanos = usual(timings).toNanos();
    closeNanos = close(timings).toNanos();
  }

  /** Five ticks to a heartbeat. */
  private static Duration usual(Timings timings) {
    return longer(timings.interval().dividedBy(5), FLOOR);
  }

  /** Between two ticks while a verdict is near, and between two looks at the carriers. */
  static Duration close(Timings timings) {
    Duration usual = usual(timings);
    Duration close = longer(PeerTrack.burstLength(timings).dividedBy(PROBES), CLOSE);
    return close.compareTo(usual) < 0 ? close : usual;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** Nanoseconds from one tick to the next. */
  long nanos(Node node, Moment now) {
    return isPressing(node, now) ? closeNanos : usualNanos;
  }

  private boolean isPressing(Node node, Moment now) {
    // Not by streams: this is asked after each tick.
    for (PeerTrack peer : node.peers().values()) {
      if (peer.isProbing() || peer.health(now, timings) == PeerHealth.SUSPECT) {
        return true;
      }
    }
    for (Pair pair : node.pairs().values()) {
      if (pair.state() instanceof State.Confirming) {
        return true;
      }
    }
    return false;
  }
}
