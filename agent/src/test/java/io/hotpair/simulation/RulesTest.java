package io.hotpair.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A rule that could be taken away unnoticed would be one that the simulation does not test. */
final class RulesTest {
  @ParameterizedTest
  @EnumSource(Rule.class)
  void takenAwayIsNoticedAndInForceBreaksNothing(Rule rule) {
    assertTrue(
        Simulation.firstWithout(rule).isPresent(),
        () -> "nobody notices that " + rule.removal() + ": " + rule.says());
  }
}
