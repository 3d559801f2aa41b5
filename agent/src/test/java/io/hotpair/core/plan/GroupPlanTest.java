package io.hotpair.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.ResourceKind;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.site.ResourceSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class GroupPlanTest {
  private static final ResourceName DATA = new ResourceName("data");
  private static final ResourceName LOGS = new ResourceName("logs");
  private static final ResourceName DATABASE = new ResourceName("database");
  private static final ResourceName REPORTS = new ResourceName("reports");
  private static final ResourceName ADDRESS = new ResourceName("address");

  /** Two file systems side by side, the database on one, reports on that, the address over all. */
  private static final GroupPlan PLAN =
      GroupPlan.of(
          List.of(
              resource(DATA, Optional.empty()),
              resource(LOGS, Optional.of(List.of())),
              resource(DATABASE, Optional.of(List.of(DATA))),
              resource(REPORTS, Optional.of(List.of(DATABASE))),
              resource(ADDRESS, Optional.empty())));

  @Test
  void whatNeedsNothingOfTheOthersStartsBesideThem() {
    assertEquals(List.of(DATA, LOGS), PLAN.startable(PLAN.startOrder()));
    assertEquals(
        List.of(LOGS, DATABASE), PLAN.startable(List.of(LOGS, DATABASE, REPORTS, ADDRESS)));
    assertEquals(List.of(ADDRESS), PLAN.startable(List.of(ADDRESS)));
  }

  @Test
  void withoutWordsOfItsOwnAResourceComesAfterAllBeforeIt() {
    for (ResourceName below : List.of(DATA, LOGS, DATABASE, REPORTS)) {
      assertTrue(PLAN.needs(ADDRESS, below), below::value);
    }
  }

  @Test
  void whatANeededOneNeedsIsNeeded() {
    assertTrue(PLAN.needs(REPORTS, DATA));
  }

  @Test
  void whatNoOtherNeedsStopsBesideTheOthers() {
    assertEquals(List.of(ADDRESS), PLAN.stoppable(PLAN.stopOrder()));
    assertEquals(List.of(REPORTS, LOGS), PLAN.stoppable(List.of(REPORTS, DATABASE, LOGS, DATA)));
  }

  @Test
  void aRestartReachesWhatBuildsOnItAndNothingElse() {
    assertEquals(List.of(ADDRESS, REPORTS, DATABASE), PLAN.stopOrderFor(DATABASE));
    assertEquals(List.of(LOGS, ADDRESS), PLAN.startOrderFrom(LOGS));
  }

  @Test
  void aPlainListStartsOneAfterTheOther() {
    GroupPlan plain = new GroupPlan(List.of(DATA, DATABASE, ADDRESS), Map.of());
    assertEquals(List.of(DATA), plain.startable(plain.startOrder()));
    assertEquals(List.of(ADDRESS), plain.stoppable(plain.stopOrder()));
    assertEquals(List.of(DATABASE, ADDRESS), plain.startOrderFrom(DATABASE));
  }

  private static ResourceSpec resource(ResourceName name, Optional<List<ResourceName>> after) {
    return new ResourceSpec(
        name,
        ResourceKind.SYSTEMD,
        name.value(),
        Map.of(),
        Map.of(),
        ResourceSpec.Times.USUAL,
        List.of(),
        List.of(),
        after);
  }
}
