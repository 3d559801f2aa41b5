package io.hotpair.core.plan;

import io.hotpair.core.model.ProbePlan;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.site.ResourceSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The order of a resource group.
 *
 * @param startOrder all resources, first to start first
 * @param monitorInterval the time between two monitors, by resource
 * @param probes what the standby asks, in the start order of the resources that it is about
 */
public record GroupPlan(
    List<ResourceName> startOrder,
    Map<ResourceName, Duration> monitorInterval,
    List<ProbePlan> probes) {
  /** Copies the collections. */
  public GroupPlan {
    startOrder = List.copyOf(startOrder);
    monitorInterval = Map.copyOf(monitorInterval);
    probes = List.copyOf(probes);
  }

  /** The plan of a group whose service nobody asks. */
  public GroupPlan(List<ResourceName> startOrder, Map<ResourceName, Duration> monitorInterval) {
    this(startOrder, monitorInterval, List.of());
  }

  /** The plan of a group as the site file lists it. */
  public static GroupPlan of(List<ResourceSpec> group) {
    return new GroupPlan(
        group.stream().map(ResourceSpec::name).toList(),
        group.stream()
            .collect(Collectors.toMap(ResourceSpec::name, spec -> spec.times().interval())),
        group.stream().flatMap(GroupPlan::probes).toList());
  }

  private static Stream<ProbePlan> probes(ResourceSpec resource) {
    return resource.probes().stream()
        .map(
            probe ->
                new ProbePlan(
                    resource.name(), probe.failures(), probe.interval().plus(probe.timeout())));
  }

  /** How many probes of a resource in a row must get no answer; 1 if none is about it. */
  public int failuresOf(ResourceName resource) {
    return probes.stream()
        .filter(probe -> probe.resource().equals(resource))
        .mapToInt(ProbePlan::failures)
        .max()
        .orElse(1);
  }

  /** The longest time that a probe which has begun may still take to count, with its pace. */
  public Duration longestPace() {
    return probes.stream().map(ProbePlan::pace).max(Duration::compareTo).orElse(Duration.ZERO);
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
