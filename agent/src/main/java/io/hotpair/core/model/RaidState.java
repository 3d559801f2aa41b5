package io.hotpair.core.model;

/** How the array that a LUN lies on stands, the order being from best to worst. */
public enum RaidState implements Coded {
  /** The site file does not say how to ask for it. */
  NOT_WATCHED(1),

  /** It was asked for, and nothing tells; never to be taken for optimal. */
  UNKNOWN(2),

  /** Every disk is in it. */
  OPTIMAL(3),

  /** A disk is being filled: until that is done, the loss of another may be the loss of all. */
  REBUILDING(4),

  /** A disk is missing, and nothing fills its place. */
  DEGRADED(5),

  /** More is missing than its level bears. */
  FAILED(6);

  private final int code;

  RaidState(int code) {
    this.code = code;
  }

  /**
   * What it means for the node's health. No move mends an array that both nodes share, so nothing
   * is worse than degraded.
   */
  public HealthVerdict verdict() {
    return switch (this) {
      case NOT_WATCHED, UNKNOWN -> HealthVerdict.UNKNOWN;
      case OPTIMAL -> HealthVerdict.OK;
      case REBUILDING, DEGRADED, FAILED -> HealthVerdict.DEGRADED;
    };
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public String label() {
    return Labels.of(this);
  }
}
