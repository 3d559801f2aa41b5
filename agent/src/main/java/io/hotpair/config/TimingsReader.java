package io.hotpair.config;

import io.hotpair.core.model.Timings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads {@code timings}: a word, every value, or a base and what differs from it. */
final class TimingsReader {
  private static final Map<String, Timings> WORDS = words();

  private boolean complete = true;

  private TimingsReader() {}

  private static Map<String, Timings> words() {
    Map<String, Timings> words = new LinkedHashMap<>();
    words.put("fast", Timings.FAST);
    words.put("balanced", Timings.BALANCED);
    words.put("relaxed", Timings.RELAXED);
    return words;
  }

  static Optional<Timings> read(Value value) {
    return value.isSection() ? new TimingsReader().fromSection(value) : value.word(WORDS);
  }

  private Optional<Timings> fromSection(Value value) {
    Section section = value.section();
    Optional<Value> baseWord = section.optional("base");
    Optional<Timings> base = baseWord.flatMap(word -> word.word(WORDS));
    complete = baseWord.isEmpty() || base.isPresent();
    // With a base of an unknown word, any base shows what else is wrong.
    Timings from = base.orElse(Timings.BALANCED);
    boolean required = baseWord.isEmpty();
    Duration interval = time(section, "interval", required, from.interval());
    int misses = number(section, "misses", required, from.misses(), 1_000);
    Duration jitter = time(section, "jitter", required, from.jitter());
    Duration dead = time(section, "dead-time", required, from.deadTime());
    Duration audit = time(section, "audit-period", required, from.auditPeriod());
    Duration io = time(section, "io-deadline", required, from.ioDeadline());
    Duration fence = time(section, "fence-deadline", required, from.fenceDeadline());
    Duration offer = time(section, "offer-time", required, from.offerTime());
    Duration join = time(section, "join-wait", required, from.joinWait());
    Duration grace = time(section, "isolation-grace", required, from.isolationGrace());
    Duration lease = time(section, "lease", required, from.lease());
    Duration watchdog = time(section, "watchdog", required, from.watchdog());
    int drift = number(section, "drift-per-million", required, from.driftPerMillion(), 10_000);
    Duration margin = time(section, "margin", required, from.margin());
    section.end();
    if (!complete) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Timings(
              interval, misses, jitter, dead, audit, io, fence, offer, join, grace, lease, watchdog,
              drift, margin));
    } catch (IllegalArgumentException broken) {
      for (String rule : broken.getMessage().split("; ")) {
        value.refuse("breaks a rule: " + rule);
      }
      return Optional.empty();
    }
  }

  private Duration time(Section section, String key, boolean required, Duration base) {
    return value(section, key, required, base, Value::duration);
  }

  private int number(Section section, String key, boolean required, int base, int most) {
    return value(section, key, required, base, value -> value.number(0, most));
  }

  private <T> T value(
      Section section, String key, boolean required, T base, Function<Value, Optional<T>> reading) {
    Optional<Value> value = required ? section.required(key) : section.optional(key);
    Optional<T> read = value.flatMap(reading);
    if (read.isEmpty() && (required || value.isPresent())) {
      complete = false;
    }
    return read.orElse(base);
  }
}
