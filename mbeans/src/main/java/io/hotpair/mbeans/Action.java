package io.hotpair.mbeans;

/** What an administrator can order. */
public enum Action implements Word {
  /** Nothing; what a control object reads as. */
  NONE(1),

  /** Exchange the roles, both nodes taking part. */
  SWITCHOVER(2),

  /** Maintenance: move nothing until resumed. */
  SUSPEND(3),

  /** End of maintenance. */
  RESUME(4),

  /** A person has looked: leave Faulted. */
  CLEAR_FAULT(5),

  /** Take over here although readiness says no. */
  FORCE_TAKEOVER(6);

  private final int code;

  Action(int code) {
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
