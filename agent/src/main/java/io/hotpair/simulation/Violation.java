package io.hotpair.simulation;

/** Something that must never happen has happened; the message says what, and shows the run. */
final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1;

  Violation(String what) {
    super(what);
  }
}
