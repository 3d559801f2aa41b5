package io.hotpair.core.pair;

import io.hotpair.core.detector.DiskTrack;
import io.hotpair.core.detector.PeerView;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.PairReport;
import io.hotpair.core.model.Timings;
import java.util.Optional;

/**
 * What the last tick said.
 *
 * @param now when
 * @param peer the peer
 * @param disk the shared disk
 * @param local this machine
 */
public record Observed(Moment now, PeerView peer, DiskTrack disk, LocalView local) {
  /** Before the first tick. */
  public static Observed begin(Moment now) {
    return new Observed(now, PeerView.unknown(now), DiskTrack.begin(now), LocalView.WELL);
  }

  /** The epoch records as last read. */
  public Optional<GuardReading> reading() {
    return disk.reading();
  }

  /** What the peer last said of the pair. */
  public Optional<PairReport> report() {
    return peer.report();
  }

  /** Whether the shared disk has answered lately. */
  public boolean diskReachable(Timings timings) {
    return disk.isReachable(now, timings);
  }
}
