package io.hotpair.simulation;

import io.hotpair.core.model.Timings;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The longest that was seen of each measure, for each set of timings. Not for two threads. */
public final class Extremes {
  private final Map<Key, Longest> longest =
      new TreeMap<>(Comparator.comparing(Key::measure).thenComparing(Key::timings));

  private record Key(Measure measure, String timings) {}

  /**
   * One line of the table.
   *
   * @param timings the timings' name
   * @param limit what the timings allow; {@link Duration#ZERO} if they say nothing
   * @param seed in which run it was
   */
  public record Longest(
      Measure measure, String timings, Duration span, Duration limit, long seed) {}

  void see(Measure measure, Timings timings, Duration span, long seed) {
    keep(
        new Longest(
            measure,
            World.nameOf(timings),
            span,
            measure.limit(timings).orElse(Duration.ZERO),
            seed));
  }

  /** Takes in what another run has seen; for equal spans the lower seed stays. */
  void merge(Extremes other) {
    other.longest.values().forEach(this::keep);
  }

  private void keep(Longest seen) {
    longest.merge(
        new Key(seen.measure(), seen.timings()),
        seen,
        (old, next) -> {
          int order = next.span().compareTo(old.span());
          return order > 0 || order == 0 && next.seed() < old.seed() ? next : old;
        });
  }

  /** All lines, in the order of the measures. */
  public List<Longest> lines() {
    return List.copyOf(longest.values());
  }
}
