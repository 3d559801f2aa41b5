package io.hotpair.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotpair.checks.Finding.Verdict;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.ResourceName;
import io.hotpair.port.ResourceDriver;
import org.junit.jupiter.api.Test;

/** A resource whose equipment is missing, or not known, fails, and nothing is started. */
final class ResourceChecksTest {
  private static Finding finding(Outcome<Boolean> outcome) {
    return ResourceChecks.of(
        new PairName("erp"), new ResourceName("db"), () -> new CheckedOnly(outcome));
  }

  @Test
  void onlyWhatIsKnownToBeThereIsAPass() {
    assertEquals(Verdict.PASS, finding(new Outcome.Succeeded<>(true)).verdict());
    Finding missing = finding(new Outcome.Failed<>("pgsql does not exist"));
    assertEquals(Verdict.FAIL, missing.verdict());
    assertEquals("resource erp/db", missing.subject());
    assertEquals("pgsql does not exist", missing.text());
    assertEquals(Verdict.FAIL, finding(new Outcome.Unknown<>("no systemd")).verdict());
  }

  @Test
  void whatNoMachineCanRunIsAFailureAndNoDefect() {
    Finding malformed =
        ResourceChecks.of(
            new PairName("erp"),
            new ResourceName("db"),
            () -> {
              throw new IllegalArgumentException("OCF agent \"_x:y\": allowed is PROVIDER:TYPE");
            });
    assertEquals(Verdict.FAIL, malformed.verdict());
    assertEquals("OCF agent \"_x:y\": allowed is PROVIDER:TYPE", malformed.text());
  }

  private record CheckedOnly(Outcome<Boolean> check) implements ResourceDriver {
    @Override
    public Outcome<Finding> start() {
      throw new IllegalStateException("a check never starts");
    }

    @Override
    public Outcome<Finding> stop() {
      throw new IllegalStateException("a check never stops");
    }

    @Override
    public Outcome<Finding> monitor() {
      throw new IllegalStateException("a check asks the equipment");
    }
  }
}
