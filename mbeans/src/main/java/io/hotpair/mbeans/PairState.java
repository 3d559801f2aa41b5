package io.hotpair.mbeans;

/** What a node does for a pair at this moment; protocol states. */
public enum PairState implements Word {
  /** Looks at guard, group and peer before it takes a part. */
  JOINING(1),

  /** Watches, ready to take over. */
  STANDBY(2),

  /** The peer is silent; the evidence is being completed. */
  CONFIRMING(3),

  /** Makes the guard its own. */
  CLAIMING(4),

  /** Holds the guard and starts the group. */
  STARTING(5),

  /** Holds the guard and runs the group. */
  ACTIVE(6),

  /** Stops the group, then offers or parks the guard. */
  STOPPING(7),

  /** Lost the guard: brings everything down, or fences itself. */
  EJECTED(8),

  /** Needs a person; the cause is shown. */
  FAULTED(9),

  /** Maintenance: watches, moves nothing. */
  SUSPENDED(10);

  private final int code;

  PairState(int code) {
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
