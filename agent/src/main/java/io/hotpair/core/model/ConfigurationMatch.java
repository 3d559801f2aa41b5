package io.hotpair.core.model;

/** Whether two nodes run the same site file. */
public enum ConfigurationMatch implements Coded {
  /** The other node was not heard since the agent started. */
  UNKNOWN(1),

  /** They run the same. */
  SAME(2),

  /** They run different ones: the pairs that they share are not armed. */
  DIFFERENT(3);

  private final int code;

  ConfigurationMatch(int code) {
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
