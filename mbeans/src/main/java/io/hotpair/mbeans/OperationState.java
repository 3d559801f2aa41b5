package io.hotpair.mbeans;

/** How far an ordered operation is. */
public enum OperationState implements Word {
  /** Journaled, not begun. */
  ACCEPTED(1),

  /** Under way. */
  RUNNING(2),

  /** Done as ordered. */
  SUCCEEDED(3),

  /** Begun, and not done. */
  FAILED(4),

  /** Not begun; the error text says why. */
  REFUSED(5),

  /** The agent ended meanwhile; the outcome could not be told. */
  UNKNOWN(6);

  private final int code;

  OperationState(int code) {
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
