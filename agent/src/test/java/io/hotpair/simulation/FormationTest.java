package io.hotpair.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.PairState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class FormationTest {
  @Test
  void thePreferredNodeBecomesActiveAsSoonAsBothAreHeard() {
    Scene scene = Scene.dark(World.Rules.USUAL);
    scene.world.boot();

    scene.world.runUntil(
        "blade1 is active",
        scene.timings.joinWait(),
        () -> scene.is(scene.blade1, PairState.ACTIVE));

    scene.assertNothingMoved();
  }

  @Test
  void thePreferredNodeWaitsNoLongerThanTheJoinWaitForOneThatDoesNotCome() {
    Scene scene = Scene.dark(World.Rules.USUAL);
    scene.blade1.startAgent();

    scene.pass(scene.timings.joinWait().minusMillis(1));
    assertEquals(PairState.STANDBY, scene.pair(scene.blade1).state().word());
    scene.pass(Duration.ofSeconds(1));

    assertTrue(scene.is(scene.blade1, PairState.ACTIVE), scene::told);
  }

  @Test
  void theOtherNodeGivesThePreferredOneTimeAndThenStartsAlone() {
    Scene scene = Scene.dark(World.Rules.USUAL);
    scene.vpe1.startAgent();

    scene.pass(scene.timings.joinWait().plus(scene.timings.offerTime()));
    assertEquals(PairState.STANDBY, scene.pair(scene.vpe1).state().word());
    scene.pass(Duration.ofSeconds(1));
    assertTrue(scene.is(scene.vpe1, PairState.ACTIVE), scene::told);

    scene.assertFenced(scene.blade1);
    scene.blade1.powerOn();
    scene.assertServes(scene.vpe1, scene.blade1);
  }

  @Test
  void afterBothLostTheirPowerTheLastOwnerStartsAgain() {
    Scene scene = Scene.formed();
    scene.order(scene.vpe1, io.hotpair.core.model.Action.SWITCHOVER);
    scene.assertServes(scene.vpe1, scene.blade1);

    scene.blade1.powerOff();
    scene.vpe1.powerOff();
    scene.pass(Duration.ofMinutes(1));
    scene.blade1.powerOn();
    scene.pass(Duration.ofSeconds(2));
    scene.vpe1.powerOn();

    scene.assertServes(scene.vpe1, scene.blade1);
    scene.assertFenced();
  }

  @Test
  void oneThatBootsAloneBesideTheKeyOfAnotherSwitchesItOffFirst() {
    Scene scene = Scene.formed();
    scene.blade1.powerOff();
    scene.vpe1.powerOff();
    scene.pass(Duration.ofMinutes(1));

    scene.vpe1.powerOn();
    scene.await(scene.vpe1, PairState.ACTIVE);

    scene.assertFenced(scene.blade1);
  }

  @Test
  void anAgentThatIsInstalledOnARunningServiceAdoptsItWithoutAStop() {
    Scene scene = Scene.dark(World.Rules.USUAL);
    World.GROUP.forEach(
        resource -> scene.vpe1.group.become(resource, io.hotpair.core.pair.Event.Finding.RUNNING));
    scene.world.boot();

    scene.assertServes(scene.vpe1, scene.blade1);
    assertEquals(1, scene.pair(scene.vpe1).epoch().value());
  }

  @Test
  void aMachineWithoutPublicNetworkLeavesItsOwnKeyToTheOther() {
    Scene scene = Scene.formed();
    scene.blade1.powerOff();
    scene.world.publicLink(scene.blade1, false);
    scene.blade1.powerOn();

    scene.assertServes(scene.vpe1, scene.blade1);
    scene.assertFenced();
  }
}
