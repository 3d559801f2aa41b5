package io.hotpair.runtime;

import io.hotpair.core.model.Moment;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.PairReport;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.Role;
import io.hotpair.core.pair.Node;
import io.hotpair.core.pair.NodeConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Has clients told again where the addresses of an active pair are: a switch may miss the first
 * word, and a node that was cut off may have answered in between. Of the deciding thread.
 */
final class Announcements {
  /** From the begin of being active, or from when the peer is found to have let go. */
  private static final List<Duration> AFTER =
      List.of(
          Duration.ofMillis(200),
          Duration.ofMillis(400),
          Duration.ofMillis(800),
          Duration.ofMillis(1600),
          Duration.ofMillis(3200),
          Duration.ofMillis(6400));

  /** What a peer may say after it had the addresses and let them go. */
  private static final Set<PairState> LET_GO =
      Set.of(PairState.JOINING, PairState.STANDBY, PairState.EJECTED, PairState.FAULTED);

  private final Duration deadTime;
  private final Consumer<PairName> tell;
  private final Map<PairName, Course> courses = new HashMap<>();
  private Moment now;
  private boolean stood;

  /**
   * How far a pair is.
   *
   * @param active whether it was active here
   * @param peer what its peer said last
   * @param begun when telling began
   * @param told how many of {@link #AFTER} are over
   */
  private record Course(boolean active, Optional<PairState> peer, Moment begun, int told) {}

  /**
   * Nothing is active yet.
   *
   * @param pairs those with an address
   * @param deadTime after which a node that stood still may have been taken over
   * @param tell announces those of a pair; does not wait
   */
  Announcements(Set<PairName> pairs, Duration deadTime, Moment now, Consumer<PairName> tell) {
    this.deadTime = deadTime;
    this.now = now;
    this.tell = tell;
    pairs.forEach(
        pair -> courses.put(pair, new Course(false, Optional.empty(), now, AFTER.size())));
  }

  /** What was decided last. */
  void decided(NodeConfig config, Node node, Moment now) {
    begin(now);
    for (PairName pair : courses.keySet()) {
      Optional<PairState> peer =
          node.peers()
              .get(config.peerOf(pair))
              .newest()
              .flatMap(beat -> beat.reportOf(pair))
              .map(PairReport::state);
      decided(pair, node.pairs().get(pair).role() == Role.ACTIVE, peer);
    }
  }

  /** Time has passed. */
  void begin(Moment now) {
    stood = now.isAtLeast(deadTime, this.now);
    this.now = now;
  }

  /** What was decided of a pair at that time. */
  void decided(PairName pair, boolean active, Optional<PairState> peer) {
    Course before = courses.get(pair);
    boolean letGo = !peer.equals(before.peer()) && peer.filter(LET_GO::contains).isPresent();
    boolean begins = active && (!before.active() || letGo);
    Moment begun = begins ? now : before.begun();
    int told = begins ? 0 : before.told();
    // Who stood still may have been taken over meanwhile, and says nothing of its own accord.
    if (!active || stood) {
      told = AFTER.size();
    } else if (told < AFTER.size() && now.isAtLeast(AFTER.get(told), begun)) {
      tell.accept(pair);
      told++;
    }
    courses.put(pair, new Course(active, peer, begun, told));
  }
}
