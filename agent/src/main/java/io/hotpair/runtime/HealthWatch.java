package io.hotpair.runtime;

import io.hotpair.core.model.HealthLimits;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.NodeHealth;
import io.hotpair.core.model.NoticeDraft;
import io.hotpair.core.model.site.HealthSpec;
import io.hotpair.port.HealthProbe;
import io.hotpair.port.LocalHost;
import io.hotpair.view.HealthView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Looks at the parts of this machine, each at its own pace. What may hang in a broken disk has a
 * thread of its own, so that it keeps nobody; what does not come back is judged by how long it has
 * been waited for.
 */
final class HealthWatch {
  /** How often a look that has not come back is judged. */
  private static final Duration STEP = Duration.ofSeconds(1);

  private final List<WatchedPart> parts;

  /**
   * Nothing is looked at before {@link #bodies} run.
   *
   * @param spec which kinds are looked at, with their limits
   * @param tell told of each verdict that something is wrong, and of its end
   */
  HealthWatch(
      HealthSpec spec, List<HealthProbe> probes, LocalHost host, Consumer<NoticeDraft> tell) {
    List<WatchedPart> watched = new ArrayList<>();
    for (HealthProbe probe : probes) {
      Optional<HealthLimits> limits = spec.of(probe.kind(), probe.subject());
      limits.ifPresent(of -> watched.add(new WatchedPart(probe, of, host, tell)));
    }
    watched.sort(Comparator.comparing(WatchedPart::name));
    parts = List.copyOf(watched);
  }

  /** What looks, by a name for its thread; each ends when it is interrupted. */
  Map<String, Runnable> bodies() {
    Map<String, Runnable> bodies = new LinkedHashMap<>();
    List<WatchedPart> prompt = parts.stream().filter(part -> !part.mayHang()).toList();
    bodies.put("health", () -> watch(prompt));
    for (WatchedPart part : parts) {
      if (part.mayHang()) {
        bodies.put("health-" + part.name(), () -> watch(List.of(part)));
      }
    }
    bodies.put("health-overdue", this::mind);
    return bodies;
  }

  private static void watch(List<WatchedPart> parts) {
    try {
      while (true) {
        parts.forEach(WatchedPart::lookIfDue);
        TimeUnit.NANOSECONDS.sleep(STEP.toNanos());
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private void mind() {
    try {
      while (true) {
        TimeUnit.NANOSECONDS.sleep(STEP.toNanos());
        parts.forEach(WatchedPart::judgeIfOverdue);
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  /** The parts as they stand, by name; does not wait. */
  List<HealthView> rows() {
    return parts.stream().map(WatchedPart::view).toList();
  }

  /** All parts together; does not wait. */
  NodeHealth all() {
    List<HealthView> rows = rows();
    HealthVerdict worst = worst(rows.stream().map(HealthView::verdict).toList());
    if (!worst.isBad()) {
      return new NodeHealth(worst, "");
    }
    String names =
        rows.stream()
            .filter(row -> row.verdict() == worst)
            .map(HealthView::name)
            .collect(Collectors.joining(", "));
    return new NodeHealth(worst, names + ": " + worst.label());
  }

  /** What does not tell says nothing about the others. */
  static HealthVerdict worst(List<HealthVerdict> verdicts) {
    return verdicts.stream()
        .filter(verdict -> verdict != HealthVerdict.UNKNOWN)
        .reduce(HealthVerdict::or)
        .orElse(HealthVerdict.UNKNOWN);
  }
}
