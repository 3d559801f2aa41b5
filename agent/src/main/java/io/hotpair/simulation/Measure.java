package io.hotpair.simulation;

import io.hotpair.core.model.PairState;
import io.hotpair.core.model.Timings;
import java.time.Duration;
import java.util.Optional;

/** A span that is watched in every run, for its longest. */
public enum Measure {
  /** Of runs in which nothing happens but that the active loses its power. */
  POWER_CUT_TO_SERVICE("power cut of the active, nothing else: until the group runs again"),

  /** From the end of all faults. */
  HEALED_TO_WELL("all healed: until one is active and one stands by"),

  /** Faults go on meanwhile. */
  WITHOUT_SERVICE("the group runs on no node, while faults go on"),

  /** In states that a node should leave by itself. */
  JOINING("in joining"),
  CONFIRMING("in confirming"),
  CLAIMING("in claiming"),
  STARTING("in starting"),
  STOPPING("in stopping"),
  EJECTED("in ejected"),

  /** Where a fault voids the guard's protection. */
  ON_BOTH_NODES("the group on both nodes, where a fault has broken the guard's proof");

  private final String label;

  Measure(String label) {
    this.label = label;
  }

  /** For people. */
  public String label() {
    return label;
  }

  /** The bound that the timings give; empty if the faults alone decide how long it lasts. */
  public Optional<Duration> limit(Timings timings) {
    return switch (this) {
      case POWER_CUT_TO_SERVICE -> Optional.of(Bounds.takeover(timings));
      case HEALED_TO_WELL -> Optional.of(Bounds.settling(timings));
      case ON_BOTH_NODES -> Optional.of(Bounds.ejection(timings));
      case WITHOUT_SERVICE, JOINING, CONFIRMING, CLAIMING, STARTING, STOPPING, EJECTED ->
          Optional.empty();
    };
  }

  /** The measure of a state; empty for one in which a node may stay. */
  static Optional<Measure> of(PairState state) {
    return switch (state) {
      case JOINING -> Optional.of(JOINING);
      case CONFIRMING -> Optional.of(CONFIRMING);
      case CLAIMING -> Optional.of(CLAIMING);
      case STARTING -> Optional.of(STARTING);
      case STOPPING -> Optional.of(STOPPING);
      case EJECTED -> Optional.of(EJECTED);
      case STANDBY, ACTIVE, FAULTED, SUSPENDED -> Optional.empty();
    };
  }
}
