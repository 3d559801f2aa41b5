package io.hotpair.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Action;
import io.hotpair.core.model.CannotTakeOverCause;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.Readiness;
import io.hotpair.core.pair.Fitness;
import org.junit.jupiter.api.Test;

/** What the health of the machines moves, and what it does not. */
final class HealthTest {
  @Test
  void aFailingActiveGivesThePairToAStandbyThatIsWellAndNobodyIsFenced() {
    Scene scene = Scene.formed();
    scene.blade1.health(HealthVerdict.FAILING);

    scene.assertServes(scene.vpe1, scene.blade1);

    assertEquals(1, scene.count(NoticeKind.SWITCHOVER_COMPLETED));
    assertEquals(1, scene.vpe1.memory().counters().switchovers());
    assertEquals(MoveReason.HEALTH_FAILING, scene.vpe1.memory().lastMove().reason());
    scene.assertFenced();
  }

  @Test
  void itMovesWithBothNetworksCutAsWell() {
    Scene scene = Scene.formed();
    scene.cutNetworks(true);
    scene.calm();
    scene.blade1.health(HealthVerdict.FAILING);

    scene.await(scene.vpe1, PairState.ACTIVE);

    scene.calm();
    assertTrue(scene.vpe1.group.allRun(), scene::told);
    scene.assertFenced();
  }

  @Test
  void aFaultThatBothHaveMovesNothing() {
    Scene scene = Scene.formed();
    scene.blade1.health(HealthVerdict.FAILED);
    scene.vpe1.health(HealthVerdict.FAILING);

    scene.pass(World.HEALTH_GRACE.multipliedBy(10));

    scene.assertNothingMoved();
  }

  @Test
  void aFaultThatThePeerFindsALittleLaterMovesNothing() {
    Scene scene = Scene.formed();
    scene.blade1.health(HealthVerdict.FAILING);
    scene.pass(World.HEALTH_GRACE.dividedBy(2));
    scene.vpe1.health(HealthVerdict.FAILING);

    scene.pass(World.HEALTH_GRACE.multipliedBy(10));

    scene.assertNothingMoved();
  }

  @Test
  void theActiveKnowsAndTellsThatItsStandbyIsFailing() {
    Scene scene = Scene.formed();
    scene.vpe1.health(HealthVerdict.FAILING);
    scene.calm();

    Readiness standby = Fitness.ofPeer(scene.pair(scene.blade1).observed());
    assertEquals(CannotTakeOverCause.HEALTH_FAILING, standby.cause());
    assertEquals("a part: failing", standby.detail());
    assertEquals(1, scene.count(NoticeKind.READINESS_LOST));

    scene.vpe1.health(HealthVerdict.DEGRADED);
    scene.calm();
    assertTrue(Fitness.ofPeer(scene.pair(scene.blade1).observed()).isReady());
    assertEquals(1, scene.count(NoticeKind.READINESS_REGAINED));
    scene.assertNothingMoved();
  }

  @Test
  void aDeadActiveIsTakenOverByAStandbyThatHasFailedAndGivesItBackToOneThatIsWell() {
    Scene scene = Scene.formed();
    scene.vpe1.health(HealthVerdict.FAILED);
    scene.calm();
    scene.blade1.powerOff();

    scene.await(scene.vpe1, PairState.ACTIVE);
    scene.blade1.powerOn();

    scene.assertServes(scene.blade1, scene.vpe1);
  }

  @Test
  void aPersonIsToldThatTheStandbyIsFailingAndMayInsist() {
    Scene scene = Scene.formed();
    scene.vpe1.health(HealthVerdict.FAILING);
    scene.calm();

    String id = scene.order(scene.blade1, Action.SWITCHOVER);
    scene.calm();
    scene.assertRefused(id, "vpe1 could not take over, healthFailing: a part: failing");

    String forced = scene.order(scene.blade1, Action.SWITCHOVER, null, true);
    scene.assertServes(scene.vpe1, scene.blade1);
    scene.assertAnswer(OperationState.SUCCEEDED, forced);
    scene.pass(World.HEALTH_GRACE.multipliedBy(10));
    scene.assertServes(scene.vpe1, scene.blade1);
  }

  @Test
  void whatAPersonInsistedOnHoldsUntilTheNodeHasBeenWell() {
    Scene scene = Scene.formed();
    scene.vpe1.health(HealthVerdict.FAILING);
    scene.calm();
    scene.order(scene.blade1, Action.SWITCHOVER, null, true);
    scene.assertServes(scene.vpe1, scene.blade1);

    scene.vpe1.health(HealthVerdict.OK);
    scene.calm();
    scene.vpe1.health(HealthVerdict.FAILING);

    scene.assertServes(scene.blade1, scene.vpe1);
  }

  @Test
  void healthThatGoesToAndFroMovesThePairOnlyAsOftenAsItMay() {
    Scene scene = Scene.formed(World.Rules.USUAL.withMaxMoves(1));
    scene.blade1.health(HealthVerdict.FAILING);
    scene.assertServes(scene.vpe1, scene.blade1);
    scene.blade1.health(HealthVerdict.OK);
    scene.vpe1.health(HealthVerdict.FAILING);

    scene.pass(World.HEALTH_GRACE.multipliedBy(10));

    scene.assertServes(scene.vpe1, scene.blade1);
    assertEquals(1, scene.count(NoticeKind.MOVES_SUPPRESSED));
  }
}
