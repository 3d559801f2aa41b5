package io.hotpair.core.pair;

import io.hotpair.core.detector.PeerTrack;
import io.hotpair.core.detector.ServiceTrack;
import io.hotpair.core.model.Action;
import io.hotpair.core.model.Beat;
import io.hotpair.core.model.BootId;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Order;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.PairReport;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.PathState;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Words what a node says of itself in a beat. */
final class Beats {
  private Beats() {}

  static Beat build(
      NodeConfig config,
      NodeName peer,
      BootId boot,
      long sequence,
      Moment now,
      PeerTrack track,
      Map<PairName, Pair> pairs,
      Map<PairName, ServiceTrack> services,
      LocalView local,
      boolean probe) {
    Map<PathKind, PathState> hears = new EnumMap<>(PathKind.class);
    hears.put(PathKind.PRIVATE, track.crossover().state());
    hears.put(PathKind.PUBLIC, track.client().state());
    Beat.Echo echo =
        track
            .newest()
            .map(
                newest ->
                    new Beat.Echo(
                        newest.sequence(),
                        newest.sent(),
                        now.since(track.newestReceived()).toNanos()))
            .orElse(Beat.Echo.NONE);
    List<PairReport> reports =
        config.peers().get(peer).stream()
            .map(
                pair ->
                    report(config.pairs().get(pair), pairs.get(pair))
                        .with(Clients.view(config.pairs().get(pair), services.get(pair))))
            .toList();
    boolean leaving = config.peers().get(peer).stream().allMatch(pair -> hasLeft(pairs.get(pair)));
    return new Beat(
        config.selfId(),
        boot,
        sequence,
        now,
        echo,
        hears,
        config.digest(),
        local.publicUp(),
        local.health().verdict(),
        leaving,
        probe,
        reports);
  }

  private static boolean hasLeft(Pair pair) {
    return pair.leaving() && !pair.mayRun();
  }

  /** Why it asks to be relieved, now that its offer lies on the disk. */
  static MoveReason relief(Pair pair) {
    return pair.state() instanceof State.Stopping stopping
            && stopping.step() == State.StopStep.OFFERED
        ? stopping.move().reason()
        : MoveReason.NONE;
  }

  private static PairReport report(PairConfig config, Pair pair) {
    boolean stuck =
        pair.state() instanceof State.Stopping stopping
            && stopping.step() == State.StopStep.ASK_FOR_FENCING;
    Optional<Order> followed =
        pair.tracked()
            .filter(tracked -> tracked.order().action() == Action.SWITCHOVER)
            .map(Tracked::bound);
    return new PairReport(
        config.pair(),
        pair.state().word(),
        // What it has read may be another's claim.
        pair.held().orElse(pair.epoch()),
        Fitness.own(config, pair),
        pair.mayRun(),
        relief(pair),
        stuck,
        pair.memory().suspension(),
        followed,
        pair.memory().executed().stream().findFirst());
  }
}
