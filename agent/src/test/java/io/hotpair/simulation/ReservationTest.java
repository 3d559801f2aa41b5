package io.hotpair.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Action;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.PathKind;
import org.junit.jupiter.api.Test;

/** A pair whose guard is a reservation: the target itself refuses who lost it. */
final class ReservationTest {
  private static Scene formed() {
    return Scene.formed(World.Rules.USUAL.with(GuardKind.SCSI_PR));
  }

  private static void cutBoth(Scene scene, boolean cut) {
    scene.world.cut(PathKind.PRIVATE, cut);
    scene.world.cut(PathKind.PUBLIC, cut);
  }

  @Test
  void onlyTheActiveCanWrite() {
    Scene scene = formed();
    assertTrue(scene.world.target.takesWrites(World.BLADE1));
    assertFalse(scene.world.target.takesWrites(World.VPE1));
    assertTrue(scene.world.disk.beatTimes(World.VPE1).size() <= 2, scene::told);
    assertEquals(0, scene.count(NoticeKind.STORAGE_DEGRADED));
    scene.assertNothingMoved();
  }

  @Test
  void aPowerCutIsTakenOverAndNobodyIsFenced() {
    Scene scene = formed();
    scene.blade1.powerOff();
    scene.await(scene.vpe1, PairState.ACTIVE);
    assertFalse(scene.world.target.takesWrites(World.BLADE1));
    scene.assertFenced();
    scene.blade1.powerOn();
    scene.assertServes(scene.vpe1, scene.blade1);
  }

  @Test
  void aHungActiveThatGoesOnIsRefusedAndEjected() {
    Scene scene = formed();
    scene.blade1.agent().orElseThrow().stop();
    scene.await(scene.vpe1, PairState.ACTIVE);
    assertTrue(scene.blade1.group.anyRuns(), "the hung node still runs what it ran");
    assertFalse(scene.world.target.takesWrites(World.BLADE1));
    scene.blade1.agent().orElseThrow().resume();
    scene.assertServes(scene.vpe1, scene.blade1);
    assertEquals(1, scene.count(NoticeKind.NODE_EJECTED));
  }

  @Test
  void anActiveWithoutItsDiskBelievesThePeerThatTookOver() {
    Scene scene = formed();
    cutBoth(scene, true);
    scene.world.disk.hang(World.BLADE1, true);
    scene.await(scene.vpe1, PairState.ACTIVE);
    assertTrue(scene.blade1.group.anyRuns(), "it knows nothing of the takeover");

    cutBoth(scene, false);
    scene.world.runUntil(
        "blade1 has stopped the group",
        Bounds.ejection(scene.timings),
        () -> !scene.blade1.group.anyRuns());

    assertEquals(1, scene.count(NoticeKind.NODE_EJECTED));
    scene.world.disk.hang(World.BLADE1, false);
    scene.assertServes(scene.vpe1, scene.blade1);
  }

  @Test
  void aPartitionWithAFreshBeatMovesNothing() {
    Scene scene = formed();
    cutBoth(scene, true);
    scene.calm();
    scene.calm();
    assertEquals(PairState.ACTIVE, scene.pair(scene.blade1).state().word(), scene::told);
    cutBoth(scene, false);
    scene.assertNothingMoved();
  }

  @Test
  void aSwitchoverByDiskIsOrderedAtTheActiveWithForce() {
    Scene scene = formed();
    cutBoth(scene, true);
    scene.calm();
    scene.order(scene.blade1, Action.SWITCHOVER, null, true);
    scene.await(scene.vpe1, PairState.ACTIVE);
    assertTrue(scene.world.target.takesWrites(World.VPE1));
    assertFalse(scene.world.target.takesWrites(World.BLADE1));
    cutBoth(scene, false);
    scene.assertServes(scene.vpe1, scene.blade1);
  }

  @Test
  void ofTwoRebootedNodesTheLastOwnerIsActive() {
    Scene scene = formed();
    scene.blade1.powerOff();
    scene.vpe1.powerOff();
    scene.pass(scene.timings.deadTime());
    scene.vpe1.powerOn();
    scene.blade1.powerOn();
    scene.assertServes(scene.blade1, scene.vpe1);
  }

  @Test
  void aNodeThatBootsAloneClaimsWithoutTheOther() {
    Scene scene = formed();
    scene.blade1.powerOff();
    scene.vpe1.powerOff();
    scene.pass(scene.timings.deadTime());
    scene.vpe1.powerOn();
    scene.await(scene.vpe1, PairState.ACTIVE);
    scene.assertFenced();
  }

  @Test
  void aLunThatIsLostAtTheActiveMovesThePair() {
    Scene scene = formed();
    scene.world.disk.hang(World.BLADE1, true);
    scene.await(scene.vpe1, PairState.ACTIVE);
    scene.world.disk.hang(World.BLADE1, false);
    scene.assertServes(scene.vpe1, scene.blade1);
  }

  private static void assertEjectedAndClaimedAnew(Scene scene) {
    scene.world.runUntil(
        "an ejection",
        Bounds.settling(scene.timings),
        () -> scene.count(NoticeKind.NODE_EJECTED) == 1);
    scene.await(scene.blade1, PairState.ACTIVE);
    scene.calm();
    assertTrue(scene.world.target.isReserved());
    assertTrue(scene.world.target.isPromised());
    assertEquals(2, scene.world.target.resets(), scene::told);
    assertTrue(scene.world.disk.record(World.BLADE1).epoch().value() > 1, scene::told);
    scene.assertServes(scene.blade1, scene.vpe1);
  }

  @Test
  void aReservationThatVanishesEjectsAndIsClaimedAnew() {
    Scene scene = formed();
    scene.world.target.vanish();
    assertEjectedAndClaimedAnew(scene);
  }

  @Test
  void anArrayThatForgetsWhoIsRegisteredEjectsToo() {
    Scene scene = formed();
    scene.world.target.forget();
    assertEjectedAndClaimedAnew(scene);
  }

  @Test
  void anOrdinaryTakeoverOwesNoReset() {
    Scene scene = formed();
    int before = scene.world.target.resets();
    scene.blade1.powerOff();
    scene.await(scene.vpe1, PairState.ACTIVE);
    assertEquals(before, scene.world.target.resets());
  }

  @Test
  void anArrayThatLosesItsPowerKeepsTheHolder() {
    Scene scene = formed();
    scene.world.target.losePower();
    scene.calm();
    assertFalse(scene.world.target.takesWrites(World.VPE1));
    scene.assertNothingMoved();
  }

  @Test
  void aForcedTakeoverNeedsNobodyFenced() {
    Scene scene = formed();
    scene.order(scene.vpe1, Action.FORCE_TAKEOVER, null, true);
    scene.assertServes(scene.vpe1, scene.blade1);
    scene.assertFenced();
  }
}
