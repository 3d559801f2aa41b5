package io.hotpair.core.plan;

import io.hotpair.core.model.ProbePlan;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.site.ResourceSpec;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The order of a resource group. A resource starts once all that it needs runs, beside those that
 * need nothing of each other, and stops once nothing that needs it may run any more.
 *
 * @param startOrder all resources; each comes after those that it needs
 * @param needs what must run before a resource starts, and what those need in their turn
 * @param monitorInterval the time between two monitors, by resource
 * @param probes what the standby asks, in the start order of the resources that it is about
 */
public record GroupPlan(
    List<ResourceName> startOrder,
    Map<ResourceName, List<ResourceName>> needs,
    Map<ResourceName, Duration> monitorInterval,
    List<ProbePlan> probes) {
  /** Copies the collections. */
  public GroupPlan {
    startOrder = List.copyOf(startOrder);
    needs =
        needs.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, each -> List.copyOf(each.getValue())));
    monitorInterval = Map.copyOf(monitorInterval);
    probes = List.copyOf(probes);
  }

  /** The plan of a group that starts one after the other, and whose service nobody asks. */
  public GroupPlan(List<ResourceName> startOrder, Map<ResourceName, Duration> monitorInterval) {
    this(startOrder, monitorInterval, List.of());
  }

  /** The plan of a group that starts one after the other. */
  public GroupPlan(
      List<ResourceName> startOrder,
      Map<ResourceName, Duration> monitorInterval,
      List<ProbePlan> probes) {
    this(startOrder, oneAfterTheOther(startOrder), monitorInterval, probes);
  }

  /** The plan of a group as the site file lists it. */
  public static GroupPlan of(List<ResourceSpec> group) {
    return new GroupPlan(
        group.stream().map(ResourceSpec::name).toList(),
        needs(group),
        group.stream()
            .collect(Collectors.toMap(ResourceSpec::name, spec -> spec.times().interval())),
        group.stream().flatMap(GroupPlan::probes).toList());
  }

  private static Map<ResourceName, List<ResourceName>> oneAfterTheOther(List<ResourceName> order) {
    Map<ResourceName, List<ResourceName>> needs = new HashMap<>();
    for (int place = 0; place < order.size(); place++) {
      needs.put(order.get(place), List.copyOf(order.subList(0, place)));
    }
    return needs;
  }

  private static Map<ResourceName, List<ResourceName>> needs(List<ResourceSpec> group) {
    Map<ResourceName, List<ResourceName>> needs = new LinkedHashMap<>();
    for (ResourceSpec resource : group) {
      // Those before it are complete: a resource names earlier ones only.
      Set<ResourceName> all = new LinkedHashSet<>();
      for (ResourceName direct : resource.after().orElse(List.copyOf(needs.keySet()))) {
        all.addAll(needs.get(direct));
        all.add(direct);
      }
      needs.put(resource.name(), List.copyOf(all));
    }
    return needs;
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

  /** Whether a resource can't run without another one. */
  public boolean needs(ResourceName resource, ResourceName other) {
    return needs.getOrDefault(resource, List.of()).contains(other);
  }

  /** All resources; each comes before those that it needs. */
  public List<ResourceName> stopOrder() {
    return startOrder.reversed();
  }

  /** What must stop before a failed resource can be started again, and the resource itself last. */
  public List<ResourceName> stopOrderFor(ResourceName failed) {
    return startOrderFrom(failed).reversed();
  }

  /** What builds on a resource, in start order; the resource itself first. */
  public List<ResourceName> startOrderFrom(ResourceName first) {
    return startOrder.stream().filter(other -> other.equals(first) || needs(other, first)).toList();
  }

  /** Which of those that are still to be started need none of the others that are. */
  public List<ResourceName> startable(Collection<ResourceName> remaining) {
    return remaining.stream()
        .filter(
            resource -> Collections.disjoint(needs.getOrDefault(resource, List.of()), remaining))
        .toList();
  }

  /** Which of those that are still to be stopped none of the others needs. */
  public List<ResourceName> stoppable(Collection<ResourceName> remaining) {
    return remaining.stream()
        .filter(resource -> remaining.stream().noneMatch(other -> needs(other, resource)))
        .toList();
  }
}
