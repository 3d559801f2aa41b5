package io.hotpair.cli;

import java.util.Arrays;
import java.util.stream.Collectors;

/** All that can be asked for at the local socket. */
enum LocalVerb {
  /** The snapshot; any role. */
  STATUS("status"),

  /** The newest events; any role. */
  EVENTS("events"),

  /** The operation of a request id; any role. */
  OPERATION("operation"),

  /** An order; needs the role operate, and force with force. */
  SWITCHOVER("switchover"),

  /** An order; needs the role operate. */
  SUSPEND("suspend"),

  /** An order; needs the role operate. */
  RESUME("resume"),

  /** An order; needs the role operate. */
  CLEAR_FAULT("clearFault");

  private final String word;

  LocalVerb(String word) {
    this.word = word;
  }

  /** Whether a request is a look, which waits for nothing and needs no more than a connection. */
  static boolean isLook(String line) {
    try {
      return switch (of(LocalRequest.parse(line).verb())) {
        case STATUS, EVENTS, OPERATION -> true;
        case SWITCHOVER, SUSPEND, RESUME, CLEAR_FAULT -> false;
      };
    } catch (IllegalArgumentException unclear) {
      return false;
    }
  }

  /** How a request says it. */
  String word() {
    return word;
  }

  /**
   * The verb that a request says.
   *
   * @throws IllegalArgumentException if there is none; says which there are
   */
  static LocalVerb of(String word) {
    return Arrays.stream(values())
        .filter(verb -> verb.word.equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown verb; allowed are "
                        + Arrays.stream(values())
                            .map(LocalVerb::word)
                            .collect(Collectors.joining(", "))));
  }
}
