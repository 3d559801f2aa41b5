package io.hotpair.core.detector;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.BootId;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.PathState;
import io.hotpair.core.model.Timings;

/**
 * What is known of one network path to one peer.
 *
 * @param kind which path
 * @param state the verdict
 * @param windowFrom silence is counted from here: the last beat, or the moment at which counting
 *     began anew
 * @param heard whether a beat ever came
 * @param lastHeard when the last beat came; meaningless before the first
 * @param boot the peer's life that {@code sequence} belongs to
 * @param sequence the newest beat's
 * @param received beats that came
 * @param lost beats that were sent and did not come
 * @param roundTrip statistics of round trips
 * @param jitterNanos smoothed difference between the arrivals and the interval; -1 if none yet
 * @param peerHears the peer's verdict on the other direction
 * @param changes how often the verdict changed between up and down
 * @param changed when it last changed
 */
public record PathTrack(
    PathKind kind,
    PathState state,
    Moment windowFrom,
    boolean heard,
    Moment lastHeard,
    BootId boot,
    long sequence,
    long received,
    long lost,
    RoundTrip roundTrip,
    long jitterNanos,
    PathState peerHears,
    long changes,
    Moment changed) {

  /** A path that was not heard yet; counting begins now. */
  public static PathTrack begin(PathKind kind, Moment now) {
    return new PathTrack(
        kind,
        PathState.UNKNOWN,
        now,
        false,
        now,
        BootId.NONE,
        0,
        0,
        0,
        RoundTrip.NONE,
        -1,
        PathState.UNKNOWN,
        0,
        now);
  }

  /** The track after a beat. */
  PathTrack hear(Beat beat, Moment received, Timings timings) {
    boolean sameLife = heard && beat.boot().equals(boot);
    long gap = sameLife ? Math.max(0, beat.sequence() - sequence - 1) : 0;
    long drift = Math.abs(received.since(lastHeard).minus(timings.interval()).toNanos());
    long jitter = sameLife && gap == 0 ? smooth(jitterNanos, drift) : jitterNanos;
    boolean isNew = state != PathState.UP;
    return new PathTrack(
        kind,
        PathState.UP,
        received.max(windowFrom),
        true,
        received,
        beat.boot(),
        sameLife ? Math.max(sequence, beat.sequence()) : beat.sequence(),
        this.received + 1,
        lost + gap,
        roundTrip.with(beat.echo(), received),
        jitter,
        beat.hears().getOrDefault(kind, PathState.UNKNOWN),
        changes + (isNew ? 1 : 0),
        isNew ? received : changed);
  }

  /** The track at a moment: down after the dead time without a beat. */
  PathTrack at(Moment now, Timings timings) {
    return now.isAtLeast(timings.deadTime(), windowFrom) ? down(now) : this;
  }

  /** The track with the verdict down. */
  PathTrack down(Moment now) {
    if (state == PathState.DOWN) {
      return this;
    }
    return new PathTrack(
        kind,
        PathState.DOWN,
        windowFrom,
        heard,
        lastHeard,
        boot,
        sequence,
        received,
        lost,
        roundTrip,
        jitterNanos,
        peerHears,
        changes + 1,
        now);
  }

  /** The track when this node itself was late: the peer gets a whole window again. */
  PathTrack restartWindow(Moment now) {
    return new PathTrack(
        kind,
        state,
        state == PathState.DOWN ? windowFrom : now,
        heard,
        lastHeard,
        boot,
        sequence,
        received,
        lost,
        roundTrip,
        jitterNanos,
        peerHears,
        changes,
        changed);
  }

  private static long smooth(long mean, long sample) {
    return mean < 0 ? sample : mean + (sample - mean) / 8;
  }

  /**
   * Round-trip times, in nanoseconds; -1 before the first.
   *
   * @param min the shortest
   * @param mean smoothed with weight 1/8, as TCP does (RFC 6298)
   * @param max the longest
   */
  public record RoundTrip(long min, long mean, long max) {
    static final RoundTrip NONE = new RoundTrip(-1, -1, -1);

    RoundTrip with(Beat.Echo echo, Moment received) {
      if (echo.sequence() == 0) {
        return this;
      }
      long sample = received.since(echo.sent()).toNanos() - echo.heldNanos();
      if (sample < 0) {
        return this;
      }
      return new RoundTrip(
          min < 0 ? sample : Math.min(min, sample), smooth(mean, sample), Math.max(max, sample));
    }
  }
}
