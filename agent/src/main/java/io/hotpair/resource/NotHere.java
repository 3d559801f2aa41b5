package io.hotpair.resource;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.ResourceDriver;

/**
 * A resource of a kind that this machine has not: a node with one is never fit, and nobody takes it
 * for stopped.
 */
final class NotHere implements ResourceDriver {
  private final String reason;

  /**
   * A resource.
   *
   * @param reason what it needs, for people
   */
  NotHere(String reason) {
    this.reason = reason;
  }

  @Override
  public Outcome<Finding> start() {
    return new Outcome.Failed<>(reason);
  }

  @Override
  public Outcome<Finding> stop() {
    return new Outcome.Unknown<>(reason);
  }

  @Override
  public Outcome<Finding> monitor() {
    return new Outcome.Unknown<>(reason);
  }

  @Override
  public Outcome<Boolean> check() {
    return new Outcome.Failed<>(reason);
  }
}
