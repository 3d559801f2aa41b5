package io.hotpair.core.model;

/** What a standby, asking as a client would, has found of the active's service. */
public enum ClientVerdict implements Coded {
  /** It does not ask, or can't tell: never to be taken for served. */
  UNKNOWN(1),

  /** All that it asks is answered. */
  SERVED(2),

  /** Something that was answered before is not answered any more, several times in a row. */
  UNSERVED(3);

  private final int code;

  ClientVerdict(int code) {
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
