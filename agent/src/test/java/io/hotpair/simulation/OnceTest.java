package io.hotpair.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotpair.core.model.Action;
import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.PairState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An order is carried out at most once, and a repeat gets the first answer. */
final class OnceTest {
  @Test
  void aRepeatWhileTheOfferLiesOnTheDiskIsUnderWay() {
    Scene scene = Scene.formed();
    String id = scene.order(scene.blade1, Action.SWITCHOVER);
    awaitRecord(scene, Disposition.OFFERED, true);
    scene.blade1.killAgent();
    scene.blade1.forget();
    scene.blade1.startAgent();
    scene.await(scene.blade1, PairState.STANDBY);

    scene.repeat(scene.blade1, Action.SWITCHOVER, id, null, false);

    assertEquals(OperationState.RUNNING, wordOf(scene, scene.blade1, id), scene::told);
    scene.assertServes(scene.vpe1, scene.blade1);
    assertEquals(OperationState.SUCCEEDED, wordOf(scene, scene.blade1, id), scene::told);
    assertEquals(2, scene.pair(scene.vpe1).epoch().value());
  }

  @Test
  void aClaimThatWasNotMadeHasCarriedNothingOut() {
    Scene scene = Scene.formed();
    String id = scene.order(scene.blade1, Action.SWITCHOVER);
    awaitRecord(scene, Disposition.CLAIMING, false);
    scene.vpe1.killAgent();
    scene.await(scene.blade1, PairState.STANDBY);
    scene.vpe1.publicUp = false;
    scene.vpe1.startAgent();
    scene.await(scene.blade1, PairState.ACTIVE);
    scene.vpe1.publicUp = true;
    for (Machine machine : scene.world.machines()) {
      machine.killAgent();
      machine.forget();
      machine.startAgent();
    }
    scene.assertServes(scene.blade1, scene.vpe1);

    scene.repeat(scene.blade1, Action.SWITCHOVER, id, null, false);

    scene.assertServes(scene.vpe1, scene.blade1);
    scene.assertAnswer(OperationState.SUCCEEDED, id);
  }

  @Test
  void anOfferThatTheDiskDidNotTakeAtOnceIsWrittenAgain() {
    Scene scene = Scene.formed();
    scene.order(scene.blade1, Action.SWITCHOVER);
    scene.world.runUntil(
        "the group is stopped",
        Duration.ofSeconds(20),
        () ->
            scene.is(scene.blade1, PairState.STOPPING)
                && !scene.pair(scene.blade1).mayRun()
                && !scene.blade1.group.anyRuns());
    scene.world.disk.way(World.BLADE1).failing = true;
    scene.pass(Duration.ofMillis(20));
    scene.world.disk.way(World.BLADE1).failing = false;

    scene.assertServes(scene.vpe1, scene.blade1);

    scene.assertFenced();
  }

  @Test
  void aDiskThatStaysAwayWhenTheGroupHasStoppedIsNoReasonToWaitForEver() {
    Scene scene = Scene.formed();
    scene.order(scene.blade1, Action.SWITCHOVER);
    scene.await(scene.blade1, PairState.STOPPING);
    scene.world.disk.way(World.BLADE1).failing = true;

    scene.await(scene.vpe1, PairState.ACTIVE);

    scene.assertFenced(scene.blade1);
  }

  @Test
  void theEndOfAnOrderIsToldToWhoeverAskedAgain() {
    Scene scene = Scene.formed();
    String id = scene.order(scene.blade1, Action.SWITCHOVER);
    scene.await(scene.blade1, PairState.STOPPING);
    scene.world.publicLink(scene.vpe1, false);
    scene.pass(scene.timings.interval());
    scene.repeat(scene.vpe1, Action.SWITCHOVER, id, null, false);
    scene.await(scene.blade1, PairState.ACTIVE);
    scene.calm();

    for (Machine machine : scene.world.machines()) {
      assertEquals(OperationState.FAILED, wordOf(scene, machine, id), scene::told);
    }
  }

  private static OperationState wordOf(Scene scene, Machine machine, String id) {
    return scene.world.observer.word(machine.name(), id).state();
  }

  private static void awaitRecord(Scene scene, Disposition disposition, boolean offerer) {
    scene.world.runUntil(
        "the record says " + disposition,
        Duration.ofSeconds(20),
        () ->
            scene.world.disk.record(offerer ? World.BLADE1 : World.VPE1).disposition()
                == disposition);
  }
}
