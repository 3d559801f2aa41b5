package io.hotpair.core.plan;

import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.site.ResourceSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The order of a resource group.
 *
 * @param startOrder all resources, first to start first
 * @param monitorInterval the time between two monitors, by resource
 */
public record GroupPlan(
    List<ResourceName> startOrder, Map<ResourceName, Duration> monitorInterval) {
  /** Copies the collections. */
  public GroupPlan {
    startOrder = List.copyOf(startOrder);
    monitorInterval = Map.copyOf(monitorInterval);
  }

  /** The plan of a group as the site file lists it. */
  public static GroupPlan of(List<ResourceSpec> group) {
    return new GroupPlan(
        group.stream().map(ResourceSpec::name).toList(),
        group.stream()
            .collect(Collectors.toMap(ResourceSpec::name, spec -> spec.times().interval())));
  }

  /** All resources, first to stop first. */
  public List<ResourceName> stopOrder() {
    return startOrder.reversed();
  }

  /** What must stop before a failed resource can be started again, and the resource itself. */
  public List<ResourceName> stopOrderFor(ResourceName failed) {
    return startOrder.subList(startOrder.indexOf(failed), startOrder.size()).reversed();
  }

  /** What follows in the start order, the resource itself first. */
  public List<ResourceName> startOrderFrom(ResourceName first) {
    return startOrder.subList(startOrder.indexOf(first), startOrder.size());
  }
}
