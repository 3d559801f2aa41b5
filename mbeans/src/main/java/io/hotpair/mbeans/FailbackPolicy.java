package io.hotpair.mbeans;

/** Whether the pair moves back to its preferred node. */
public enum FailbackPolicy implements Word {
  /** Never by itself. */
  MANUAL(1),

  /** As soon as the preferred node is ready again. */
  AUTOMATIC(2);

  private final int code;

  FailbackPolicy(int code) {
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
