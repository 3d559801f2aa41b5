package io.hotpair.cli;

import io.hotpair.view.Snapshot;

/** What the commands print of a snapshot, for tests in other rooms. */
public final class CommandLineAnswers {
  private CommandLineAnswers() {}

  /** Of {@code hotpair status --json}. */
  public static String status(Snapshot snapshot) {
    return StatusJson.write(snapshot);
  }

  /** Of {@code hotpair events --json}. */
  public static String events(Snapshot snapshot) {
    return AnswerJson.events(snapshot);
  }
}
