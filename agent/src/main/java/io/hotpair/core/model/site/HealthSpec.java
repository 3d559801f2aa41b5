package io.hotpair.core.model.site;

import io.hotpair.core.model.HealthKind;
import io.hotpair.core.model.HealthLimits;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.Timings;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is looked at of each node.
 *
 * @param limits by kind; a kind without an entry is not looked at
 */
public record HealthSpec(Map<HealthKind, HealthLimits> limits) {
  /** Nothing is looked at. */
  public static final HealthSpec NONE = new HealthSpec(Map.of());

  /** Copies the map. */
  public HealthSpec {
    limits = Map.copyOf(limits);
  }

  /** Everything, with the usual limits; how late a decision may be follows from the timings. */
  public static HealthSpec usual(Timings timings) {
    Map<HealthKind, HealthLimits> limits = new EnumMap<>(HealthKind.class);
    for (HealthKind kind : HealthKind.values()) {
      limits.put(kind, kind.usual());
    }
    HealthLimits lag = HealthKind.DECISION_LAG.usual();
    long half = timings.halfDeadTime().toMillis();
    limits.put(
        HealthKind.DECISION_LAG,
        new HealthLimits(
            OptionalLong.of(Math.max(half, 1)),
            lag.failing(),
            lag.failed(),
            lag.period(),
            lag.worseAfter(),
            lag.betterAfter(),
            lag.window()));
    return new HealthSpec(limits);
  }

  /**
   * The limits of a part; empty if it is not looked at. The crossover carries heartbeats and no
   * client: whatever is wrong with it, the group is as well off here as anywhere.
   */
  public Optional<HealthLimits> of(HealthKind kind, String subject) {
    Optional<HealthLimits> found = Optional.ofNullable(limits.get(kind));
    return subject.equals(PathKind.PRIVATE.label()) && isOfNetwork(kind)
        ? found.map(HealthLimits::onlyDegraded)
        : found;
  }

  /**
   * How long one node must be failing and the other not before that is believed to be a difference:
   * twice what a verdict takes on what both nodes share, for they look at different moments.
   */
  public Duration grace() {
    return limits.entrySet().stream()
        .filter(entry -> isShared(entry.getKey()))
        .map(entry -> entry.getValue().period().multipliedBy(2L * entry.getValue().worseAfter()))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private static boolean isShared(HealthKind kind) {
    return kind == HealthKind.LUN || isOfNetwork(kind);
  }

  private static boolean isOfNetwork(HealthKind kind) {
    return kind == HealthKind.NETWORK_ERRORS || kind == HealthKind.NETWORK_CARRIER;
  }
}
