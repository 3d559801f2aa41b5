package io.hotpair.mbeans;

/** A heartbeat route between two nodes. */
public enum PathKind implements Word {
  /** The crossover cable. */
  PRIVATE(1),

  /** The network that clients use. */
  PUBLIC(2),

  /** Blocks on the shared disk. */
  DISK(3);

  private final int code;

  PathKind(int code) {
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
