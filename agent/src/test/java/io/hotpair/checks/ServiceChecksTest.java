package io.hotpair.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.checks.Finding.Verdict;
import io.hotpair.checks.ServiceChecks.Askers;
import io.hotpair.checks.ServiceChecks.Place;
import io.hotpair.core.model.FailbackPolicy;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.ResourceKind;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.site.PairSpec;
import io.hotpair.core.model.site.ProbeSpec;
import io.hotpair.core.model.site.ProbeWay;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.port.ServiceProbe;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each monitor and probe is asked once, from where it is asked in earnest. */
final class ServiceChecksTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Outcome<Boolean> WELL = new Outcome.Succeeded<>(true);
  private static final Outcome<Boolean> SILENT =
      new Outcome.Failed<>("tcp 10.0.0.100:5432 is not answered within 2000 ms");

  @Test
  void onTheActiveNodeMonitorsAndProbesAreAsked() throws InterruptedException {
    List<Finding> findings = findings(Place.HERE, WELL, SILENT);
    assertEquals(
        List.of("monitor erp/db[1]", "monitor erp/db[2]", "probe erp/db[1]"),
        findings.stream().map(Finding::subject).toList());
    assertEquals(Verdict.PASS, findings.get(0).verdict());
    assertTrue(
        findings.get(0).text().matches("asks answered in \\d+ ms, allowed are 2000 ms"),
        findings::toString);
    assertEquals(Verdict.FAIL, findings.get(2).verdict());
    assertEquals("tcp 10.0.0.100:5432 is not answered within 2000 ms", findings.get(2).text());
    assertEquals("mend the service, or correct probes: of erp/db", findings.get(2).advice());
  }

  @Test
  void aMonitorWithoutAnAnswerSaysWhatFollowsFromIt() throws InterruptedException {
    Finding monitor = findings(Place.HERE, SILENT, WELL).getFirst();
    assertEquals(Verdict.FAIL, monitor.verdict());
    assertEquals(
        "mend the service, or correct monitors: of erp/db: its restart, and then a move, follow"
            + " from this",
        monitor.advice());
  }

  @Test
  void onTheStandbyOnlyTheProbesAreAsked() throws InterruptedException {
    List<Finding> findings = findings(Place.AT_PEER, SILENT, SILENT);
    assertEquals(List.of("probe erp/db[1]"), findings.stream().map(Finding::subject).toList());
    assertTrue(findings.getFirst().advice().startsWith("see route and firewall from here"));
  }

  @Test
  void whereNothingIsActiveNothingIsAskedAndThatIsSaid() throws InterruptedException {
    for (Place place : List.of(Place.NOWHERE, Place.NOT_KNOWN)) {
      Finding only = findings(place, SILENT, SILENT).getFirst();
      assertEquals("services of erp", only.subject());
      assertEquals(Verdict.WARN, only.verdict());
      assertTrue(only.text().startsWith("monitors and probes not tried: no"), only::toString);
    }
  }

  @Test
  void aPairThatAsksNothingIsNoFinding() {
    assertEquals(
        List.of(), ServiceChecks.of(pair(resource(0, 0)), Place.NOWHERE, askers(WELL, WELL)));
  }

  @Test
  void whatWasNotAskedIsNoPass() throws InterruptedException {
    Finding unknown =
        findings(Place.AT_PEER, WELL, new Outcome.Unknown<>("psql could not be run")).getFirst();
    assertEquals(Verdict.FAIL, unknown.verdict());
    assertEquals("unknown: psql could not be run", unknown.text());
  }

  @Test
  void whatIsNotInstalledIsNotAsked() throws InterruptedException {
    ServiceProbe missing = new Fake(SILENT, new Outcome.Failed<>("/usr/bin/psql does not exist"));
    Askers askers = new Askers(resource -> List.of(), resource -> List.of(missing));
    Finding finding =
        CheckRun.of(ServiceChecks.of(pair(resource(0, 1)), Place.AT_PEER, askers)).getFirst();
    assertEquals("/usr/bin/psql does not exist", finding.text());
    assertEquals("install what is missing", finding.advice());
  }

  private static List<Finding> findings(
      Place place, Outcome<Boolean> monitor, Outcome<Boolean> probe) throws InterruptedException {
    return CheckRun.of(ServiceChecks.of(pair(resource(2, 1)), place, askers(monitor, probe)));
  }

  private static Askers askers(Outcome<Boolean> monitor, Outcome<Boolean> probe) {
    ServiceProbe asksMonitor = new Fake(monitor, WELL);
    return new Askers(
        resource -> List.of(asksMonitor, asksMonitor), resource -> List.of(new Fake(probe, WELL)));
  }

  private static PairSpec pair(ResourceSpec resource) {
    return new PairSpec(
        new PairName("erp"),
        new NodeName("blade1"),
        new NodeName("vpe1"),
        List.of(),
        List.of(resource),
        FailbackPolicy.MANUAL,
        2,
        3,
        Duration.ofHours(1));
  }

  private static ResourceSpec resource(int monitors, int probes) {
    ProbeSpec spec =
        new ProbeSpec(
            new ProbeWay.Tcp("10.0.0.100", 5432, "", ""), TIMEOUT, Duration.ofSeconds(5), 3);
    return new ResourceSpec(
        new ResourceName("db"),
        ResourceKind.SYSTEMD,
        "db.service",
        Map.of(),
        Map.of(),
        ResourceSpec.Times.USUAL,
        Collections.nCopies(monitors, spec),
        Collections.nCopies(probes, spec),
        Optional.empty());
  }

  private record Fake(Outcome<Boolean> ask, Outcome<Boolean> check) implements ServiceProbe {
    @Override
    public String name() {
      return "asks";
    }
  }
}
