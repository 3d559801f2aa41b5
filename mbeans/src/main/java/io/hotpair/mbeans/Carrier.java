package io.hotpair.mbeans;

/** Whether a network interface has a carrier. */
public enum Carrier implements Word {
  /** It has. */
  UP(1),

  /** It has none: the cable is out, or the other end is off. */
  DOWN(2),

  /** It cannot be told, as for a disk. */
  UNKNOWN(3);

  private final int code;

  Carrier(int code) {
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
