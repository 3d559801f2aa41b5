package io.hotpair.explain;

import io.hotpair.core.model.PairName;
import io.hotpair.core.pair.Effect;
import io.hotpair.core.pair.Event;
import io.hotpair.core.pair.Node;
import io.hotpair.core.pair.NodeConfig;
import io.hotpair.core.pair.NodeEffect;
import io.hotpair.core.pair.NodeEvent;
import io.hotpair.core.pair.NodeRules;
import io.hotpair.core.pair.NodeTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a pair did in one transition, if that is worth telling; and all over again. */
public final class Turns {
  private static final int LONGEST = 400;

  private Turns() {}

  /** The turn of one transition; empty if the pair stayed as it was and wants nothing done. */
  static Optional<Decision.Turn> of(
      PairName pair, int place, Node before, NodeEvent event, NodeTransition transition) {
    List<String> effects = new ArrayList<>();
    for (NodeEffect effect : transition.effects()) {
      if (effect instanceof NodeEffect.OfPair(PairName whose, Effect inner) && whose.equals(pair)) {
        effects.add(shorten(inner.toString()));
      }
    }
    var was = before.pairs().get(pair);
    var is = transition.next().pairs().get(pair);
    boolean moved = was.state().word() != is.state().word() || !was.reason().equals(is.reason());
    if (!moved && effects.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Decision.Turn(
            place,
            event.now().nanos(),
            input(event, transition.next(), pair),
            is.state().word().label(),
            is.reason(),
            effects));
  }

  private static String input(NodeEvent event, Node node, PairName pair) {
    return switch (event) {
      case NodeEvent.Ticked ticked -> "tick: " + observed(node, pair);
      case NodeEvent.Heard heard ->
          "heard " + heard.peer() + " on the " + heard.kind().label() + " path";
      case NodeEvent.CarrierLost lost -> "the crossover's carrier is gone";
      case NodeEvent.Looked looked ->
          shorten("looked at the disk of " + looked.pair() + ": " + looked.records());
      case NodeEvent.DiskFailed failed -> "the disk of " + failed.pair() + " did not answer";
      case NodeEvent.Probed probed ->
          shorten("asked as a client of " + probed.pair() + ": " + probed.outcome().text());
      case NodeEvent.ForPair(PairName whose, Event inner) -> shorten(whose + ": " + inner);
      case NodeEvent.Leaving leaving -> "the agent shall end";
    };
  }

  private static String observed(Node node, PairName pair) {
    var peer = node.pairs().get(pair).observed().peer();
    return "peer "
        + peer.health().label()
        + (peer.networkSilent()
            ? ", both networks silent"
            : ", heard on a network or not yet missed")
        + (peer.diskStale() ? ", its disk beat stale" : ", its disk beat not stale");
  }

  private static String shorten(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  /** What these rules decide upon the same events; equal turns mean the same decision. */
  public static List<Decision.Turn> replay(Decision decision) {
    NodeConfig config = decision.config();
    Node node = decision.begin();
    List<Decision.Turn> turns = new ArrayList<>();
    int place = 0;
    for (NodeEvent event : decision.events()) {
      NodeTransition transition = NodeRules.step(config, node, event);
      of(decision.pair(), place, node, event, transition).ifPresent(turns::add);
      node = transition.next();
      place++;
    }
    return List.copyOf(turns);
  }
}
