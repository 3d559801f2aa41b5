package io.hotpair.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Action;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.PathKind;
import org.junit.jupiter.api.Test;

/** A service that its own monitors find well, and that no client gets an answer from. */
final class GrayTest {
  @Test
  void itIsRestartedInPlaceAndThenMovedAndNobodyIsFenced() {
    Scene scene = Scene.formed();
    scene.blade1.group.gray = true;

    scene.await(scene.vpe1, PairState.ACTIVE);
    scene.assertServes(scene.vpe1, scene.blade1);

    assertEquals(MoveReason.RESOURCE_FAILED, scene.vpe1.memory().lastMove().reason());
    assertEquals(
        World.Rules.USUAL.restarts(),
        scene.blade1.group.starts().stream().filter(World.GROUP.getLast()::equals).count() - 1,
        scene::told);
    assertEquals(1, scene.vpe1.memory().counters().switchovers());
    scene.assertFenced();
  }

  @Test
  void itIsToldOfAsWhatItIs() {
    Scene scene = Scene.formed();
    scene.blade1.group.gray = true;

    scene.await(scene.vpe1, PairState.ACTIVE);

    assertEquals(
        "ip is not served to clients, says vpe1: no answer",
        scene.world.observer.notices(NoticeKind.RESOURCE_FAILED).getFirst().draft().text());
  }

  @Test
  void aServiceThatAnswersAgainAfterARestartStays() {
    Scene scene = Scene.formed();
    scene.blade1.group.gray = true;
    scene.world.runUntil(
        "the first restart",
        scene.timings.deadTime().multipliedBy(10),
        () -> scene.blade1.group.starts().size() > World.GROUP.size());
    scene.blade1.group.gray = false;

    scene.pass(scene.timings.deadTime().multipliedBy(20));

    scene.assertServes(scene.blade1, scene.vpe1);
    assertEquals(1, scene.pair(scene.blade1).epoch().value(), scene::told);
    assertEquals(World.GROUP.size() + 1, scene.blade1.group.starts().size(), scene::told);
  }

  @Test
  void aServiceThatIsGrayOnBothNodesDoesNotGoToAndFro() {
    Scene scene = Scene.formed();
    scene.blade1.group.gray = true;
    scene.vpe1.group.gray = true;

    scene.pass(scene.timings.deadTime().multipliedBy(100));

    // It never answered from the other: what is known of it there is nothing.
    assertEquals(1, scene.vpe1.memory().counters().switchovers(), scene::told);
    assertTrue(scene.is(scene.vpe1, PairState.ACTIVE), scene::told);
  }

  @Test
  void aPublicPathThatIsCutMovesNothing() {
    Scene scene = Scene.formed();
    scene.world.cut(PathKind.PUBLIC, true);

    scene.pass(scene.timings.deadTime().multipliedBy(20));

    scene.assertNothingMoved();
  }

  @Test
  void oneDirectionOfThePublicPathThatIsCutMovesNothing() {
    for (boolean fromStandby : new boolean[] {true, false}) {
      Scene scene = Scene.formed();
      Machine from = fromStandby ? scene.vpe1 : scene.blade1;
      scene.world.network.cut(PathKind.PUBLIC, from.name(), true);

      scene.pass(scene.timings.deadTime().multipliedBy(20));

      scene.assertNothingMoved();
    }
  }

  @Test
  void inMaintenanceNothingIsRestarted() {
    Scene scene = Scene.formed();
    scene.order(scene.blade1, Action.SUSPEND);
    scene.calm();
    scene.blade1.group.gray = true;

    scene.pass(scene.timings.deadTime().multipliedBy(20));

    assertEquals(World.GROUP, scene.blade1.group.starts(), scene::told);
  }
}
