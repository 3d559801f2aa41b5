package io.hotpair.simulation;

/** Something that must never happen has happened. */
final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Invariant invariant;

  /**
   * @param what happened, in one line
   */
  Violation(Invariant invariant, String what) {
    super(what);
    this.invariant = invariant;
  }

  Invariant invariant() {
    return invariant;
  }
}
