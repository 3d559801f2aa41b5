package io.hotpair.simulation;

import io.hotpair.core.model.ProbePlan;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.plan.GroupPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the resources of the simulated group need of each other. */
enum GroupShape {
  /** Each needs the one before it. */
  CHAIN(List.of(World.FS), List.of(World.FS, World.DB)),
  /** The database needs no file system of the group's, the address needs both. */
  TWO_AT_THE_BOTTOM(List.of(), List.of(World.FS, World.DB)),
  /** Database and address need the file system, and nothing of each other. */
  TWO_AT_THE_TOP(List.of(World.FS), List.of(World.FS)),
  /** Nothing needs anything. */
  LOOSE(List.of(), List.of());

  private final Map<ResourceName, List<ResourceName>> needs;

  GroupShape(List<ResourceName> ofDatabase, List<ResourceName> ofAddress) {
    needs = Map.of(World.FS, List.of(), World.DB, ofDatabase, World.IP, ofAddress);
  }

  GroupPlan plan(Map<ResourceName, Duration> monitors, List<ProbePlan> probes) {
    return new GroupPlan(World.GROUP, needs, monitors, probes);
  }
}
