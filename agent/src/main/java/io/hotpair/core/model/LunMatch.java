package io.hotpair.core.model;

/** Whether the peer's device leads to the same LUN as this node's. */
public enum LunMatch implements Coded {
  /** The peer is not heard, or one of the nodes can't tell what its device is. */
  UNKNOWN(1),

  /** Both devices say that they are the same LUN. */
  SAME(2),

  /** The devices are different LUNs: two nodes that guard different disks guard nothing. */
  DIFFERENT(3),

  /** The peer is heard, and neither device says what it is, as a file does not. */
  NEITHER_SAYS(4);

  private final int code;

  LunMatch(int code) {
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
