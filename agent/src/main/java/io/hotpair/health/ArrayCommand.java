package io.hotpair.health;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.RaidReading;
import io.hotpair.core.model.RaidState;
import io.hotpair.port.Processes;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that knows an array. It ends with 0 and prints one line: the level, a space, one of
 * {@code optimal}, {@code rebuilding}, {@code degraded} and {@code failed}, and, if it likes, a
 * space and words for people. {@code -} stands for a level that it does not know. Whatever else it
 * does is unknown.
 */
final class ArrayCommand implements Array {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final int LONGEST_TEXT = 120;
  private static final Pattern LINE =
      Pattern.compile(
          "([A-Za-z0-9+_-]{1,"
              + RaidReading.LONGEST_LEVEL
              + "}) (optimal|rebuilding|degraded|failed)(?: (.*))?");

  private final List<String> words;
  private final Processes processes;

  ArrayCommand(List<String> words, Processes processes) {
    this.words = List.copyOf(words);
    this.processes = processes;
  }

  @Override
  public RaidReading ask() {
    String program = words.getFirst();
    Outcome<Processes.Ended> outcome =
        processes.run(words, Map.of("LC_ALL", "C"), new byte[0], DEADLINE);
    if (!(outcome instanceof Outcome.Succeeded<Processes.Ended>(Processes.Ended ended))) {
      return RaidReading.unknown(program + ": " + outcome.text());
    }
    if (ended.status() != 0) {
      return RaidReading.unknown(program + " ended with status " + ended.status());
    }
    String line = ended.output().lines().findFirst().orElse("").strip();
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return RaidReading.unknown(
          "%s printed \"%s\"; allowed are lines as \"raid5 optimal\""
              .formatted(program, shorten(line)));
    }
    String level = matcher.group(1).equals("-") ? "" : matcher.group(1);
    return new RaidReading(
        level,
        RaidState.valueOf(matcher.group(2).toUpperCase(Locale.ROOT)),
        shorten(line.startsWith("- ") ? line.substring(2) : line));
  }

  private static String shorten(String text) {
    return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text;
  }
}
