package io.hotpair.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Runs schedules of faults, some thousand of them or as many as {@code -Dhotpair.seeds=N} says,
 * from {@code -Dhotpair.seed=N} on. A failure names its seed and shows its transcript; that seed
 * alone is {@code -Dhotpair.seed=N -Dhotpair.seeds=1}.
 */
final class SimulationTest {
  private static final long FIRST = Long.getLong("hotpair.seed", 1);
  private static final long MANY = Long.getLong("hotpair.seeds", 3000);

  @Test
  void noScheduleOfFaultsBreaksAnInvariantAndThePairRecoversFromEach() {
    long begun = System.nanoTime();
    List<String> failures =
        LongStream.range(FIRST, FIRST + MANY)
            .parallel()
            .mapToObj(Run::check)
            .flatMap(Optional::stream)
            .toList();
    double seconds = (System.nanoTime() - begun) / 1e9;

    System.out.printf("simulation: %d schedules, %.0f in a second%n", MANY, MANY / seconds);
    // The shortest transcript is the easiest to read.
    String shortest =
        failures.stream().min((one, other) -> one.length() - other.length()).orElse("");
    assertTrue(failures.isEmpty(), () -> failures.size() + " of " + MANY + " fail\n" + shortest);
  }

  @Test
  void theSameSeedGivesTheSameTranscriptByteForByte() {
    for (long seed = FIRST; seed < FIRST + 5; seed++) {
      String once = transcript(seed);
      assertEquals(once, transcript(seed));
      assertFalse(once.isEmpty());
    }
  }

  private static String transcript(long seed) {
    Run run = new Run(seed, true);
    run.play();
    return run.world().transcript.text();
  }
}
