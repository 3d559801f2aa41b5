package io.hotpair.mbeans;

/** A guard's standing as this node last read it. */
public enum GuardState implements Word {
  /** Not read, or the last reading failed. */
  UNKNOWN(1),

  /** This node holds it. */
  HELD_HERE(2),

  /** The peer holds it. */
  HELD_BY_PEER(3),

  /** Offered, or left clean: the next claim takes it without force. */
  PARKED(4),

  /** Nobody ever held it, or the last claim was given up. */
  FREE(5),

  /** A claim is under way. */
  CLAIMING(6);

  private final int code;

  GuardState(int code) {
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
