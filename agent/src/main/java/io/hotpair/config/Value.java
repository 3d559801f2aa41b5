package io.hotpair.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value of the file with its path, as {@code nodes.blade1.id}. Each reading either gives the
 * value or adds a problem that says what was read and what is allowed.
 */
final class Value {
  /** The longest text, in characters. */
  private static final int LONGEST = 4096;

  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

  private final String path;
  private final Node key;
  private final Node node;
  private final Problems problems;

  Value(String path, Node key, Node node, Problems problems) {
    this.path = path;
    this.key = key;
    this.node = node;
    this.problems = problems;
  }

  /** A text that holds where the file says nothing. */
  static Value usual(String path, String text, Node place, Problems problems) {
    return new Value(
        path,
        place,
        new ScalarNode(
            Tag.STR, true, text, ScalarStyle.PLAIN, place.getStartMark(), place.getEndMark()),
        problems);
  }

  String path() {
    return path;
  }

  Node keyNode() {
    return key;
  }

  int line() {
    return key.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  /** Adds a problem at this value. */
  <T> Optional<T> refuse(String text) {
    problems.add(node, path + " " + text);
    return Optional.empty();
  }

  /** Adds a problem that quotes this value. */
  <T> Optional<T> refuseText(String allowed) {
    return refuse("is " + shown() + "; allowed " + allowed);
  }

  /** Adds a problem at this value's key. */
  void refuseKey(String text) {
    problems.add(key, text);
  }

  void warn(String text) {
    problems.warn(node, path + " " + text);
  }

  boolean isSection() {
    return node instanceof MappingNode;
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  boolean isScalar() {
    return node instanceof ScalarNode;
  }

  /** As a mapping; an empty one after a complaint. */
  Section section() {
    if (!isSection()) {
      refuseText("is a mapping");
    }
    return new Section(path, node, problems);
  }

  /** As a list of at most {@code most} values; empty after a complaint. */
  List<Value> items(int most) {
    if (!(node instanceof SequenceNode sequence)) {
      refuseText("is a list");
      return List.of();
    }
    if (sequence.getValue().size() > most) {
      refuse("has " + sequence.getValue().size() + " entries; allowed are " + most);
      return List.of();
    }
    List<Value> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(new Value(path + "[" + (items.size() + 1) + "]", item, item, problems));
    }
    return items;
  }

  /** As text; numbers and words are text too, written as they stand. */
  Optional<String> text() {
    if (!(node instanceof ScalarNode scalar) || node.getTag().equals(Tag.NULL)) {
      return refuseText("is a text");
    }
    String text = scalar.getValue();
    if (text.isEmpty() || text.length() > LONGEST) {
      return refuseText("are 1 to " + LONGEST + " characters");
    }
    if (text.chars().anyMatch(letter -> letter < ' ' || letter == 0x7f)) {
      return refuseText("is one line without control characters");
    }
    return Optional.of(text);
  }

  /** As text that a pattern allows. */
  Optional<String> text(Pattern pattern, String allowed) {
    return text()
        .flatMap(text -> pattern.matcher(text).matches() ? Optional.of(text) : refuseText(allowed));
  }

  /** As text that a constructor accepts, which throws {@link IllegalArgumentException} if not. */
  <T> Optional<T> parsed(Function<String, T> constructor, String allowed) {
    return text()
        .flatMap(
            text -> {
              try {
                return Optional.of(constructor.apply(text));
              } catch (IllegalArgumentException notAllowed) {
                return refuseText(allowed);
              }
            });
  }

  /** As one of some words. */
  <T> Optional<T> word(Map<String, T> words) {
    String allowed = "are " + String.join(", ", words.keySet());
    return text()
        .flatMap(
            text -> words.containsKey(text) ? Optional.of(words.get(text)) : refuseText(allowed));
  }

  /** As a whole number in a range, in decimal digits without quotes. */
  Optional<Integer> number(int least, int most) {
    String allowed = "are whole numbers from " + least + " to " + most;
    if (!(node instanceof ScalarNode scalar)
        || !node.getTag().equals(Tag.INT)
        || !scalar.getValue().matches("-?[0-9]{1,10}")) {
      return refuseText(allowed);
    }
    long number = Long.parseLong(scalar.getValue());
    return number >= least && number <= most ? Optional.of((int) number) : refuseText(allowed);
  }

  /** Whether it is this word; complains of nothing. */
  boolean isWord(String word) {
    return node instanceof ScalarNode scalar && scalar.getValue().equals(word);
  }

  /** As {@code true} or {@code false}. */
  Optional<Boolean> truth() {
    if (node instanceof ScalarNode scalar && node.getTag().equals(Tag.BOOL)) {
      return Optional.of(Boolean.valueOf(scalar.getValue()));
    }
    return refuseText("are true and false");
  }

  /** As a time above zero and up to a day, as {@code 100ms}, {@code 2s}, {@code 5m}, {@code 1h}. */
  Optional<Duration> duration() {
    String allowed = "are times from 1ms to 24h, as 100ms, 2s, 5m, 1h";
    Matcher matcher = DURATION.matcher(node instanceof ScalarNode scalar ? scalar.getValue() : "");
    if (!matcher.matches()) {
      return refuseText(allowed);
    }
    long count = Long.parseLong(matcher.group(1));
    Duration duration =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(count);
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          default -> Duration.ofHours(count);
        };
    boolean inRange = duration.isPositive() && duration.compareTo(Duration.ofDays(1)) <= 0;
    return inRange ? Optional.of(duration) : refuseText(allowed);
  }

  /** This value as an error quotes it. */
  private String shown() {
    return switch (node.getNodeType()) {
      case MAPPING -> "a mapping";
      case SEQUENCE -> "a list";
      case SCALAR ->
          node.getTag().equals(Tag.NULL)
              ? "empty"
              : "\"" + shorten(((ScalarNode) node).getValue()) + "\"";
      case ANCHOR -> "an anchor";
    };
  }

  /** A text short and plain enough for one line of a terminal. */
  static String shorten(String text) {
    StringBuilder plain = new StringBuilder();
    text.codePoints()
        .limit(60)
        .forEach(point -> plain.appendCodePoint(Character.isISOControl(point) ? '\u00b7' : point));
    return text.codePointCount(0, text.length()) > 60 ? plain + "..." : plain.toString();
  }
}
