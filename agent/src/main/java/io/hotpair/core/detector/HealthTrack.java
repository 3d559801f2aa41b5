package io.hotpair.core.detector;

import io.hotpair.core.model.HealthLimits;
import io.hotpair.core.model.HealthReading;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One part of the machine, look after look. One odd look changes nothing: a verdict falls when
 * several looks in a row were worse, and then only as far as the least of them; it rises when
 * several were better. Looks are counted, not time: a machine that stood still has seen nothing.
 *
 * @param limits what judges it
 * @param verdict what stands
 * @param leaning what the latest looks would have it be, if it is not what stands
 * @param value the last value: a level, or how much a count grew within the window; -1 if none
 * @param samples a count as it was, oldest first; the first is the newest before the window
 */
public record HealthTrack(
    HealthLimits limits,
    HealthVerdict verdict,
    Optional<Leaning> leaning,
    long value,
    List<Sample> samples) {
  /** How many samples are kept; more are thinned out, which can only make a growth look larger. */
  private static final int MOST_SAMPLES = 64;

  /**
   * Looks in a row that speak for another verdict, all worse or all better than what stands.
   *
   * @param verdict what all of them support
   * @param looks how many there are
   */
  public record Leaning(HealthVerdict verdict, int looks) {}

  /**
   * A count at a moment.
   *
   * @param at when
   * @param total how many
   */
  public record Sample(Moment at, long total) {}

  /** Copies the list. */
  public HealthTrack {
    samples = List.copyOf(samples);
  }

  /** Not looked at yet. */
  public static HealthTrack begin(HealthLimits limits) {
    return new HealthTrack(limits, HealthVerdict.UNKNOWN, Optional.empty(), -1, List.of());
  }

  /** After one more look. */
  public HealthTrack look(Moment now, HealthReading reading) {
    return switch (reading) {
      case HealthReading.Measured(long level, String text) ->
          seen(limits.judge(level, verdict), level, samples);
      case HealthReading.Counted(long total, String text) -> {
        List<Sample> kept = keep(now, total);
        long growth = total - kept.getFirst().total();
        yield seen(limits.judge(growth, verdict), growth, kept);
      }
      case HealthReading.Judged(HealthVerdict judged, String text) -> seen(judged, -1, samples);
      case HealthReading.NotKnown(String text) -> seen(HealthVerdict.UNKNOWN, -1, samples);
    };
  }

  private List<Sample> keep(Moment now, long total) {
    if (samples.isEmpty() || total < samples.getLast().total()) {
      return List.of(new Sample(now, total));
    }
    List<Sample> kept = new ArrayList<>(samples);
    if (total > kept.getLast().total()) {
      kept.add(new Sample(now, total));
    } else if (kept.size() == 1) {
      kept.set(0, new Sample(now, total));
    }
    // The count at the window's begin is that of the newest sample before it.
    while (kept.size() > 1 && now.isAtLeast(limits.window(), kept.get(1).at())) {
      kept.removeFirst();
    }
    if (kept.size() > MOST_SAMPLES) {
      kept.remove(1);
    }
    return kept;
  }

  private HealthTrack seen(HealthVerdict seen, long level, List<Sample> kept) {
    if (seen == verdict) {
      return new HealthTrack(limits, verdict, Optional.empty(), level, kept);
    }
    boolean worse = seen.isWorseThan(verdict);
    Leaning next =
        leaning
            .filter(before -> before.verdict().isWorseThan(verdict) == worse)
            .map(
                before ->
                    new Leaning(
                        worse ? before.verdict().and(seen) : before.verdict().or(seen),
                        before.looks() + 1))
            .orElse(new Leaning(seen, 1));
    // What was unknown is known from the first good look on.
    int needed = worse ? limits.worseAfter() : verdict.isBad() ? limits.betterAfter() : 1;
    return next.looks() >= needed
        ? new HealthTrack(limits, next.verdict(), Optional.empty(), level, kept)
        : new HealthTrack(limits, verdict, Optional.of(next), level, kept);
  }
}
