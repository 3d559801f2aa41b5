package io.hotpair.core.model;

import java.time.Duration;
import java.util.Objects;

/**
 * What came of a call to the world outside. Only {@link Succeeded} is success; {@link TimedOut} and
 * {@link Unknown} mean that the call may still take effect.
 *
 * @param <T> what a success carries
 */
public sealed interface Outcome<T> {
  /** The call did what was asked. */
  record Succeeded<T>(T value) implements Outcome<T> {
    /** Refuses null. */
    public Succeeded {
      Objects.requireNonNull(value);
    }
  }

  /** The call was answered: it did not do what was asked, and will not. */
  record Failed<T>(String reason) implements Outcome<T> {}

  /** The deadline passed without an answer. */
  record TimedOut<T>(Duration after) implements Outcome<T> {}

  /** An answer that says neither. */
  record Unknown<T>(String reason) implements Outcome<T> {}

  /** Whether this is {@link Succeeded}. */
  default boolean succeeded() {
    return this instanceof Succeeded<T>;
  }

  /** One sentence for people; for a success, the value. */
  default String text() {
    return switch (this) {
      case Succeeded<T>(T value) -> String.valueOf(value);
      case Failed<T>(String reason) -> reason;
      case TimedOut<T>(Duration after) -> "no answer within " + after.toMillis() + " ms";
      case Unknown<T>(String reason) -> "unknown: " + reason;
    };
  }
}
