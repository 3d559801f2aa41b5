package io.hotpair.runtime;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.BootId;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.FailbackPolicy;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.Timings;
import io.hotpair.core.pair.Effect;
import io.hotpair.core.pair.EffectId;
import io.hotpair.core.pair.Event;
import io.hotpair.core.pair.LocalView;
import io.hotpair.core.pair.Node;
import io.hotpair.core.pair.NodeConfig;
import io.hotpair.core.pair.NodeEffect;
import io.hotpair.core.pair.NodeEvent;
import io.hotpair.core.pair.NodeRules;
import io.hotpair.core.pair.NodeTransition;
import io.hotpair.core.pair.PairConfig;
import io.hotpair.core.plan.GroupPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the surfaces are shown at once, and what may wait until a quarter of a second is over. */
final class DeciderTest {
  private static final NodeName BLADE1 = new NodeName("blade1");
  private static final NodeName VPE1 = new NodeName("vpe1");
  private static final PairName ERP = new PairName("erp");
  private static final EffectId ID = new EffectId(1, Epoch.NONE);
  private static final NodeConfig CONFIG =
      new NodeConfig(
          BLADE1,
          1,
          Timings.BALANCED,
          7,
          Map.of(VPE1, List.of(ERP)),
          Map.of(
              ERP,
              new PairConfig(
                  ERP,
                  BLADE1,
                  VPE1,
                  true,
                  GuardKind.FENCE,
                  new GroupPlan(List.of(), Map.of()),
                  Timings.BALANCED,
                  FailbackPolicy.MANUAL,
                  2,
                  3,
                  Duration.ofMinutes(10),
                  Duration.ZERO,
                  "")));
  private static final NodeEvent TICK =
      new NodeEvent.Ticked(FakeHost.START, LocalView.WELL, Map.of());

  private final Node begun = Node.begin(CONFIG, new BootId(1), Map.of(), FakeHost.START);

  @Test
  void timeAloneAndLooksAtTheGuardAreNoNews() {
    assertFalse(isNews(TICK));
    assertFalse(isNews(TICK, new Effect.ReadGuard(ID), new Effect.VerifyGuard(ID, Epoch.NONE)));
  }

  @Test
  void whatIsDoneToldOrKeptIsNews() {
    assertTrue(isNews(TICK, new Effect.StartResource(ID, new ResourceName("ip"))));
    assertTrue(isNews(TICK, new Effect.ReadGuard(ID), new Effect.Left()));
  }

  @Test
  void whatCameOfAResourceIsNews() {
    Event answer =
        new Event.ResourceAnswered(
            FakeHost.START,
            ID,
            new ResourceName("ip"),
            new Outcome.Succeeded<>(Event.Finding.RUNNING),
            1);
    assertTrue(isNews(new NodeEvent.ForPair(ERP, answer)));
  }

  @Test
  void anotherStateIsNewsWhateverElseIsDone() {
    // Without a resource to look at, an agent that ends stands by at the next tick.
    Node leaving =
        NodeRules.step(CONFIG, begun, new NodeEvent.Leaving(FakeHost.START, false)).next();
    Node next = NodeRules.step(CONFIG, leaving, TICK).next();
    assertTrue(Decider.isNews(leaving, TICK, new NodeTransition(next, List.of())));
  }

  private boolean isNews(NodeEvent event, Effect... effects) {
    List<NodeEffect> ofPair =
        List.of(effects).stream()
            .<NodeEffect>map(effect -> new NodeEffect.OfPair(ERP, effect))
            .toList();
    return Decider.isNews(begun, event, new NodeTransition(begun, ofPair));
  }
}
