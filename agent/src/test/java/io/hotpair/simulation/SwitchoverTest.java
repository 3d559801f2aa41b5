package io.hotpair.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Action;
import io.hotpair.core.model.CannotTakeOverCause;
import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.FailbackPolicy;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.PairState;
import io.hotpair.core.pair.Fitness;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SwitchoverTest {
  @Test
  void orderedAtTheActiveItIsAnsweredAtBoth() {
    Scene scene = Scene.formed();

    String id = scene.order(scene.blade1, Action.SWITCHOVER);
    scene.assertServes(scene.vpe1, scene.blade1);

    scene.assertAnswer(OperationState.SUCCEEDED, id);
    for (Machine machine : scene.world.machines()) {
      assertEquals(id, machine.memory().executed().getFirst().requestId());
      assertEquals(OperationState.SUCCEEDED, machine.memory().executed().getFirst().state());
    }
    assertEquals(1, scene.count(NoticeKind.SWITCHOVER_STARTED));
    assertEquals(1, scene.count(NoticeKind.SWITCHOVER_COMPLETED));
    assertEquals(1, scene.vpe1.memory().counters().switchovers());
    scene.assertFenced();
  }

  @Test
  void orderedAtTheStandbyItIsPassedOn() {
    Scene scene = Scene.formed();

    String id = scene.order(scene.vpe1, Action.SWITCHOVER);
    scene.assertServes(scene.vpe1, scene.blade1);

    scene.assertAnswer(OperationState.SUCCEEDED, id);
    assertEquals(1, scene.vpe1.memory().counters().switchovers());
  }

  @Test
  void thePeerClaimsWithinMillisecondsOfTheOffer() {
    Scene scene = Scene.formed();
    scene.order(scene.blade1, Action.SWITCHOVER);

    scene.world.runUntil(
        "blade1 offers",
        Duration.ofSeconds(1),
        () -> scene.world.disk.record(World.BLADE1).disposition() == Disposition.OFFERED);

    scene.world.runUntil(
        "vpe1 claims", Duration.ofMillis(60), () -> scene.is(scene.vpe1, PairState.CLAIMING));
  }

  @Test
  void tenInARowMoveTheGroupTenTimes() {
    Scene scene = Scene.formed();
    for (int round = 0; round < 5; round++) {
      scene.order(scene.blade1, Action.SWITCHOVER);
      scene.assertServes(scene.vpe1, scene.blade1);
      scene.order(scene.blade1, Action.SWITCHOVER, World.BLADE1, false);
      scene.assertServes(scene.blade1, scene.vpe1);
    }

    assertEquals(11, scene.pair(scene.blade1).epoch().value());
    assertEquals(5, scene.blade1.memory().counters().switchovers());
    assertEquals(5, scene.vpe1.memory().counters().switchovers());
    assertEquals(10, scene.count(NoticeKind.SWITCHOVER_COMPLETED));
    scene.assertFenced();
  }

  @Test
  void aRepeatAtEitherNodeGetsTheFirstAnswerAndChangesNothing() {
    Scene scene = Scene.formed();
    String id = scene.order(scene.blade1, Action.SWITCHOVER);
    scene.pass(Duration.ofMillis(30));
    for (Machine machine : scene.world.machines()) {
      scene.repeat(machine, Action.SWITCHOVER, id, null, false);
    }
    scene.assertServes(scene.vpe1, scene.blade1);

    for (Machine machine : scene.world.machines()) {
      scene.repeat(machine, Action.SWITCHOVER, id, null, false);
      scene.assertAnswer(OperationState.SUCCEEDED, id);
    }

    scene.assertServes(scene.vpe1, scene.blade1);
    assertEquals(2, scene.pair(scene.vpe1).epoch().value());
  }

  @Test
  void aRepeatIsKnownFromTheDiskWhenBothNodesHaveLostTheirMemory() {
    Scene scene = Scene.formed();
    String id = scene.order(scene.blade1, Action.SWITCHOVER);
    scene.assertServes(scene.vpe1, scene.blade1);

    for (Machine machine : scene.world.machines()) {
      machine.killAgent();
      machine.forget();
      machine.startAgent();
    }
    scene.assertServes(scene.vpe1, scene.blade1);
    scene.repeat(scene.blade1, Action.SWITCHOVER, id, World.BLADE1, false);

    scene.assertAnswer(OperationState.SUCCEEDED, id);
    scene.assertServes(scene.vpe1, scene.blade1);
  }

  @Test
  void itWorksByTheDiskAloneWhenItIsForced() {
    Scene scene = Scene.formed();
    scene.cutNetworks(true);
    scene.calm();

    String id = scene.order(scene.blade1, Action.SWITCHOVER, World.VPE1, true);
    scene.await(scene.vpe1, PairState.ACTIVE);
    scene.cutNetworks(false);
    scene.assertServes(scene.vpe1, scene.blade1);

    scene.assertAnswer(OperationState.SUCCEEDED, id);
    scene.assertFenced();
  }

  @Test
  void anOfferThatNobodyTakesIsWithdrawn() {
    Scene scene = Scene.formed();
    scene.vpe1.killAgent();
    String id = scene.order(scene.blade1, Action.SWITCHOVER, World.VPE1, true);
    scene.await(scene.blade1, PairState.STOPPING);
    scene.await(scene.blade1, PairState.ACTIVE);

    scene.assertAnswer(OperationState.FAILED, id);
    assertEquals(1, scene.count(NoticeKind.SWITCHOVER_FAILED));
    assertEquals(0, scene.blade1.memory().counters().failovers());
    assertEquals(2, scene.pair(scene.blade1).epoch().value());
  }

  @Test
  void aStartThatFailsThereIsOfferedBackOnce() {
    Scene scene = Scene.formed();
    scene.vpe1.group.startFails.add(World.GROUP.get(1));

    String id = scene.order(scene.blade1, Action.SWITCHOVER);
    scene.await(scene.vpe1, PairState.STARTING);
    scene.assertServes(scene.blade1, scene.vpe1);

    scene.assertAnswer(OperationState.FAILED, id);
    assertEquals(1, scene.vpe1.memory().counters().failedMoves());
  }

  @Test
  void aNodeWhoseStartFailedSaysSoOverItsRestartUntilAPersonClearsIt() {
    Scene scene = afterAFailedStart();
    assertEquals(CannotTakeOverCause.START_FAILED, cause(scene));
    scene.vpe1.killAgent();
    scene.vpe1.startAgent();
    scene.assertServes(scene.blade1, scene.vpe1);
    assertEquals(CannotTakeOverCause.START_FAILED, cause(scene));

    String again = scene.order(scene.blade1, Action.SWITCHOVER);
    scene.assertAnswer(OperationState.REFUSED, again);
    String cleared = scene.order(scene.vpe1, Action.CLEAR_FAULT);
    scene.assertAnswer(OperationState.SUCCEEDED, cleared);
    scene.calm();
    assertEquals(CannotTakeOverCause.NONE, cause(scene));
    scene.order(scene.blade1, Action.SWITCHOVER);
    scene.assertServes(scene.vpe1, scene.blade1);
  }

  @Test
  void aNodeWhoseStartFailedTakesADeadPeerOverAndIsReadyAfterwards() {
    Scene scene = afterAFailedStart();
    scene.blade1.powerOff();
    scene.await(scene.vpe1, PairState.ACTIVE);
    scene.blade1.powerOn();
    scene.assertServes(scene.vpe1, scene.blade1);
    scene.order(scene.vpe1, Action.SWITCHOVER);
    scene.assertServes(scene.blade1, scene.vpe1);
    assertEquals(CannotTakeOverCause.NONE, cause(scene));
  }

  /** A switchover to vpe1 has failed; what it failed of is mended, and nobody has said so. */
  private static Scene afterAFailedStart() {
    Scene scene = Scene.formed();
    scene.vpe1.group.startFails.add(World.GROUP.get(1));
    scene.order(scene.blade1, Action.SWITCHOVER);
    scene.await(scene.vpe1, PairState.STARTING);
    scene.assertServes(scene.blade1, scene.vpe1);
    scene.vpe1.group.startFails.clear();
    return scene;
  }

  /** Why vpe1 could not take over, as blade1 hears it. */
  private static CannotTakeOverCause cause(Scene scene) {
    return Fitness.ofPeer(scene.pair(scene.blade1).observed()).cause();
  }

  @Test
  void aStartThatFailsOnBothWaitsForAPersonWhoClearsIt() {
    Scene scene = Scene.formed();
    for (Machine machine : scene.world.machines()) {
      machine.group.startFails.add(World.GROUP.get(1));
    }
    scene.order(scene.blade1, Action.SWITCHOVER);
    scene.await(scene.blade1, PairState.FAULTED);
    scene.await(scene.vpe1, PairState.FAULTED);
    scene.calm();
    assertTrue(
        scene.world.machines().stream().noneMatch(machine -> machine.group.anyRuns()), scene::told);

    scene.world.machines().forEach(machine -> machine.group.startFails.clear());
    scene.order(scene.vpe1, Action.CLEAR_FAULT);
    scene.order(scene.blade1, Action.CLEAR_FAULT);

    scene.world.runUntil(
        "one is active",
        Bounds.settling(scene.timings),
        () -> scene.is(scene.blade1, PairState.ACTIVE) || scene.is(scene.vpe1, PairState.ACTIVE));
  }

  @Test
  void oneClearedNodeStartsAlthoughTheOtherStillWaitsForItsPerson() {
    Scene scene = Scene.formed();
    for (Machine machine : scene.world.machines()) {
      machine.group.startFails.add(World.GROUP.get(1));
    }
    scene.order(scene.blade1, Action.SWITCHOVER);
    scene.await(scene.blade1, PairState.FAULTED);
    scene.await(scene.vpe1, PairState.FAULTED);
    scene.world.machines().forEach(machine -> machine.group.startFails.clear());

    scene.order(scene.blade1, Action.CLEAR_FAULT);

    scene.await(scene.blade1, PairState.ACTIVE);
    assertEquals(PairState.FAULTED, scene.pair(scene.vpe1).state().word());
  }

  @Test
  void aStopThatHangsAsksToBeFenced() {
    Scene scene = Scene.formed();
    scene.blade1.group.stopHangs.add(World.GROUP.get(2));

    scene.order(scene.blade1, Action.SWITCHOVER);
    scene.await(scene.vpe1, PairState.ACTIVE);

    scene.assertFenced(scene.blade1);
    assertEquals(1, scene.vpe1.memory().counters().takeovers());
    assertEquals(1, scene.count(NoticeKind.RESOURCE_FAILED));
  }

  @Test
  void aStopThatHangsForAWhileGoesOnWhenNobodyCanFence() {
    Scene scene = Scene.formed();
    scene.world.fenceFails = true;
    scene.blade1.group.stopHangs.add(World.GROUP.get(2));
    scene.order(scene.blade1, Action.SWITCHOVER);
    scene.pass(Duration.ofSeconds(30));
    assertEquals(PairState.STOPPING, scene.pair(scene.blade1).state().word());

    scene.blade1.group.stopHangs.clear();

    scene.assertServes(scene.vpe1, scene.blade1);
  }

  @Test
  void anAgentThatIsStoppedGivesThePairToItsPeer() {
    Scene scene = Scene.formed();

    scene.blade1.agent().orElseThrow().leave(false);
    scene.await(scene.vpe1, PairState.ACTIVE);

    assertTrue(scene.blade1.agent().isEmpty());
    assertEquals(1, scene.vpe1.memory().counters().switchovers());
    scene.assertFenced();
    scene.calm();
    scene.blade1.startAgent();
    scene.assertServes(scene.vpe1, scene.blade1);
  }

  @Test
  void anAgentThatIsStoppedWhileItStandsByMovesNothing() {
    Scene scene = Scene.formed();
    scene.vpe1.agent().orElseThrow().leave(false);
    scene.calm();
    assertTrue(scene.vpe1.agent().isEmpty());
    scene.vpe1.startAgent();
    scene.assertNothingMoved();
  }

  @Test
  void maintenanceMovesNothingUntilItEnds() {
    Scene scene = Scene.formed();
    scene.order(scene.vpe1, Action.SUSPEND);
    scene.await(scene.blade1, PairState.SUSPENDED);
    scene.await(scene.vpe1, PairState.SUSPENDED);

    String id = scene.order(scene.blade1, Action.SWITCHOVER);
    scene.assertRefused(id, "the pair is in maintenance: resume it first");
    scene.blade1.powerOff();
    scene.pass(Duration.ofMinutes(2));
    assertEquals(PairState.SUSPENDED, scene.pair(scene.vpe1).state().word());
    scene.assertFenced();

    scene.order(scene.vpe1, Action.RESUME);
    scene.await(scene.vpe1, PairState.ACTIVE);
    scene.blade1.powerOn();
    scene.assertServes(scene.vpe1, scene.blade1);
  }

  @Test
  void whatCannotBeDoneIsRefusedWithTheReason() {
    Scene scene = Scene.formed();
    Machine blade1 = scene.blade1;
    Machine vpe1 = scene.vpe1;

    scene.assertRefused(
        scene.order(blade1, Action.SWITCHOVER, World.BLADE1, false),
        "the pair is active on blade1 already");
    scene.assertRefused(
        scene.order(vpe1, Action.SWITCHOVER, World.BLADE1, false),
        "the pair is active on blade1 already");
    scene.assertRefused(scene.order(blade1, Action.CLEAR_FAULT), "blade1 is not faulted");
    scene.assertRefused(
        scene.order(blade1, Action.FORCE_TAKEOVER, null, true),
        "a takeover is forced on a standby; this node is active");
    scene.assertRefused(scene.order(vpe1, Action.FORCE_TAKEOVER), "a forced takeover needs force");
    scene.assertRefused(
        scene.order(vpe1, Action.FORCE_TAKEOVER, World.BLADE1, true),
        "a takeover is forced at the node that shall be active");
    scene.world.publicLink(vpe1, false);
    scene.calm();
    scene.assertRefused(
        scene.order(blade1, Action.SWITCHOVER),
        "vpe1 could not take over, publicNetworkDown: the public network is down here");
    vpe1.killAgent();
    scene.calm();
    scene.assertRefused(
        scene.order(blade1, Action.SWITCHOVER),
        "vpe1 could not take over, notHeard: nothing is heard of it");
    scene.assertNothingMovedAtActive();
  }

  @Test
  void anAutomaticFailbackWaitsUntilThePreferredNodeIsReady() {
    Scene scene = Scene.formed(World.Rules.USUAL.with(FailbackPolicy.AUTOMATIC));
    scene.blade1.powerOff();
    scene.await(scene.vpe1, PairState.ACTIVE);
    scene.blade1.powerOn();

    scene.assertServes(scene.blade1, scene.vpe1);
    assertEquals(List.of(World.BLADE1), scene.world.observer.fencings());
  }
}
