package io.hotpair.core.model;

/** What a node's own epoch record on the LUN says of it. */
public enum Disposition implements Coded {
  /** The node never claimed. */
  NONE(1),

  /** A claim of this epoch is under way; nothing runs yet. */
  CLAIMING(2),

  /** The node holds the guard at this epoch and may run the group. */
  HELD(3),

  /** The group is stopped; the peer is asked to claim. */
  OFFERED(4),

  /** The group is stopped in good order; anybody may claim. */
  CLEAN(5),

  /** A claim that was given up. */
  RETREATED(6);

  private final int code;

  Disposition(int code) {
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
