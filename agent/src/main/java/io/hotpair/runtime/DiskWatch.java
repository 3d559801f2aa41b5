package io.hotpair.runtime;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.Timings;
import io.hotpair.core.pair.NodeEvent;
import io.hotpair.port.DiskPath;
import io.hotpair.port.LocalHost;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes this node's beat to a pair's shared disk and looks at the peer's, once in an audit period.
 * A beat is written only if the deciding thread has made a new one: a live writer must not hide a
 * hung decider.
 */
final class DiskWatch implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);

  /** Two looks are never closer than this. */
  private static final Duration SHORTEST = Duration.ofMillis(10);

  private final PairName pair;
  private final DiskPath disk;
  private final LocalHost host;
  private final Mailbox mailbox;
  private final Timings timings;
  private final Semaphore sooner = new Semaphore(0);
  private boolean answers = true;
  private volatile Beat ready;
  private volatile long latencyNanos = -1;
  private volatile Optional<Moment> renewed = Optional.empty();

  DiskWatch(PairName pair, DiskPath disk, LocalHost host, Mailbox mailbox, Timings timings) {
    this.pair = pair;
    this.disk = disk;
    this.host = host;
    this.mailbox = mailbox;
    this.timings = timings;
  }

  /** Lays the newest beat ready; does not wait. */
  void lay(Beat beat) {
    ready = beat;
  }

  /** Asks for a look before the period is over; does not wait. */
  void lookSooner() {
    if (sooner.availablePermits() == 0) {
      sooner.release();
    }
  }

  /** How long the last write took, in nanoseconds; -1 if none yet. */
  long latencyNanos() {
    return latencyNanos;
  }

  /** When the newest beat that was written was issued: a lease runs from there. */
  Optional<Moment> renewed() {
    return renewed;
  }

  @Override
  public void run() {
    try {
      Beat written = null;
      Moment next = host.now();
      while (true) {
        try {
          written = round(written);
        } catch (RuntimeException bug) {
          LOG.error("Pair {}: the shared disk can't be used", pair, bug);
          mailbox.put(now -> new NodeEvent.DiskFailed(now, pair));
        }
        next = due(next, host.now(), timings.auditPeriod());
        pause(next.since(host.now()));
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * When the next look is due: on the grid, and at once if that was missed. A look that was asked
   * for in between leaves it where it is: were each to put it off by a period, a burst of them
   * would be followed by a silence as long, which the peer takes for this node's death.
   *
   * @param due when the one after the last look was due
   * @param now when the last look ended
   */
  static Moment due(Moment due, Moment now, Duration period) {
    return now.isBefore(due) ? due : due.plus(period).max(now);
  }

  /** Writes what is new, then looks; gives the beat that lies on the disk now. */
  private Beat round(Beat written) {
    Moment asked = host.now();
    Beat latest = ready;
    boolean wrote = latest == null || latest == written || write(latest, asked);
    look(wrote);
    return wrote ? latest : written;
  }

  private void pause(Duration rest) throws InterruptedException {
    boolean asked = sooner.tryAcquire(rest.toNanos(), TimeUnit.NANOSECONDS);
    if (asked) {
      TimeUnit.NANOSECONDS.sleep(SHORTEST.toNanos());
    }
  }

  private boolean write(Beat beat, Moment begun) {
    Outcome<Boolean> outcome = disk.write(beat);
    latencyNanos = host.now().since(begun).toNanos();
    if (outcome.succeeded()) {
      renewed = Optional.of(begun);
    }
    tell(outcome);
    return outcome.succeeded();
  }

  // Events say that the disk is silent; the log says why, once, for whoever has to repair it.
  private void tell(Outcome<?> outcome) {
    if (answers && !outcome.succeeded()) {
      LOG.warn("Pair {}: the shared disk does not answer: {}", pair, outcome.text());
    } else if (!answers && outcome.succeeded()) {
      LOG.info("Pair {}: the shared disk answers again", pair);
    }
    answers = outcome.succeeded();
  }

  private void look(boolean wrote) {
    Moment asked = host.now();
    Outcome<DiskPath.Look> outcome = disk.look();
    if (wrote) {
      tell(outcome);
    }
    boolean inTime = !host.now().isAtLeast(timings.ioDeadline(), asked);
    if (wrote
        && inTime
        && outcome instanceof Outcome.Succeeded<DiskPath.Look>(DiskPath.Look seen)) {
      GuardReading records = seen.reading();
      mailbox.put(
          now -> new NodeEvent.Looked(now, pair, seen.peerBeat(), records, seen.cloned(), asked));
    } else {
      mailbox.put(now -> new NodeEvent.DiskFailed(now, pair));
    }
  }
}
