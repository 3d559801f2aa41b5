package io.hotpair.config;

import io.hotpair.core.model.HealthKind;
import io.hotpair.core.model.HealthLimits;
import io.hotpair.core.model.Timings;
import io.hotpair.core.model.site.HealthSpec;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads {@code health}: for each kind of part {@code off}, or what differs from its usual limits. A
 * limit is a number or {@code never}.
 */
final class HealthReader {
  private static final String OFF = "off";
  private static final String NEVER = "never";
  private static final int LARGEST = 1_000_000_000;
  private static final int MOST_LOOKS = 1_000;

  private HealthReader() {}

  static HealthSpec read(Value value, Timings timings) {
    Map<HealthKind, HealthLimits> limits = new EnumMap<>(HealthKind.class);
    limits.putAll(HealthSpec.usual(timings).limits());
    Section section = value.section();
    for (HealthKind kind : HealthKind.values()) {
      section
          .optional(kind.key())
          .ifPresent(
              given -> {
                if (given.isSection()) {
                  limits(given, kind, limits.get(kind)).ifPresent(read -> limits.put(kind, read));
                } else if (given.isWord(OFF)) {
                  limits.remove(kind);
                } else {
                  given.refuseText("are off, and a mapping of limits");
                }
              });
    }
    section.end();
    return new HealthSpec(limits);
  }

  private static Optional<HealthLimits> limits(Value value, HealthKind kind, HealthLimits usual) {
    Section section = value.section();
    OptionalLong degraded = usual.degraded();
    OptionalLong failing = usual.failing();
    OptionalLong failed = usual.failed();
    if (kind.hasLimits()) {
      degraded = limit(section, "degraded", degraded);
      failing = limit(section, "failing", failing);
      failed = limit(section, "failed", failed);
    }
    Duration period = section.optional("period").flatMap(Value::duration).orElse(usual.period());
    int worse = looks(section, "worse-after", usual.worseAfter());
    int better = looks(section, "better-after", usual.betterAfter());
    section.end();
    try {
      return Optional.of(
          new HealthLimits(degraded, failing, failed, period, worse, better, usual.window()));
    } catch (IllegalArgumentException broken) {
      return value.refuse("breaks a rule: " + broken.getMessage());
    }
  }

  private static OptionalLong limit(Section section, String key, OptionalLong usual) {
    Optional<Value> given = section.optional(key);
    if (given.isEmpty()) {
      return usual;
    }
    if (given.get().isWord(NEVER)) {
      return OptionalLong.empty();
    }
    return given.get().number(1, LARGEST).map(number -> OptionalLong.of(number)).orElse(usual);
  }

  private static int looks(Section section, String key, int usual) {
    return section.optional(key).flatMap(value -> value.number(1, MOST_LOOKS)).orElse(usual);
  }
}
