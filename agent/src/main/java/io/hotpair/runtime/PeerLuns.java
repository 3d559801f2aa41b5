package io.hotpair.runtime;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.CannotTakeOverCause;
import io.hotpair.core.model.LunMarks;
import io.hotpair.core.model.LunMatch;
import io.hotpair.core.model.LunName;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.PairReport;
import io.hotpair.core.model.Readiness;
import io.hotpair.core.pair.Node;
import io.hotpair.core.pair.NodeConfig;
import io.hotpair.port.Guard;
import io.hotpair.port.LunSight;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether both nodes mean the same LUNs: tells the peer what this node's devices say that they are,
 * and compares it with what the peer last told. Two nodes that guard different LUNs each hold one,
 * and both run the group. Nothing here waits.
 */
final class PeerLuns {
  private final NodeConfig config;
  private final Map<PairName, Guard> guards;
  private final Map<PairName, List<LunName>> luns;
  private final Map<PairName, Marked> marked = new ConcurrentHashMap<>();
  private volatile Optional<Node> newest = Optional.empty();
  // Of the deciding thread alone.
  private Beat asked;
  private Beat answered;

  /**
   * Knows nothing of the peer yet.
   *
   * @param luns each pair's LUNs in the site file's order
   * @param guards what has seen them
   */
  PeerLuns(NodeConfig config, Map<PairName, List<LunName>> luns, Map<PairName, Guard> guards) {
    this.config = config;
    this.luns = Map.copyOf(luns);
    this.guards = Map.copyOf(guards);
  }

  /** What was decided last. */
  void decided(Node node) {
    newest = Optional.of(node);
  }

  /**
   * A beat that also tells what this node's LUNs are; for the deciding thread. The same for all who
   * ask with the same beat: it goes to the networks and to each pair's disk, and tells of every
   * pair, so that one for each disk would grow with the square of the pairs.
   */
  Beat told(Beat beat) {
    if (beat != asked) {
      asked = beat;
      answered = with(beat, reports(beat));
    }
    return answered;
  }

  private List<PairReport> reports(Beat beat) {
    return beat.reports().stream().map(report -> report.with(own(report.pair()))).toList();
  }

  private static Beat with(Beat beat, List<PairReport> reports) {
    return new Beat(
        beat.sender(),
        beat.boot(),
        beat.sequence(),
        beat.sent(),
        beat.echo(),
        beat.hears(),
        beat.digest(),
        beat.publicUp(),
        beat.health(),
        beat.leaving(),
        beat.probe(),
        reports);
  }

  /** Told in every beat, so made anew only when a LUN says something else than before. */
  private LunMarks own(PairName pair) {
    List<LunSight> sights = guards.get(pair).sights();
    Marked last = marked.get(pair);
    if (last != null && last.isOf(sights)) {
      return last.marks();
    }
    LunMarks marks =
        sights.isEmpty()
            ? LunMarks.NONE
            : LunMarks.of(luns.get(pair).stream().map(lun -> identity(sights, lun)).toList());
    marked.put(pair, new Marked(sights, marks));
    return marks;
  }

  /** What was made of a pair's LUNs. */
  private record Marked(List<LunSight> sights, LunMarks marks) {
    boolean isOf(List<LunSight> now) {
      if (now.size() != sights.size()) {
        return false;
      }
      for (int place = 0; place < now.size(); place++) {
        boolean same =
            now.get(place).lun().equals(sights.get(place).lun())
                && now.get(place).identity().equals(sights.get(place).identity());
        if (!same) {
          return false;
        }
      }
      return true;
    }
  }

  private static String identity(List<LunSight> sights, LunName lun) {
    return sights.stream()
        .filter(sight -> sight.lun().equals(lun))
        .map(LunSight::identity)
        .findFirst()
        .orElse("");
  }

  /** What the peer said when it last spoke, whether it is heard now or not. */
  private LunMarks peers(PairName pair) {
    NodeName peer = config.peerOf(pair);
    return newest
        .flatMap(node -> node.peers().get(peer).newest().or(node.disks().get(pair)::peerBeat))
        .flatMap(beat -> beat.reportOf(pair))
        .map(PairReport::luns)
        .orElse(LunMarks.NONE);
  }

  /** How one of a pair's LUNs compares. */
  LunMatch match(PairName pair, LunName lun) {
    return own(pair).compare(luns.get(pair).indexOf(lun), peers(pair));
  }

  /** A pair whose LUNs differ must not be claimed, not even after the peer has fallen silent. */
  Readiness readiness(PairName pair) {
    LunMarks own = own(pair);
    LunMarks peers = peers(pair);
    for (int place = 0; place < luns.get(pair).size(); place++) {
      if (own.compare(place, peers) == LunMatch.DIFFERENT) {
        return new Readiness(
            CannotTakeOverCause.NOT_ARMED,
            "LUN "
                + luns.get(pair).get(place)
                + " is another one here than at "
                + config.peerOf(pair));
      }
    }
    return Readiness.READY;
  }
}
