package io.hotpair.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Action;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairState;
import io.hotpair.explain.Decision;
import io.hotpair.explain.Recorder;
import io.hotpair.explain.Turns;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Every move that the simulation decides is written as text, read again, and decided again by the
 * same rules: turn by turn the same. Each {@link Scene} does so with its own moves, too.
 */
final class DecisionReplayTest {
  private static final int SEEDS = 60;

  static void replaysToTheSame(Recorder.Recording move) {
    Decision decided = move.decision();
    Decision read = Decision.ofText(decided.toText());
    assertEquals(decided, read, "what was written is what is read");
    assertFalse(read.turns().isEmpty(), "a move without a turn");
    assertEquals(decided.turns(), Turns.replay(read));
  }

  @Test
  void everyMoveOfManySchedulesReplaysToTheSameDecision() {
    AtomicInteger moves = new AtomicInteger();
    for (long seed = 1; seed <= SEEDS; seed++) {
      Run run = new Run(seed, false);
      run.world.moves =
          move -> {
            moves.incrementAndGet();
            replaysToTheSame(move);
          };
      Played played = run.play();
      assertTrue(played.broken().isEmpty(), "seed " + seed + ": " + played.what());
    }
    assertTrue(moves.get() > SEEDS, "only " + moves + " moves in " + SEEDS + " schedules");
  }

  @Test
  void theNodeThatGivesAPairAwayTellsItsPartAsWell() {
    Scene scene = Scene.formed();
    List<NodeName> tellers = new ArrayList<>();
    scene.world.moves =
        move -> {
          tellers.add(move.decision().config().self());
          replaysToTheSame(move);
        };
    scene.order(scene.blade1, Action.SWITCHOVER);
    scene.await(scene.vpe1, PairState.ACTIVE);
    scene.await(scene.blade1, PairState.STANDBY);
    assertEquals(2, tellers.size(), tellers.toString());
    assertEquals(2, Set.copyOf(tellers).size(), tellers.toString());
  }

  @Test
  void anotherDecisionIsNoticed() {
    Scene scene = Scene.dark(World.Rules.USUAL);
    scene.world.moves =
        move -> {
          Decision decided = move.decision();
          Decision shorter =
              new Decision(
                  decided.pair(),
                  decided.config(),
                  decided.begin(),
                  decided.events().subList(1, decided.events().size()),
                  decided.turns());
          assertFalse(Turns.replay(shorter).equals(decided.turns()));
        };
    scene.world.boot();
    scene.await(scene.blade1, PairState.ACTIVE);
  }
}
