package io.hotpair.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotpair.core.model.Action;
import io.hotpair.core.model.CannotTakeOverCause;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.PairState;
import io.hotpair.core.pair.Fitness;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** More automatic moves than a pair may make in its window are left to a person. */
final class MaxMovesTest {
  private static final Duration LONGER_THAN_A_MOVE_TAKES = Duration.ofMinutes(1);

  @Test
  void aPairThatGoesToAndFroStaysAfterTheLastMoveItMayMake() {
    Scene scene = Scene.formed(World.Rules.USUAL.withMaxMoves(2));
    losePublicLink(scene, scene.blade1, scene.vpe1);
    losePublicLink(scene, scene.vpe1, scene.blade1);

    scene.world.publicLink(scene.blade1, false);
    scene.pass(LONGER_THAN_A_MOVE_TAKES);

    assertEquals(PairState.ACTIVE, scene.pair(scene.blade1).state().word(), scene::told);
    assertEquals(1, scene.count(NoticeKind.MOVES_SUPPRESSED));
    assertEquals(1, scene.blade1.memory().counters().suppressedMoves());
    assertEquals(2, scene.count(NoticeKind.SWITCHOVER_COMPLETED));
  }

  @Test
  void aStandbyThatMayMoveNothingMoreSaysSoAndIsOrderedAllTheSame() {
    Scene scene = Scene.formed(World.Rules.USUAL.withMaxMoves(1));
    losePublicLink(scene, scene.blade1, scene.vpe1);
    assertEquals(
        CannotTakeOverCause.MOVES_USED_UP,
        Fitness.ofPeer(scene.pair(scene.vpe1).observed()).cause());

    scene.order(scene.vpe1, Action.SWITCHOVER);
    scene.assertServes(scene.blade1, scene.vpe1);
    scene.blade1.powerOff();
    scene.pass(LONGER_THAN_A_MOVE_TAKES);
    assertEquals(PairState.CONFIRMING, scene.pair(scene.vpe1).state().word(), scene::told);
    assertEquals(
        "the peer is silent, but the automatic moves are used up", scene.pair(scene.vpe1).reason());
  }

  @Test
  void whatAPersonOrdersDoesNotCount() {
    Scene scene = Scene.formed(World.Rules.USUAL.withMaxMoves(1));
    for (int i = 0; i < 3; i++) {
      scene.order(scene.blade1, Action.SWITCHOVER);
      scene.assertServes(scene.vpe1, scene.blade1);
      scene.order(scene.vpe1, Action.SWITCHOVER);
      scene.assertServes(scene.blade1, scene.vpe1);
    }

    losePublicLink(scene, scene.blade1, scene.vpe1);
    assertEquals(0, scene.count(NoticeKind.MOVES_SUPPRESSED));
  }

  @Test
  void anAgentThatIsStoppedInGoodOrderDoesNotCount() {
    Scene scene = Scene.formed(World.Rules.USUAL.withMaxMoves(1));
    scene.blade1.agent().orElseThrow().leave(false);
    scene.await(scene.vpe1, PairState.ACTIVE);
    scene.blade1.powerOff();
    scene.blade1.powerOn();
    scene.assertServes(scene.vpe1, scene.blade1);

    losePublicLink(scene, scene.vpe1, scene.blade1);
    assertEquals(0, scene.count(NoticeKind.MOVES_SUPPRESSED));
  }

  private static void losePublicLink(Scene scene, Machine active, Machine standby) {
    scene.world.publicLink(active, false);
    scene.assertServes(standby, active);
    scene.world.publicLink(active, true);
    scene.calm();
  }
}
