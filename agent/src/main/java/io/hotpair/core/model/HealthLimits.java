package io.hotpair.core.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * From where on a part of a machine counts as worse, and how soon that is believed.
 *
 * @param degraded the least value that is degraded; empty: none is
 * @param failing the least value that is failing, not below {@code degraded}; empty: none is
 * @param failed the least value that is failed, not below {@code failing}; empty: none is
 * @param period between two looks; 1 s or more
 * @param worseAfter looks in a row that must be worse than the verdict; 1 or more
 * @param betterAfter looks in a row that must be better; 1 or more
 * @param window how far back a count's growth goes
 */
public record HealthLimits(
    OptionalLong degraded,
    OptionalLong failing,
    OptionalLong failed,
    Duration period,
    int worseAfter,
    int betterAfter,
    Duration window) {
  /** Two looks are never closer than this. */
  public static final Duration SHORTEST_PERIOD = Duration.ofSeconds(1);

  /** A verdict is held until the value is this part of its limit below it. */
  private static final long BAND = 10;

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException if they are not in order; says which
   */
  public HealthLimits {
    refuseAbove("degraded", degraded, "failing", failing);
    refuseAbove("failing", failing, "failed", failed);
    refuseAbove("degraded", degraded, "failed", failed);
    if (period.compareTo(SHORTEST_PERIOD) < 0) {
      throw new IllegalArgumentException(
          "period is " + period.toMillis() + " ms, allowed are 1000 ms and more");
    }
    if (worseAfter < 1 || betterAfter < 1) {
      throw new IllegalArgumentException("a verdict takes one look at least");
    }
  }

  private static void refuseAbove(String lower, OptionalLong low, String upper, OptionalLong high) {
    if (low.isPresent() && high.isPresent() && low.getAsLong() > high.getAsLong()) {
      throw new IllegalArgumentException(
          lower
              + " from "
              + low.getAsLong()
              + " is above "
              + upper
              + " from "
              + high.getAsLong()
              + ", so nothing would be "
              + lower);
    }
  }

  /** Limits of a level, with a look every {@code seconds}. */
  static HealthLimits of(long degraded, long failing, long failed, long seconds) {
    return new HealthLimits(
        limit(degraded),
        limit(failing),
        limit(failed),
        Duration.ofSeconds(seconds),
        3,
        6,
        Duration.ofHours(24));
  }

  // 0: none. Every limit is above 0, for 0 is what a part shows that works.
  private static OptionalLong limit(long value) {
    return value == 0 ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** The same, believed after other numbers of looks. */
  HealthLimits after(int worse, int better) {
    return new HealthLimits(degraded, failing, failed, period, worse, better, window);
  }

  /** The same for a growth within a time. */
  HealthLimits within(Duration time) {
    return new HealthLimits(degraded, failing, failed, period, worseAfter, betterAfter, time);
  }

  /** The same, where nothing is worse than degraded: a fault that no move mends. */
  public HealthLimits onlyDegraded() {
    return new HealthLimits(
        degraded,
        OptionalLong.empty(),
        OptionalLong.empty(),
        period,
        worseAfter,
        betterAfter,
        window);
  }

  /**
   * What a value means.
   *
   * @param held the verdict until now: it stands until the value is clearly below its limit
   */
  public HealthVerdict judge(long value, HealthVerdict held) {
    if (reaches(failed, value, held == HealthVerdict.FAILED)) {
      return HealthVerdict.FAILED;
    }
    if (reaches(failing, value, held.isFailing())) {
      return HealthVerdict.FAILING;
    }
    return reaches(degraded, value, held.isBad()) ? HealthVerdict.DEGRADED : HealthVerdict.OK;
  }

  private static boolean reaches(OptionalLong limit, long value, boolean held) {
    return limit.isPresent() && value >= limit.getAsLong() - (held ? limit.getAsLong() / BAND : 0);
  }

  /** The limits for people, as {@code degraded from 90 %, failing from 99 %}. */
  public String text(String unit) {
    List<String> limits = new ArrayList<>();
    degraded.ifPresent(limit -> limits.add("degraded from " + limit + " " + unit));
    failing.ifPresent(limit -> limits.add("failing from " + limit + " " + unit));
    failed.ifPresent(limit -> limits.add("failed from " + limit + " " + unit));
    return String.join(", ", limits);
  }
}
