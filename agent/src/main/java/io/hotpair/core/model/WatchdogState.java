package io.hotpair.core.model;

/** How the watchdog of this node stands. */
public enum WatchdogState implements Coded {
  /** No guard here needs one; nobody opened it. */
  NOT_NEEDED(1),

  /** A guard needs it, and it does not run, or may not have been fed: nothing is claimed here. */
  NOT_ARMED(2),

  /** It runs, and is fed while every lease outlives it. */
  ARMED(3),

  /** It is fed no more: this machine is being reset, or the agent ends. */
  STARVED(4);

  private final int code;

  WatchdogState(int code) {
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
