package io.hotpair.mbeans;

/** A verdict on the other node. */
public enum PeerHealth implements Word {
  /** Heard on at least one network path. */
  ONLINE(1),

  /** All network paths late, but not for the dead time. */
  SUSPECT(2),

  /** Not heard on any network path for the dead time. */
  SILENT(3),

  /** Proven not to run: a clean goodbye, or a fence agent confirmed off. */
  DEAD(4),

  /** Never heard since this agent started: its state is unknown. */
  UNCLEAN(5);

  private final int code;

  PeerHealth(int code) {
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
