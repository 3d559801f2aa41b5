package io.hotpair.port;

import io.hotpair.core.model.Outcome;

/** One resource on this node. Called by one thread at a time. */
public interface ResourceDriver {
  /** What a monitor found. */
  enum Finding {
    /** It runs. */
    RUNNING,
    /** Proven not to run. */
    STOPPED,
    /** It runs, or ran, and is broken: it must be stopped before it can start. */
    FAILED
  }

  /** Starts it and waits until it serves; starting what runs succeeds. */
  Outcome<Finding> start();

  /** Stops it and waits until it is gone; stopping what is stopped succeeds. */
  Outcome<Finding> stop();

  /**
   * Looks; changes nothing. {@code Failed}: it runs, or ran, and is broken, as with {@link
   * Finding#FAILED}; the reason says how.
   */
  Outcome<Finding> monitor();

  /** Tells clients once more where it runs; nothing to tell, as a rule. Called while it runs. */
  default void announce() {}

  /** Whether all that it needs is installed here; the failure names what is missing. */
  Outcome<Boolean> check();
}
