package io.hotpair.mbeans;

/** What is to be thought of a part of a node. */
public enum HealthVerdict implements Word {
  /** It was looked at, and works. */
  OK(1),

  /** It works, with less speed or less to spare. */
  DEGRADED(2),

  /** It works now, and is not to be relied on: what runs here is better off elsewhere. */
  FAILING(3),

  /** It does not work. */
  FAILED(4),

  /** Nothing here tells; never take it for ok. */
  UNKNOWN(5);

  private final int code;

  HealthVerdict(int code) {
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
