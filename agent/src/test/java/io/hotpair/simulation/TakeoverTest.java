package io.hotpair.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Action;
import io.hotpair.core.model.CannotTakeOverCause;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.Timings;
import io.hotpair.core.pair.Event.Finding;
import io.hotpair.core.pair.Fitness;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TakeoverTest {
  @Test
  void aPowerCutOfTheActiveIsTakenOverWithinDeadTimeAndClaim() {
    Scene scene = Scene.formed();
    scene.blade1.powerOff();

    Duration limit =
        scene.timings.diskDeadTime().plus(scene.timings.auditPeriod()).plus(Duration.ofMillis(400));
    scene.world.runUntil(
        "vpe1 starts the group", limit, () -> scene.is(scene.vpe1, PairState.STARTING));
    scene.await(scene.vpe1, PairState.ACTIVE);

    scene.assertFenced(scene.blade1);
    assertEquals(1, scene.vpe1.memory().counters().takeovers());
    assertEquals(1, scene.count(NoticeKind.TAKEOVER_STARTED));
    assertEquals(1, scene.count(NoticeKind.TAKEOVER_COMPLETED));
    scene.blade1.powerOn();
    scene.assertServes(scene.vpe1, scene.blade1);
  }

  @Test
  void withFastTimingsAPulledPlugIsTakenOverInLessThanThreeTenthsOfASecond() {
    Scene scene = Scene.formed(World.Rules.USUAL.with(Timings.FAST));
    scene.world.observer.takeovers.hinted = true;
    scene.blade1.powerOff();
    scene.vpe1.agent().orElseThrow().carrierLost();

    scene.world.runUntil(
        "vpe1 starts the group",
        Duration.ofMillis(440),
        () -> scene.is(scene.vpe1, PairState.STARTING));
  }

  @Test
  void aLostCarrierAloneMovesNothing() {
    Scene scene = Scene.formed(World.Rules.USUAL.with(Timings.FAST));
    scene.world.observer.takeovers.hinted = true;
    scene.world.cut(PathKind.PRIVATE, true);
    scene.world.machines().forEach(machine -> machine.agent().orElseThrow().carrierLost());
    scene.assertNothingMoved();
  }

  @Test
  void anActiveWhoseCopyWritesToTheDiskStopsAndSaysSo() {
    Scene scene = Scene.formed();
    for (int beats = 0; beats < 4; beats++) {
      scene.world.disk.beatOfAClone(World.BLADE1, 4711);
    }

    scene.await(scene.blade1, PairState.FAULTED);

    assertFalse(scene.blade1.group.anyRuns(), scene::told);
    assertEquals(1, scene.count(NoticeKind.GUARD_LOST));
    assertEquals(1, scene.count(NoticeKind.NODE_EJECTED));
    assertEquals(1, scene.count(NoticeKind.FAULTED));
    assertTrue(scene.pair(scene.blade1).reason().startsWith("another machine"), scene::told);
  }

  @Test
  void anAgentThatIsRestartedAdoptsTheGroup() {
    Scene scene = Scene.formed();
    scene.blade1.killAgent();
    scene.pass(Duration.ofSeconds(1));
    scene.blade1.startAgent();

    scene.assertNothingMoved();
    assertEquals(1, scene.count(NoticeKind.GROUP_ADOPTED));
    assertEquals(0, scene.count(NoticeKind.TAKEOVER_STARTED));
  }

  @Test
  void anAgentThatLeavesItsGroupRunningIsSucceededByOneThatAdoptsIt() {
    Scene scene = Scene.formed();
    scene.blade1.agent().orElseThrow().leave(true);
    scene.pass(Duration.ofSeconds(1));
    assertTrue(scene.blade1.agent().isEmpty());
    scene.blade1.startAgent();
    scene.assertNothingMoved();
  }

  @Test
  void anAgentThatStaysAwayIsFencedBeforeAnythingStartsElsewhere() {
    Scene scene = Scene.formed();
    scene.blade1.killAgent();
    scene.await(scene.vpe1, PairState.ACTIVE);
    scene.assertFenced(scene.blade1);
  }

  @Test
  void aShortStandstillMovesNothing() {
    Scene scene = Scene.formed();
    scene.blade1.agent().orElseThrow().stop();
    scene.pass(scene.timings.deadTime().minusMillis(700));
    scene.blade1.agent().orElseThrow().resume();
    scene.assertNothingMoved();
  }

  @Test
  void aStandstillOfTheStandbyMovesNothingHoweverLong() {
    Scene scene = Scene.formed();
    scene.vpe1.agent().orElseThrow().stop();
    scene.pass(scene.timings.deadTime().multipliedBy(4));
    scene.vpe1.agent().orElseThrow().resume();
    scene.assertNothingMoved();
  }

  @Test
  void aLongStandstillIsFencedAndComesBackAsStandby() {
    Scene scene = Scene.formed();
    SimulatedAgent stopped = scene.blade1.agent().orElseThrow();
    stopped.stop();
    scene.await(scene.vpe1, PairState.ACTIVE);
    scene.assertFenced(scene.blade1);

    stopped.resume();
    scene.blade1.powerOn();
    scene.assertServes(scene.vpe1, scene.blade1);
  }

  @Test
  void aLongStandstillThatNobodyCouldFenceMovesNothing() {
    Scene scene = Scene.formed();
    scene.world.fenceFails = true;
    SimulatedAgent stopped = scene.blade1.agent().orElseThrow();
    stopped.stop();
    scene.pass(scene.timings.deadTime().multipliedBy(4));
    stopped.resume();
    scene.world.fenceFails = false;
    scene.assertServes(scene.blade1, scene.vpe1);
    assertEquals(World.GROUP, scene.blade1.group.starts(), scene::told);
  }

  @Test
  void theCrossoverAloneMovesNothing() {
    Scene scene = Scene.formed();
    scene.world.cut(PathKind.PRIVATE, true);
    scene.calm();
    scene.assertNothingMoved();
    assertEquals(2, scene.count(NoticeKind.PATH_DOWN));
    scene.world.cut(PathKind.PRIVATE, false);
    scene.calm();
    assertEquals(2, scene.count(NoticeKind.PATH_UP));
  }

  @Test
  void theStandbysPublicLinkMovesNothingButItsReadiness() {
    Scene scene = Scene.formed();
    scene.world.publicLink(scene.vpe1, false);
    scene.assertNothingMoved();
    assertEquals(
        CannotTakeOverCause.PUBLIC_NETWORK_DOWN,
        Fitness.ofPeer(scene.pair(scene.blade1).observed()).cause());
    assertEquals(1, scene.count(NoticeKind.READINESS_LOST));
    scene.world.publicLink(scene.vpe1, true);
    scene.assertNothingMoved();
    assertEquals(1, scene.count(NoticeKind.READINESS_REGAINED));
  }

  @Test
  void theActivesPublicLinkIsASwitchoverWithoutFencing() {
    Scene scene = Scene.formed();
    scene.world.publicLink(scene.blade1, false);
    scene.assertServes(scene.vpe1, scene.blade1);
    scene.assertFenced();
    assertEquals(1, scene.vpe1.memory().counters().switchovers());
  }

  @Test
  void thePublicNetworkLostForBothMovesNothing() {
    Scene scene = Scene.formed();
    scene.world.publicLink(scene.vpe1, false);
    scene.calm();
    scene.world.publicLink(scene.blade1, false);
    scene.assertNothingMoved();
  }

  @Test
  void aSwitchThatFailsForTheActiveFirstMovesNothing() {
    Scene scene = Scene.formed();
    scene.world.publicLink(scene.blade1, false);
    scene.pass(scene.timings.interval());
    scene.world.publicLink(scene.vpe1, false);
    scene.assertNothingMoved();
    scene.world.publicLink(scene.vpe1, true);
    scene.pass(scene.timings.interval());
    scene.world.publicLink(scene.blade1, true);
    scene.assertNothingMoved();
  }

  @Test
  void bothNetworksCutMoveNothingWhileTheDisksBeatIsFresh() {
    Scene scene = Scene.formed();
    scene.cutNetworks(true);
    scene.pass(Duration.ofMinutes(1));
    assertEquals(PairState.ACTIVE, scene.pair(scene.blade1).state().word());
    assertEquals(PairState.CONFIRMING, scene.pair(scene.vpe1).state().word());
    scene.cutNetworks(false);
    scene.assertNothingMoved();
  }

  @Test
  void bothNetworksCutAndTheBeatStaleIsATakeover() {
    Scene scene = Scene.formed();
    scene.cutNetworks(true);
    scene.calm();
    scene.blade1.powerOff();
    scene.await(scene.vpe1, PairState.ACTIVE);
    scene.assertFenced(scene.blade1);
  }

  @Test
  void oneDirectionAloneMovesNothing() {
    Scene scene = Scene.formed();
    scene.world.network.cut(PathKind.PRIVATE, World.BLADE1, true);
    scene.world.network.cut(PathKind.PUBLIC, World.BLADE1, true);
    scene.pass(Duration.ofMinutes(1));
    assertEquals(PairState.ACTIVE, scene.pair(scene.blade1).state().word());
    scene.assertFenced();
  }

  @Test
  void aDiskThatOnlyTheActiveLosesIsGivenUpAndTakenOverByForce() {
    Scene scene = Scene.formed();
    scene.world.disk.hang(World.BLADE1, true);
    scene.await(scene.vpe1, PairState.ACTIVE);
    scene.assertFenced(scene.blade1);
  }

  @Test
  void aDiskThatBothLoseMovesNothing() {
    Scene scene = Scene.formed();
    scene.world.machines().forEach(machine -> scene.world.disk.hang(machine.name(), true));
    scene.pass(Duration.ofMinutes(1));
    assertEquals(PairState.ACTIVE, scene.pair(scene.blade1).state().word());
    scene.world.machines().forEach(machine -> scene.world.disk.hang(machine.name(), false));
    scene.assertNothingMoved();
  }

  @Test
  void aDiskThatOnlyTheStandbyLosesMovesNothing() {
    Scene scene = Scene.formed();
    scene.world.disk.hang(World.VPE1, true);
    scene.pass(Duration.ofMinutes(1));
    assertEquals(
        CannotTakeOverCause.DISK_UNREACHABLE,
        Fitness.ofPeer(scene.pair(scene.blade1).observed()).cause());
    scene.world.disk.hang(World.VPE1, false);
    scene.assertNothingMoved();
  }

  @Test
  void aBrokenResourceIsRestartedInPlace() {
    Scene scene = Scene.formed();
    scene.blade1.group.become(World.GROUP.get(1), Finding.FAILED);
    scene.assertServes(scene.blade1, scene.vpe1);
    assertEquals(1, scene.pair(scene.blade1).epoch().value());
    assertEquals(1, scene.count(NoticeKind.RESOURCE_FAILED));
    assertEquals(1, scene.count(NoticeKind.RESOURCE_RECOVERED));
  }

  @Test
  void aResourceThatKeepsBreakingMovesThePair() {
    Scene scene = Scene.formed();
    scene.blade1.group.startFails.add(World.GROUP.get(1));
    scene.blade1.group.become(World.GROUP.get(1), Finding.FAILED);
    scene.assertServes(scene.vpe1, scene.blade1);
    scene.assertFenced();
  }

  @Test
  void aTakeoverIsForcedByAPersonWhileTheActiveStillAnswers() {
    Scene scene = Scene.formed();
    String id = scene.order(scene.vpe1, Action.FORCE_TAKEOVER, World.VPE1, true);
    scene.await(scene.vpe1, PairState.ACTIVE);
    scene.assertAnswer(OperationState.SUCCEEDED, id);
    scene.assertFenced(scene.blade1);
  }

  @Test
  void whereTheSwitchDoesNotAnswerNothingIsTakenOver() {
    Scene scene = Scene.formed();
    scene.world.fenceFails = true;
    scene.blade1.powerOff();
    scene.pass(Duration.ofMinutes(2));
    assertTrue(!scene.vpe1.group.anyRuns(), scene::told);
    scene.world.fenceFails = false;
    scene.await(scene.vpe1, PairState.ACTIVE);
  }

  @Test
  void moreMovesThanAllowedAreSuppressedAndSaid() {
    Scene scene = Scene.formed(World.Rules.USUAL.withMaxMoves(1));
    scene.blade1.powerOff();
    scene.await(scene.vpe1, PairState.ACTIVE);
    scene.blade1.powerOn();
    scene.assertServes(scene.vpe1, scene.blade1);
    scene.order(scene.vpe1, Action.SWITCHOVER);
    scene.assertServes(scene.blade1, scene.vpe1);

    scene.blade1.powerOff();
    scene.pass(Duration.ofMinutes(1));

    assertTrue(!scene.vpe1.group.anyRuns(), scene::told);
    assertEquals(1, scene.count(NoticeKind.MOVES_SUPPRESSED));
    assertEquals(1, scene.vpe1.memory().counters().suppressedMoves());
    scene.pass(Duration.ofMinutes(10));
    scene.await(scene.vpe1, PairState.ACTIVE);
  }

  @Test
  void aNodeThatWasSwitchedOffAndCameBackUnheardIsSwitchedOffAgain() {
    Scene scene = Scene.formed();
    scene.cutNetworks(true);
    scene.calm();
    scene.blade1.agent().orElseThrow().stop();
    scene.await(scene.vpe1, PairState.ACTIVE);
    scene.blade1.powerOn();
    scene.await(scene.blade1, PairState.STANDBY);
    scene.calm();
    scene.order(scene.vpe1, Action.SWITCHOVER, World.BLADE1, true);
    scene.await(scene.blade1, PairState.ACTIVE);
    scene.calm();
    assertEquals(PairState.ACTIVE, scene.pair(scene.blade1).state().word());
    scene.assertFenced(scene.blade1);

    scene.blade1.agent().orElseThrow().stop();
    scene.await(scene.vpe1, PairState.ACTIVE);
    scene.assertFenced(scene.blade1, scene.blade1);
  }
}
