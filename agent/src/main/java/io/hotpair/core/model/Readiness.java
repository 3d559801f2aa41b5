package io.hotpair.core.model;

/**
 * Whether a node could take a pair over right now.
 *
 * @param cause {@link CannotTakeOverCause#NONE} if it could
 * @param detail what is wrong and where, in words; empty if it could
 */
public record Readiness(CannotTakeOverCause cause, String detail) {
  /** It could. */
  public static final Readiness READY = new Readiness(CannotTakeOverCause.NONE, "");

  /** Whether it could. */
  public boolean isReady() {
    return cause == CannotTakeOverCause.NONE;
  }

  /** Whether it could if it is asked to: for that it needs no automatic move of its own. */
  public boolean isReadyIfAsked() {
    return isReady() || cause == CannotTakeOverCause.MOVES_USED_UP;
  }
}
