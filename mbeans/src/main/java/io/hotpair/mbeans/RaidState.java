package io.hotpair.mbeans;

/** How the array that a LUN lies on stands, the order being from best to worst. */
public enum RaidState implements Word {
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

  @Override
  public int code() {
    return code;
  }

  @Override
  public String label() {
    return Labels.of(this);
  }
}
