package io.hotpair.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.checks.Finding.Verdict;
import io.hotpair.core.model.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One reference that answers is enough, none is a failure, and a silent one is named. */
final class ReferenceChecksTest {
  private static final Outcome<Boolean> ANSWERS = new Outcome.Succeeded<>(true);
  private static final Outcome<Boolean> SILENT = new Outcome.Succeeded<>(false);

  @Test
  void allAnswer() {
    List<Finding> findings = findings(Map.of("10.0.0.1", ANSWERS, "10.0.0.2", ANSWERS));
    assertEquals(List.of(Verdict.PASS), verdicts(findings));
    assertEquals("answering: 10.0.0.1, 10.0.0.2", findings.getFirst().text());
  }

  @Test
  void aSilentOneIsNamedBesideOneThatAnswers() {
    List<Finding> findings = findings(Map.of("10.0.0.1", ANSWERS, "10.0.0.2", SILENT));
    assertEquals(List.of(Verdict.PASS, Verdict.WARN), verdicts(findings));
    assertEquals("reference 10.0.0.2", findings.getLast().subject());
  }

  @Test
  void noneIsAFailureAndNotKnownIsNoAnswer() {
    List<Finding> findings =
        findings(Map.of("10.0.0.1", SILENT, "10.0.0.2", new Outcome.Unknown<>("no device")));
    assertEquals(List.of(Verdict.FAIL, Verdict.WARN, Verdict.WARN), verdicts(findings));
    assertEquals("unknown: no device", findings.getLast().text());
    assertTrue(findings.getFirst().advice().contains("networks.public.reference"));
  }

  @Test
  void aSiteMayNameNone() {
    assertEquals(List.of(Verdict.PASS), verdicts(findings(Map.of())));
  }

  private static List<Finding> findings(Map<String, Outcome<Boolean>> addresses) {
    return ReferenceChecks.of(addresses.keySet().stream().sorted().toList(), addresses::get);
  }

  private static List<Verdict> verdicts(List<Finding> findings) {
    return findings.stream().map(Finding::verdict).toList();
  }
}
