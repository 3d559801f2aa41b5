package io.hotpair.core.detector;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.PathState;
import io.hotpair.core.model.Timings;
import java.time.Duration;
import java.util.Optional;

/**
 * What is known of one pair's shared disk as a path: whether it answers, and whether the peer's
 * beat on it moves.
 *
 * @param windowFrom the beat is stale when it has not changed since this moment for long enough
 * @param lastAnswer when a read and a write last succeeded, or a later moment until which this
 *     node's own lateness is not held against the disk
 * @param looked when the newest look was asked for
 * @param answers whether one ever did
 * @param errors reads and writes that failed or did not answer
 * @param looks reads that succeeded
 * @param peerBeat the peer's newest beat; empty if it never wrote one
 * @param changed whether the peer's beat ever changed while this agent looked
 * @param reading the epoch records as last read
 * @param cloned whether another machine writes this node's blocks
 */
public record DiskTrack(
    Moment windowFrom,
    Moment lastAnswer,
    Moment looked,
    boolean answers,
    long errors,
    long looks,
    Optional<Beat> peerBeat,
    boolean changed,
    Optional<GuardReading> reading,
    boolean cloned) {

  /** A disk that was not read yet; counting begins now. */
  public static DiskTrack begin(Moment now) {
    return new DiskTrack(
        now, now, now, false, 0, 0, Optional.empty(), false, Optional.empty(), false);
  }

  /**
   * The track after a look that succeeded. It read at some moment between the two: a beat that it
   * found moved may have been written as late as the answer, and one that it found still has stood
   * still until the question at least.
   */
  public DiskTrack look(
      Optional<Beat> beat, GuardReading records, boolean isCloned, Moment asked, Moment answered) {
    boolean moved = looks > 0 && !sameBeat(beat);
    return new DiskTrack(
        moved || looks == 0 ? answered.max(windowFrom) : windowFrom,
        asked.max(lastAnswer),
        asked.max(looked),
        true,
        errors,
        looks + 1,
        beat,
        changed || moved,
        Optional.of(newest(records)),
        cloned || isCloned);
  }

  /** The track after a look or a write that failed, or did not answer. */
  public DiskTrack fail() {
    return new DiskTrack(
        windowFrom,
        lastAnswer,
        looked,
        answers,
        errors + 1,
        looks,
        peerBeat,
        changed,
        reading,
        cloned);
  }

  /** The track with newer records, as a guard's call has read them. */
  public DiskTrack read(GuardReading records) {
    return new DiskTrack(
        windowFrom,
        lastAnswer,
        looked,
        answers,
        errors,
        looks,
        peerBeat,
        changed,
        Optional.of(records),
        cloned);
  }

  /**
   * The track when this node itself was late: what it missed counts against neither the disk nor
   * the peer, but a disk that was silent before, and a beat that stood still before, stay so.
   *
   * @param lag how late it was
   */
  public DiskTrack restartWindow(Moment now, Duration lag, Timings timings) {
    boolean answered = now.since(lastAnswer).minus(lag).compareTo(silence(timings)) < 0;
    return new DiskTrack(
        hasStoodStill(timings) ? windowFrom : now,
        answered ? now.max(lastAnswer) : lastAnswer,
        looked,
        answers,
        errors,
        looks,
        peerBeat,
        changed,
        reading,
        cloned);
  }

  /** Whether the disk has answered lately. */
  public boolean isReachable(Moment now, Timings timings) {
    return answers && !now.isAtLeast(silence(timings), lastAnswer);
  }

  private static Duration silence(Timings timings) {
    return timings.diskDeadTime().plus(timings.ioDeadline());
  }

  /**
   * Whether the newest look found the peer's beat where it was the dead time before. Other than
   * {@link #isStale} it stays so while nobody looks, and decides nothing.
   */
  boolean hasStoodStill(Timings timings) {
    return looks > 0 && looked.isAtLeast(timings.diskDeadTime(), windowFrom);
  }

  /**
   * Whether the peer's beat has stood still for the dead time while the disk answered. Without a
   * look within the last two periods nothing can be said, and the beat is not stale.
   */
  public boolean isStale(Moment now, Timings timings) {
    return isStaleFor(now, timings, timings.diskDeadTime());
  }

  /** As {@link #isStale}, for another span; used when a hint has shortened the dead time. */
  public boolean isStaleFor(Moment now, Timings timings, Duration span) {
    Duration fresh = timings.auditPeriod().plus(timings.auditPeriod()).plus(timings.ioDeadline());
    return looks > 0
        && isReachable(now, timings)
        && !now.isAtLeast(fresh, looked)
        && looked.isAtLeast(span, windowFrom);
  }

  /** The disk's verdict as a path. */
  public PathState state(Moment now, Timings timings) {
    boolean still = hasStoodStill(timings);
    if (!answers || !changed && !still) {
      return PathState.UNKNOWN;
    }
    if (!isReachable(now, timings)) {
      return PathState.DOWN;
    }
    if (!still) {
      return PathState.UP;
    }
    return peerMayBeMute() ? PathState.UNKNOWN : PathState.DOWN;
  }

  /**
   * Whether a reservation may keep the peer from writing its beat: its silence says nothing then.
   */
  private boolean peerMayBeMute() {
    return reading
        .flatMap(GuardReading::reservation)
        .filter(held -> held.holder().isPresent())
        .map(held -> held.registered().stream().noneMatch(key -> key.isOf(peerId())))
        .orElse(false);
  }

  private int peerId() {
    return reading.map(known -> known.peer().node()).orElse(0);
  }

  /** A look that was overtaken by a guard's call takes nothing back: each record only grows. */
  private GuardReading newest(GuardReading records) {
    return reading
        .map(
            known ->
                new GuardReading(
                    newer(known.own(), records.own()),
                    newer(known.peer(), records.peer()),
                    records.reservation()))
        .orElse(records);
  }

  private static EpochRecord newer(EpochRecord known, EpochRecord read) {
    return known.sequence() > read.sequence() ? known : read;
  }

  private boolean sameBeat(Optional<Beat> beat) {
    if (beat.isEmpty() || peerBeat.isEmpty()) {
      return beat.isEmpty() == peerBeat.isEmpty();
    }
    return beat.get().boot().equals(peerBeat.get().boot())
        && beat.get().sequence() == peerBeat.get().sequence();
  }
}
