package io.hotpair.mbeans;

/** What a fence device said of the power of its node. */
public enum PowerStatus implements Word {
  /** The node has power. */
  ON(1),

  /** The node has none. */
  OFF(2),

  /** The device did not answer, or was never asked. */
  UNKNOWN(3);

  private final int code;

  PowerStatus(int code) {
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
