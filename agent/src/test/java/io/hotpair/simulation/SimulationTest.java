package io.hotpair.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Runs schedules of faults, as many as {@code -Dhotpair.seeds=N} says, from {@code
 * -Dhotpair.seed=N} on. More of them run by {@code hotpair simulate}, which also replays one.
 */
final class SimulationTest {
  private static final long FIRST = Long.getLong("hotpair.seed", 1);
  private static final long MANY = Long.getLong("hotpair.seeds", 1000);

  @Test
  void noScheduleOfFaultsBreaksAnInvariantAndThePairRecoversFromEach() {
    Simulation simulation = new Simulation(FIRST, MANY);
    simulation.run(Runtime.getRuntime().availableProcessors(), done -> {});

    assertEquals(0, simulation.failed(), () -> told(simulation));
  }

  private static String told(Simulation simulation) {
    return simulation.failures().stream()
        .map(played -> "seed " + played.seed() + ": " + played.what())
        .collect(
            Collectors.joining(
                "\n",
                "",
                "\n" + Simulation.replay(simulation.failures().getFirst().seed()).transcript()));
  }

  @Test
  void theSameSeedGivesTheSameTranscriptByteForByte() {
    for (long seed = FIRST; seed < FIRST + 5; seed++) {
      String once = Simulation.replay(seed).transcript();
      assertEquals(once, Simulation.replay(seed).transcript());
      assertFalse(once.isEmpty());
    }
  }

  @Test
  void whatIsNotWrittenGoesThroughTheSameDecisions() {
    Simulation simulation = new Simulation(FIRST, 1);
    simulation.run(1, done -> {});
    assertTrue(simulation.failures().isEmpty());
    assertEquals(Simulation.replay(FIRST).extremes().lines(), simulation.extremes().lines());
  }
}
