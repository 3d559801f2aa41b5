package io.hotpair.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.checks.Finding.Verdict;
import io.hotpair.core.model.FailbackPolicy;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.LunName;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.Timings;
import io.hotpair.core.model.site.HealthSpec;
import io.hotpair.core.model.site.LunSpec;
import io.hotpair.core.model.site.Networks;
import io.hotpair.core.model.site.NodeSpec;
import io.hotpair.core.model.site.PairSpec;
import io.hotpair.core.model.site.Secret;
import io.hotpair.core.model.site.Site;
import io.hotpair.port.Inspection.WatchdogFacts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A lease's watchdog must be free, or the agent's, and take the time that the lease has. */
final class WatchdogCheckTest {
  private static final NodeName A = new NodeName("a");
  private static final NodeName B = new NodeName("b");
  private static final long WANTED = Timings.BALANCED.watchdog().toSeconds();

  private static Site site() {
    LunSpec lun =
        new LunSpec(new LunName("data"), "/dev/x", GuardKind.LEASE, Optional.of("/dev/y"));
    PairSpec pair =
        new PairSpec(
            new PairName("erp"),
            A,
            B,
            List.of(lun),
            List.of(),
            FailbackPolicy.MANUAL,
            1,
            3,
            Duration.ofMinutes(10));
    NodeSpec node =
        new NodeSpec(A, 1, false, Optional.empty(), Optional.of("/dev/watchdog0"), Map.of());
    return new Site(
        "as300",
        new Secret(new byte[32]),
        "abc",
        Map.of(A, node),
        new Networks(1, 2, List.of()),
        Timings.BALANCED,
        Map.of(pair.name(), pair),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        HealthSpec.usual(Timings.BALANCED),
        false);
  }

  private static Finding finding(WatchdogFacts facts, boolean held) {
    FakeMachine machine = new FakeMachine();
    machine.watchdog = new Outcome.Succeeded<>(facts);
    return new MachineChecks(machine).watchdog(site(), A, held);
  }

  private static WatchdogFacts facts(boolean running, long least, boolean noWayOut) {
    return new WatchdogFacts(
        "iTCO_wdt", running, 30, Optional.of(least), Optional.of(600L), noWayOut);
  }

  @Test
  void onlyTheAgentMayHoldIt() {
    assertEquals(Verdict.PASS, finding(facts(false, 1, false), false).verdict());
    assertEquals(Verdict.PASS, finding(facts(true, 1, false), true).verdict());
    Finding taken = finding(facts(true, 1, false), false);
    assertEquals(Verdict.FAIL, taken.verdict());
    assertTrue(taken.text().contains("held by another"), taken.text());
    assertTrue(taken.advice().contains("RuntimeWatchdogSec"), taken.advice());
  }

  @Test
  void itsShortestTimeMustNotOutlastTheLease() {
    assertEquals(Verdict.PASS, finding(facts(false, WANTED, false), false).verdict());
    assertEquals(Verdict.FAIL, finding(facts(false, WANTED + 1, false), false).verdict());
  }

  @Test
  void oneThatCannotBeStoppedIsWarnedOf() {
    Finding finding = finding(facts(false, 1, true), false);
    assertEquals(Verdict.WARN, finding.verdict());
    assertTrue(finding.text().contains("nowayout"), finding.text());
  }
}
