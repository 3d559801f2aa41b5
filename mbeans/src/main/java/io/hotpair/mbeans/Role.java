package io.hotpair.mbeans;

/** A node's role in a pair. */
public enum Role implements Word {
  /** Runs the group. */
  ACTIVE(1),

  /** Stands by for the active. */
  STANDBY(2),

  /** Neither: joining, ejected or faulted. */
  NONE(3);

  private final int code;

  Role(int code) {
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
