package io.hotpair.core.pair;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotpair.core.detector.PeerTrack;
import io.hotpair.core.model.Beat;
import io.hotpair.core.model.BootId;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.PairReport;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.Timings;
import io.hotpair.core.plan.GroupPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A node that shares a pair with each of two others. */
final class NodeRulesTest {
  private static final NodeName ONE = new NodeName("vpe1");
  private static final NodeName OTHER = new NodeName("vpe2");
  private static final Timings TIMINGS = Timings.FAST;
  private static final GroupPlan NOTHING = new GroupPlan(List.of(), Map.of());

  @Test
  void aBeatToOnePeerIsNoLossForAnother() {
    Map<NodeName, PeerTrack> heard = new HashMap<>();
    Node node = Node.begin(config(), new BootId(1), Map.of(), Moment.ZERO);
    Moment now = Moment.ZERO;
    for (int tick = 0; tick < 100; tick++) {
      now = now.plus(TIMINGS.interval());
      NodeTransition transition =
          NodeRules.step(config(), node, new NodeEvent.Ticked(now, LocalView.WELL, Map.of()));
      node = transition.next();
      for (NodeEffect effect : transition.effects()) {
        if (effect instanceof NodeEffect.Send(NodeName peer, Beat beat)) {
          PeerTrack track = heard.getOrDefault(peer, PeerTrack.begin(Moment.ZERO));
          heard.put(peer, track.hear(PathKind.PRIVATE, beat, now, TIMINGS));
        }
      }
    }
    for (NodeName peer : List.of(ONE, OTHER)) {
      assertEquals(0, heard.get(peer).crossover().lost(), "lost on the way to " + peer);
      assertEquals(100, heard.get(peer).crossover().received());
    }
  }

  @Test
  void howeverManyPairsChangeAtOneTimeThePeerGetsOneBeatThatTellsOfAll() {
    List<PairName> names = List.of(new PairName("a"), new PairName("b"), new PairName("c"));
    Map<PairName, PairConfig> pairs = new HashMap<>();
    names.forEach(name -> pairs.put(name, pair(name.value(), ONE, NOTHING)));
    NodeConfig config = new NodeConfig(Situations.BLADE1, 1, TIMINGS, 7, Map.of(ONE, names), pairs);
    Moment now = Moment.ZERO;
    Node begun = Node.begin(config, new BootId(1), Map.of(), now);
    // Without a resource to look at, all stand by at the next tick.
    Node leaving = NodeRules.step(config, begun, new NodeEvent.Leaving(now, false)).next();
    List<Beat> sent =
        NodeRules.step(config, leaving, new NodeEvent.Ticked(now, LocalView.WELL, Map.of()))
            .effects()
            .stream()
            .filter(NodeEffect.Send.class::isInstance)
            .map(effect -> ((NodeEffect.Send) effect).beat())
            .toList();
    assertEquals(1, sent.size());
    assertEquals(
        List.of(PairState.STANDBY, PairState.STANDBY, PairState.STANDBY),
        sent.getFirst().reports().stream().map(PairReport::state).toList());
  }

  @Test
  void aNodeMayRunSomethingInEveryStateThatDoesNotSayOtherwise() {
    for (Pair runs :
        List.of(
            Situations.joining(),
            Situations.starting(),
            Situations.active(),
            Situations.stopping(State.StopStep.STOP),
            Situations.ejected())) {
      assertEquals(true, beside(runs).mayRun(), runs.toString());
    }
    for (Pair idle :
        List.of(
            Situations.confirming(),
            Situations.claiming(State.ClaimStep.CLAIM),
            Situations.stopping(State.StopStep.OFFERED),
            Situations.faulted())) {
      assertEquals(false, beside(idle).mayRun(), idle.toString());
    }
  }

  /** One pair stands by, the other does as said. */
  private static Node beside(Pair other) {
    Node node = Node.begin(config(), new BootId(1), Map.of(), Moment.ZERO);
    return new Node(
        node.boot(),
        node.sequences(),
        node.nextBeat(),
        node.local(),
        node.equipment(),
        node.peers(),
        node.disks(),
        Map.of(),
        Map.of(new PairName("erp"), Situations.standby(), new PairName("web"), other));
  }

  private static NodeConfig config() {
    Map<PairName, PairConfig> pairs = new HashMap<>();
    pairs.put(new PairName("erp"), pair("erp", ONE));
    pairs.put(new PairName("web"), pair("web", OTHER));
    return new NodeConfig(
        Situations.BLADE1,
        1,
        TIMINGS,
        7,
        Map.of(ONE, List.of(new PairName("erp")), OTHER, List.of(new PairName("web"))),
        pairs);
  }

  private static PairConfig pair(String name, NodeName peer) {
    return pair(name, peer, Situations.config(GuardKind.FENCE).plan());
  }

  private static PairConfig pair(String name, NodeName peer, GroupPlan plan) {
    PairConfig usual = Situations.config(GuardKind.FENCE);
    return new PairConfig(
        new PairName(name),
        usual.self(),
        peer,
        usual.preferred(),
        usual.guard(),
        plan,
        TIMINGS,
        usual.failback(),
        usual.restarts(),
        usual.maxMoves(),
        usual.moveWindow(),
        usual.healthGrace(),
        usual.notArmed());
  }
}
