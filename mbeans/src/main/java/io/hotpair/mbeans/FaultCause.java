package io.hotpair.mbeans;

/** Why a pair waits for a person. */
public enum FaultCause implements Word {
  /** It does not. */
  NONE(1),

  /** The group failed to start on both nodes. */
  START_FAILED(2),

  /** A resource could not be stopped, and no guard enforces a takeover. */
  STOP_FAILED(3),

  /** The guard could not be claimed for a reason that does not pass by itself. */
  GUARD_REFUSED(4),

  /** A block with this node's id was written by another machine. */
  CLONE_FOUND(5),

  /** The peer's death cannot be proven, and the guard needs proof. */
  NO_PROOF(6),

  /** A resource keeps failing, and the peer is not ready. */
  RESOURCE_FAILED(7);

  private final int code;

  FaultCause(int code) {
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
