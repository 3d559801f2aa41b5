package io.hotpair.core.pair;

import io.hotpair.core.model.Moment;
import io.hotpair.core.model.ResourceState;
import java.util.Optional;

/**
 * What is known of one resource on this node.
 *
 * @param state what it does
 * @param lastResult what the last call said, in words
 * @param monitor the monitor in flight
 * @param call the start, stop or look in flight that the pair's state waits for
 * @param nextMonitor when it shall be looked at next
 * @param restartsUsed restarts since it last ran for long
 * @param restingUntil when the next restart may be made, once they are used up and it has failed
 *     again; empty until then
 * @param restarts restarts since the agent's start
 * @param failures failures since the agent's start
 * @param lastFailure when it failed last; the origin if never
 * @param startNanos how long the last start took; -1 if none yet
 * @param stopNanos how long the last stop took; -1 if none yet
 */
public record Watch(
    ResourceState state,
    String lastResult,
    Optional<EffectId> monitor,
    Optional<Call> call,
    Moment nextMonitor,
    int restartsUsed,
    Optional<Moment> restingUntil,
    long restarts,
    long failures,
    Moment lastFailure,
    long startNanos,
    long stopNanos) {
  /** Not looked at yet. */
  public static final Watch UNKNOWN =
      new Watch(
          ResourceState.UNKNOWN,
          "",
          Optional.empty(),
          Optional.empty(),
          Moment.ZERO,
          0,
          Optional.empty(),
          0,
          0,
          Moment.ZERO,
          -1,
          -1);

  /**
   * A call in flight.
   *
   * @param kind what was asked for
   * @param id the effect that asked
   */
  public record Call(Kind kind, EffectId id) {
    /** What was asked for. */
    public enum Kind {
      /** A start. */
      START,
      /** A stop. */
      STOP,
      /** A monitor, after a stop that failed or gave no answer. */
      LOOK
    }
  }

  Watch with(ResourceState newState, String result) {
    return new Watch(
        newState,
        result,
        monitor,
        call,
        nextMonitor,
        restartsUsed,
        restingUntil,
        restarts,
        failures,
        lastFailure,
        startNanos,
        stopNanos);
  }

  Watch monitoring(Optional<EffectId> id, Moment next) {
    return new Watch(
        state,
        lastResult,
        id,
        call,
        next,
        restartsUsed,
        restingUntil,
        restarts,
        failures,
        lastFailure,
        startNanos,
        stopNanos);
  }

  Watch calling(Optional<Call> next) {
    return new Watch(
        state,
        lastResult,
        monitor,
        next,
        nextMonitor,
        restartsUsed,
        restingUntil,
        restarts,
        failures,
        lastFailure,
        startNanos,
        stopNanos);
  }

  Watch failed(String result, Moment now) {
    return new Watch(
        ResourceState.FAILED,
        result,
        monitor,
        call,
        nextMonitor,
        restartsUsed,
        restingUntil,
        restarts,
        failures + 1,
        now,
        startNanos,
        stopNanos);
  }

  Watch restarted() {
    return new Watch(
        state,
        lastResult,
        monitor,
        call,
        nextMonitor,
        restartsUsed + 1,
        Optional.empty(),
        restarts + 1,
        failures,
        lastFailure,
        startNanos,
        stopNanos);
  }

  Watch resting(Moment until) {
    return new Watch(
        state,
        lastResult,
        monitor,
        call,
        nextMonitor,
        restartsUsed,
        Optional.of(until),
        restarts,
        failures,
        lastFailure,
        startNanos,
        stopNanos);
  }

  Watch forgiven() {
    return new Watch(
        state,
        lastResult,
        monitor,
        call,
        nextMonitor,
        0,
        Optional.empty(),
        restarts,
        failures,
        lastFailure,
        startNanos,
        stopNanos);
  }

  Watch took(long start, long stop) {
    return new Watch(
        state,
        lastResult,
        monitor,
        call,
        nextMonitor,
        restartsUsed,
        restingUntil,
        restarts,
        failures,
        lastFailure,
        start < 0 ? startNanos : start,
        stop < 0 ? stopNanos : stop);
  }
}
