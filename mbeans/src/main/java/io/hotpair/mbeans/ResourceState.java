package io.hotpair.mbeans;

/** What a resource is known to do on this node. */
public enum ResourceState implements Word {
  /** Not looked at, or the last monitor gave no answer. */
  UNKNOWN(1),

  /** Proven not to run here. */
  STOPPED(2),

  /** A start is under way. */
  STARTING(3),

  /** The last monitor said that it runs. */
  RUNNING(4),

  /** A stop is under way. */
  STOPPING(5),

  /** An operation failed, or the monitor found it broken. */
  FAILED(6);

  private final int code;

  ResourceState(int code) {
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
