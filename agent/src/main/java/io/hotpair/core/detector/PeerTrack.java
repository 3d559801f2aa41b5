package io.hotpair.core.detector;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.PathState;
import io.hotpair.core.model.PeerHealth;
import io.hotpair.core.model.Timings;
import java.time.Duration;
import java.util.Optional;

/**
 * What is known of one peer over the networks.
 *
 * @param crossover the private path
 * @param client the public path
 * @param newest the newest beat over any network; empty before the first
 * @param newestReceived when it came
 * @param provenDead when its death was proven, unless it was heard since
 * @param burst since when a hint says that it may have died; silence through the burst counts as
 *     dead time spent
 */
public record PeerTrack(
    PathTrack crossover,
    PathTrack client,
    Optional<Beat> newest,
    Moment newestReceived,
    Optional<Moment> provenDead,
    Optional<Moment> burst) {

  /** A peer that was not heard yet; counting begins now. */
  public static PeerTrack begin(Moment now) {
    return new PeerTrack(
        PathTrack.begin(PathKind.PRIVATE, now),
        PathTrack.begin(PathKind.PUBLIC, now),
        Optional.empty(),
        now,
        Optional.empty(),
        Optional.empty());
  }

  /** The track after an authentic, fresh beat on a network path. */
  public PeerTrack hear(PathKind kind, Beat beat, Moment received, Timings timings) {
    boolean isNewest =
        newest.isEmpty()
            || !newest.get().boot().equals(beat.boot())
            || beat.sequence() > newest.get().sequence();
    return new PeerTrack(
        kind == PathKind.PRIVATE ? crossover.hear(beat, received, timings) : crossover,
        kind == PathKind.PUBLIC ? client.hear(beat, received, timings) : client,
        isNewest ? Optional.of(beat) : newest,
        isNewest ? received : newestReceived,
        Optional.empty(),
        Optional.empty());
  }

  /** The track at a moment. */
  public PeerTrack at(Moment now, Timings timings) {
    if (burst.isPresent() && now.isAtLeast(burstLength(timings), burst.get())) {
      return new PeerTrack(
          crossover.down(now),
          client.down(now),
          newest,
          newestReceived,
          provenDead,
          Optional.empty());
    }
    return with(crossover.at(now, timings), client.at(now, timings), provenDead, burst);
  }

  /** The track after a hint: the crossover's carrier is gone. Begins a burst if none runs. */
  public PeerTrack hint(Moment now) {
    boolean alive = crossover.state() == PathState.UP || client.state() == PathState.UP;
    return alive && burst.isEmpty() ? with(crossover, client, provenDead, Optional.of(now)) : this;
  }

  /** The track when this node itself was late: nothing that it missed counts against the peer. */
  public PeerTrack restartWindow(Moment now) {
    return with(
        crossover.restartWindow(now), client.restartWindow(now), provenDead, Optional.empty());
  }

  /** The track after the peer's death was proven. */
  public PeerTrack prove(Moment now) {
    return with(crossover.down(now), client.down(now), Optional.of(now), Optional.empty());
  }

  /** The verdict at a moment. */
  public PeerHealth health(Moment now, Timings timings) {
    if (provenDead.isPresent()) {
      return PeerHealth.DEAD;
    }
    if (newest.isEmpty()) {
      return PeerHealth.UNCLEAN;
    }
    if (isSilent()) {
      return PeerHealth.SILENT;
    }
    Duration usual = timings.interval().plus(timings.interval()).plus(timings.jitter());
    return now.isAtLeast(usual, newestReceived) ? PeerHealth.SUSPECT : PeerHealth.ONLINE;
  }

  /** Whether no network path is up and none can still be heard within its first window. */
  public boolean isSilent() {
    return crossover.state() == PathState.DOWN && client.state() == PathState.DOWN;
  }

  /** Whether probes shall go out on all paths. */
  public boolean isProbing() {
    return burst.isPresent();
  }

  /**
   * How long a burst lasts: long enough for the disk's next beat and for a probe and its answer.
   */
  public static Duration burstLength(Timings timings) {
    return Duration.ofNanos(timings.auditPeriod().toNanos() + 3 * timings.jitter().toNanos());
  }

  private PeerTrack with(
      PathTrack crossover, PathTrack client, Optional<Moment> provenDead, Optional<Moment> burst) {
    return new PeerTrack(crossover, client, newest, newestReceived, provenDead, burst);
  }
}
