package io.hotpair.mbeans;

/** What a user may do; each role includes the ones before. */
public enum AccessRole implements Word {
  /** See everything. */
  READ(1),

  /** Order a switchover, suspend, resume, clear a fault. */
  OPERATE(2),

  /** Force a takeover. */
  FORCE(3);

  private final int code;

  AccessRole(int code) {
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
