package io.hotpair.port;

import io.hotpair.core.model.Moment;
import io.hotpair.core.model.PathKind;
import java.util.Map;
import java.util.Optional;

/** This machine. No method waits. */
public interface LocalHost {
  /** The monotonic clock that includes suspend: CLOCK_BOOTTIME on Linux. */
  Moment now();

  /** Wall clock in milliseconds since 1970; for people only. */
  long wallMillis();

  /** Whether the network device behind a path has carrier; empty if that can't be told. */
  Optional<Boolean> carrier(PathKind kind);

  /**
   * Whether the public network reaches one of its reference addresses, as far as is known; true if
   * the site names none.
   */
  boolean reachesReference();

  /** Each reference address, and whether it answers, as far as is known. */
  default Map<String, Boolean> references() {
    return Map.of();
  }

  /** Share of the CPUs in use, 0 to 1, and of memory in use, 0 to 1. */
  Load load();

  /**
   * Lets the calling thread, which decides or keeps a deadline, run before ordinary programs where
   * the machine allows that; programs that it starts do not inherit it.
   */
  void runThisThreadFirst();

  /** Resets this machine at once. Returns only if that is impossible; then it says why. */
  String fenceSelf();

  /**
   * How busy the machine is.
   *
   * @param cpu 0 to 1
   * @param memory 0 to 1
   */
  record Load(double cpu, double memory) {}
}
