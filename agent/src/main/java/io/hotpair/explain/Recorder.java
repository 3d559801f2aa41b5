package io.hotpair.explain;

import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.PairName;
import io.hotpair.core.pair.Effect;
import io.hotpair.core.pair.Node;
import io.hotpair.core.pair.NodeConfig;
import io.hotpair.core.pair.NodeEffect;
import io.hotpair.core.pair.NodeEvent;
import io.hotpair.core.pair.NodeTransition;
import io.hotpair.core.pair.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps the last events of a node, and hands out each move with what led to it. Called by the
 * deciding thread: it keeps references to values and writes nothing.
 */
public final class Recorder {
  /** Events that are kept before a move begins. */
  static final int BEFORE = 256;

  /**
   * Events of a move, those before it included; one that takes longer is told in part. Worded, an
   * event takes about 8 KiB for a moment, of the 64 MiB that an agent has.
   */
  static final int MOST = 2048;

  private final NodeConfig config;
  private final Consumer<Recording> out;
  private final Deque<Kept> recent = new ArrayDeque<>();
  private final Map<PairName, Recording> open = new HashMap<>();

  /** One event with the nodes around it. */
  private record Kept(Node before, NodeEvent event, NodeTransition transition) {
    /** Whether a pair's move is over on this node: the one that gives it away tells no end. */
    boolean bringsToRest(PairName pair) {
      return !isAtRest(before.pairs().get(pair).state())
          && isAtRest(transition.next().pairs().get(pair).state());
    }

    private static boolean isAtRest(State state) {
      return switch (state) {
        case State.Standby _, State.Faulted _, State.Suspended _ -> true;
        case State.Joining _,
            State.Confirming _,
            State.Claiming _,
            State.Starting _,
            State.Active _,
            State.Stopping _,
            State.Ejected _ ->
            false;
      };
    }
  }

  /**
   * A recorder.
   *
   * @param out takes each move when it is over; {@link Recording#decision} is not for the deciding
   *     thread
   */
  public Recorder(NodeConfig config, Consumer<Recording> out) {
    this.config = config;
    this.out = out;
  }

  /** A move while and after it was recorded. */
  public static final class Recording {
    private final NodeConfig config;
    private final PairName pair;
    private final List<Kept> kept;
    private final List<String> eventIds = new ArrayList<>();

    private Recording(NodeConfig config, PairName pair, Iterable<Kept> before) {
      this.config = config;
      this.pair = pair;
      this.kept = new ArrayList<>();
      before.forEach(kept::add);
    }

    /** The pair that moved. */
    public PairName pair() {
      return pair;
    }

    /** The ids of the pair's events in this move, oldest first. */
    public List<String> eventIds() {
      return List.copyOf(eventIds);
    }

    /** All of it as a value. */
    public Decision decision() {
      List<NodeEvent> events = new ArrayList<>();
      List<Decision.Turn> turns = new ArrayList<>();
      for (Kept each : kept) {
        Turns.of(pair, events.size(), each.before(), each.event(), each.transition())
            .ifPresent(turns::add);
        events.add(each.event());
      }
      return new Decision(pair, config, kept.getFirst().before(), events, turns);
    }
  }

  /**
   * One event was decided upon.
   *
   * @param eventIds the ids of the notices that the transition told, in its order
   */
  public void decided(
      Node before, NodeEvent event, NodeTransition transition, List<String> eventIds) {
    Kept kept = new Kept(before, event, transition);
    recent.addLast(kept);
    if (recent.size() > BEFORE) {
      recent.removeFirst();
    }
    open.values().forEach(recording -> recording.kept.add(kept));
    int told = 0;
    for (NodeEffect effect : transition.effects()) {
      if (effect instanceof NodeEffect.OfPair(PairName pair, Effect.Notify(var notice))) {
        Optional<String> id =
            told < eventIds.size() ? Optional.of(eventIds.get(told)) : Optional.empty();
        told++;
        note(pair, notice.kind(), id);
      }
    }
    for (Recording recording : List.copyOf(open.values())) {
      if (recording.kept.size() >= MOST || kept.bringsToRest(recording.pair())) {
        end(recording.pair());
      }
    }
  }

  private void note(PairName pair, NoticeKind kind, Optional<String> id) {
    boolean begins = isBegin(kind);
    if ((begins || isEnd(kind)) && !open.containsKey(pair)) {
      open.put(pair, new Recording(config, pair, recent));
    }
    Optional.ofNullable(open.get(pair)).ifPresent(it -> id.ifPresent(it.eventIds::add));
    if (isEnd(kind)) {
      end(pair);
    }
  }

  private void end(PairName pair) {
    out.accept(open.remove(pair));
  }

  private static boolean isBegin(NoticeKind kind) {
    return kind == NoticeKind.TAKEOVER_STARTED || kind == NoticeKind.SWITCHOVER_STARTED;
  }

  private static boolean isEnd(NoticeKind kind) {
    return kind == NoticeKind.TAKEOVER_COMPLETED
        || kind == NoticeKind.TAKEOVER_FAILED
        || kind == NoticeKind.SWITCHOVER_COMPLETED
        || kind == NoticeKind.SWITCHOVER_FAILED
        || kind == NoticeKind.GROUP_ADOPTED
        || kind == NoticeKind.NODE_EJECTED;
  }
}
