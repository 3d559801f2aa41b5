package io.hotpair.windows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code sc.exe queryex} says of a service: SERVICE_STATUS_PROCESS of winsvc.h.
 *
 * @param type bits, of which {@link #OWN_PROCESS} counts here
 * @param state 1 to 7
 * @param exitCode why it stopped, a number of winerror.h; 1066: {@code specific} says it
 * @param specific the service's own number
 * @param checkpoint grows while a start or stop makes progress
 * @param waitHint within which the checkpoint should grow
 * @param process its number; 0 if there is none
 */
record ServiceStatus(
    int type,
    State state,
    int exitCode,
    int specific,
    long checkpoint,
    Duration waitHint,
    long process) {
  /** SERVICE_WIN32_OWN_PROCESS: the process is this service's alone. */
  static final int OWN_PROCESS = 0x10;

  /** A line with a number behind its label, whose words may be of any language. */
  private static final Pattern FIELD =
      Pattern.compile("\\s+[^:(]+:\\s*(?:0x)?(-?[0-9A-Fa-f]+)(?:\\s.*)?");

  private static final Pattern ERROR = Pattern.compile("\\[SC].*?\\s(\\d{1,9})\\s*:.*");

  private static final int HEXADECIMAL = 16;
  private static final int DECIMAL = 10;

  /** The states in the order of their numbers, which begin with 1. */
  enum State {
    STOPPED,
    START_PENDING,
    STOP_PENDING,
    RUNNING,
    CONTINUE_PENDING,
    PAUSE_PENDING,
    PAUSED
  }

  /** Whether it is between two states. */
  boolean isPending() {
    return switch (state) {
      case START_PENDING, STOP_PENDING, CONTINUE_PENDING, PAUSE_PENDING -> true;
      case STOPPED, RUNNING, PAUSED -> false;
    };
  }

  /** For people. */
  String text() {
    String why =
        switch (state) {
          case STOPPED ->
              exitCode == 0
                  ? ""
                  : ", " + WindowsError.text(exitCode) + (specific == 0 ? "" : ", its " + specific);
          case START_PENDING, STOP_PENDING, CONTINUE_PENDING, PAUSE_PENDING ->
              ", checkpoint " + checkpoint + ", wait hint " + waitHint.toMillis() + " ms";
          case RUNNING, PAUSED -> "";
        };
    return state + why;
  }

  /**
   * Reads the block that queryex prints. The lines are told apart by their order, which is that of
   * the structure: TYPE, STATE, WIN32_EXIT_CODE, SERVICE_EXIT_CODE, CHECKPOINT, WAIT_HINT, PID. The
   * labels are translated; the line below STATE, in brackets, is no field.
   *
   * @return empty if it is no such block
   */
  static Optional<ServiceStatus> parse(String output) {
    List<String> fields = new ArrayList<>();
    ConsoleText.plain(output)
        .lines()
        .filter(line -> !line.isBlank())
        .skip(1) // the service's name, which may be a number
        .map(FIELD::matcher)
        .filter(Matcher::matches)
        .forEach(field -> fields.add(field.group(1)));
    try {
      if (fields.size() < 7) {
        return Optional.empty();
      }
      int state = Integer.parseInt(fields.get(1));
      if (state < 1 || state > State.values().length) {
        return Optional.empty();
      }
      return Optional.of(
          new ServiceStatus(
              Integer.parseInt(fields.get(0), HEXADECIMAL),
              State.values()[state - 1],
              (int) Long.parseLong(fields.get(2), DECIMAL),
              (int) Long.parseLong(fields.get(3), DECIMAL),
              Long.parseLong(fields.get(4), HEXADECIMAL),
              Duration.ofMillis(Long.parseLong(fields.get(5), HEXADECIMAL)),
              Long.parseLong(fields.get(6), DECIMAL)));
    } catch (NumberFormatException strange) {
      return Optional.empty();
    }
  }

  /**
   * The error that sc.exe reports, as in {@code [SC] StartService FAILED 1056:}; the sentence below
   * is translated, and so is the word before the number.
   *
   * @return empty if it reports none
   */
  static OptionalInt error(String output) {
    return ConsoleText.plain(output)
        .lines()
        .map(String::strip)
        .map(ERROR::matcher)
        .filter(Matcher::matches)
        .mapToInt(line -> Integer.parseInt(line.group(1)))
        .findFirst();
  }
}
