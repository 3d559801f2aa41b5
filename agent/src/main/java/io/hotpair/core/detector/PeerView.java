package io.hotpair.core.detector;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.PairReport;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.PathState;
import io.hotpair.core.model.PeerHealth;
import io.hotpair.core.model.Timings;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The peer as the rules of one pair see it.
 *
 * @param health the verdict
 * @param paths the verdict on each path, the disk included
 * @param networkSilent whether both network paths were silent for the dead time
 * @param diskStale whether the disk's beat stood still while the disk answered
 * @param lastSign the last sign of life on any path
 * @param report what the peer last said of the pair, over any path that is up
 * @param digestDiffers whether the peer runs another configuration
 * @param publicUp whether the peer said, when it last spoke, that its public network is up; true if
 *     it never spoke, so that a node is not fit without its own
 * @param nodeHealth the worst that it says of any part of its node; unknown if it is not heard
 * @param leaving whether it said goodbye
 * @param lookIsDue whether one more look at the disk would tell that its beat is stale
 */
public record PeerView(
    PeerHealth health,
    Map<PathKind, PathState> paths,
    boolean networkSilent,
    boolean diskStale,
    Moment lastSign,
    Optional<PairReport> report,
    boolean digestDiffers,
    boolean publicUp,
    HealthVerdict nodeHealth,
    boolean leaving,
    boolean lookIsDue) {

  /** Nothing known yet. */
  public static PeerView unknown(Moment now) {
    return new PeerView(
        PeerHealth.UNCLEAN,
        Map.of(),
        false,
        false,
        now,
        Optional.empty(),
        false,
        false,
        HealthVerdict.UNKNOWN,
        false,
        false);
  }

  /** Puts together what networks and disk say at a moment. */
  public static PeerView of(
      PairName pair, PeerTrack peer, DiskTrack disk, long ownDigest, Moment now, Timings timings) {
    Map<PathKind, PathState> paths = new EnumMap<>(PathKind.class);
    paths.put(PathKind.PRIVATE, peer.crossover().state());
    paths.put(PathKind.PUBLIC, peer.client().state());
    paths.put(PathKind.DISK, disk.state(now, timings));
    boolean silent = peer.isSilent();
    // A burst has spent the dead time on the networks; the disk had the burst's length, too.
    boolean hinted =
        silent
            && !now.isAtLeast(timings.deadTime(), peer.newestReceived())
            && peer.provenDead().isEmpty();
    Duration span = hinted ? PeerTrack.burstLength(timings) : timings.diskDeadTime();
    boolean stale = disk.isStaleFor(now, timings, span);
    Optional<Beat> beat =
        newest(
            silent ? Optional.empty() : peer.newest(), disk, stale || disk.hasStoodStill(timings));
    Moment lastSign =
        disk.changed() ? peer.newestReceived().max(disk.windowFrom()) : peer.newestReceived();
    return new PeerView(
        health(peer, disk, now, timings),
        Map.copyOf(paths),
        silent,
        stale,
        lastSign,
        beat.flatMap(said -> said.reportOf(pair)),
        beat.isPresent() && beat.get().digest() != ownDigest,
        peer.newest().or(disk::peerBeat).map(Beat::publicUp).orElse(true),
        beat.map(Beat::health).orElse(HealthVerdict.UNKNOWN),
        beat.isPresent() && beat.get().leaving(),
        silent && !stale && now.isAtLeast(span, disk.windowFrom()));
  }

  /** A peer that was proven dead, and whose beat on the disk has moved since, lives again. */
  private static PeerHealth health(PeerTrack peer, DiskTrack disk, Moment now, Timings timings) {
    boolean back =
        disk.changed()
            && peer.provenDead().isPresent()
            && peer.provenDead().get().isBefore(disk.windowFrom());
    return back ? PeerHealth.SILENT : peer.health(now, timings);
  }

  /** Whether the peer is heard on any path now. */
  public boolean isHeard() {
    return report.isPresent();
  }

  private static Optional<Beat> newest(Optional<Beat> network, DiskTrack disk, boolean still) {
    Optional<Beat> onDisk = still || !disk.changed() ? Optional.empty() : disk.peerBeat();
    if (network.isEmpty() || onDisk.isEmpty()) {
      return network.isPresent() ? network : onDisk;
    }
    boolean diskIsNewer =
        onDisk.get().boot().equals(network.get().boot())
            && onDisk.get().sequence() > network.get().sequence();
    return diskIsNewer ? onDisk : network;
  }
}
