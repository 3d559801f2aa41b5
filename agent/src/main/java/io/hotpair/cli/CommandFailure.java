package io.hotpair.cli;

/** Ends a command with a sentence for people and an exit status. */
final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final int exitStatus;

  CommandFailure(int exitStatus, String message) {
    super(message);
    this.exitStatus = exitStatus;
  }

  int exitStatus() {
    return exitStatus;
  }
}
