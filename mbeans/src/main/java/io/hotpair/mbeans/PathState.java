package io.hotpair.mbeans;

/** A verdict on one heartbeat path. */
public enum PathState implements Word {
  /** Not heard yet since the agent started. */
  UNKNOWN(1),

  /** Heard within the dead time. */
  UP(2),

  /** Not heard for the dead time. */
  DOWN(3);

  private final int code;

  PathState(int code) {
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
