package io.hotpair.windows;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.Processes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Programs of Windows that say what was recorded, in the order in which they are asked. */
final class Recorded implements Processes {
  static final SystemFolder FOLDER = new SystemFolder("C:\\Windows");

  final List<List<String>> commands = new ArrayList<>();
  final List<Map<String, String>> environments = new ArrayList<>();
  private final Deque<Outcome<Ended>> answers = new ArrayDeque<>();

  /** The next answer; the last one is given again and again. */
  Recorded says(int status, String output) {
    return comes(new Outcome.Succeeded<>(new Ended(status, output, "")));
  }

  Recorded comes(Outcome<Ended> outcome) {
    answers.add(outcome);
    return this;
  }

  @Override
  public Outcome<Ended> run(
      List<String> command, Map<String, String> environment, byte[] input, Duration deadline) {
    commands.add(command);
    environments.add(environment);
    return answers.size() > 1 ? answers.remove() : answers.element();
  }

  @Override
  public List<String> remains() {
    return List.of();
  }

  /** Each line as a console of Windows ends it. */
  static String crlf(String text) {
    return text.replace("\n", "\r\n");
  }

  /** What the port makes of an output in UTF-16 with its mark: it decodes everything as UTF-8. */
  static String utf16(String ascii) {
    StringBuilder decoded = new StringBuilder("\uFFFD\uFFFD");
    ascii.chars().forEach(letter -> decoded.append((char) letter).append('\0'));
    return decoded.toString();
  }
}
