package io.hotpair.port;

import io.hotpair.core.model.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What this machine says of itself when it is looked over; changes nothing. Calls may wait. */
public interface Inspection {
  /** Time since the boot, suspend included. */
  Outcome<Duration> sinceBoot();

  /** What the kernel counts time with, as {@code tsc}. */
  Outcome<String> clockSource();

  /** Whether something keeps the wall clock right. */
  Outcome<Boolean> wallClockSynchronised();

  /** A watchdog, without opening it: that would start it. */
  Outcome<WatchdogFacts> watchdog(String device);

  /** A disk, as the site file names it. */
  Outcome<DiskFacts> disk(String device);

  /**
   * Reads its first block past every cache, again and again.
   *
   * @param reads how often, 1 or more
   * @return how long each took, in nanoseconds, in the order of the reads
   */
  Outcome<List<Long>> readTimes(String device, int reads);

  /** Percent of the inodes in use of the file system that holds a path; 0 if it has no count. */
  Outcome<Long> inodesUsed(String path);

  /**
   * A watchdog.
   *
   * @param identity the driver's name for it
   * @param running whether somebody feeds it now
   * @param seconds after which it would reset, as it is set now
   * @param least seconds that it can be set to; empty if the driver does not say
   * @param most seconds that it can be set to; empty if the driver does not say
   * @param noWayOut whether it can't be stopped once it runs
   */
  record WatchdogFacts(
      String identity,
      boolean running,
      long seconds,
      Optional<Long> least,
      Optional<Long> most,
      boolean noWayOut) {}

  /**
   * A disk.
   *
   * @param identity what it says that it is, as a WWID; empty: it says nothing
   * @param queueing how long commands may wait for a way to the storage to come back, one for each
   *     layer that may hold them; empty: a file, which has none of its own
   */
  record DiskFacts(String identity, List<Queueing> queueing) {}

  /**
   * A layer that may hold commands while no way is there.
   *
   * @param layer as {@code iscsi session3} or {@code multipath dm-2}
   * @param bound how long at most; empty: without end, or not known
   * @param notKnown why that is not known; empty: it is
   */
  record Queueing(String layer, Optional<Duration> bound, String notKnown) {
    /** A layer whose bound is known. */
    public Queueing(String layer, Optional<Duration> bound) {
      this(layer, bound, "");
    }

    /** A layer of which nobody says how long it holds commands. */
    public static Queueing unknown(String layer, String why) {
      return new Queueing(layer, Optional.empty(), why);
    }
  }
}
