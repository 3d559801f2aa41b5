package io.hotpair.jolokia;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;

/**
 * JSON in UTF-8, letter by letter what Jolokia's own writer makes of the values that its converter
 * leaves, but written into an {@link Answer} without a copy as text: whole tables are large.
 */
final class JsonText {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final Answer answer;

  /** Writes into an answer. */
  JsonText(Answer answer) {
    this.answer = answer;
  }

  /** A text as it stands in JSON, with its quotes. */
  static byte[] quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char letter : text.toCharArray()) {
      if (isPlain(letter)) {
        quoted.append(letter);
      } else {
        quoted.append(escape(letter));
      }
    }
    return quoted.append('"').toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Any value of an answer.
   *
   * @throws Answer.TooLongException if the answer has no room for it
   */
  void value(Object value) throws IOException {
    switch (value) {
      case null -> plain("null");
      case JsonValue own -> own.write(this);
      case Map<?, ?> object -> object(object);
      case Collection<?> list -> list(list);
      case Boolean truth -> plain(truth ? "true" : "false");
      case Double number when !Double.isFinite(number) -> plain("null");
      case Float number when !Float.isFinite(number) -> plain("null");
      case Number number -> plain(number.toString());
      case Object text -> text(text.toString());
    }
  }

  private void object(Map<?, ?> object) throws IOException {
    byte before = '{';
    if (object.isEmpty()) {
      answer.put(before);
    }
    for (Map.Entry<?, ?> member : object.entrySet()) {
      answer.put(before);
      text(String.valueOf(member.getKey()));
      answer.put((byte) ':');
      value(member.getValue());
      before = ',';
    }
    answer.put((byte) '}');
  }

  private void list(Collection<?> list) throws IOException {
    byte before = '[';
    if (list.isEmpty()) {
      answer.put(before);
    }
    for (Object element : list) {
      answer.put(before);
      value(element);
      before = ',';
    }
    answer.put((byte) ']');
  }

  /** What is JSON already. */
  void raw(byte[] json) throws IOException {
    answer.put(json);
  }

  /** One letter of JSON's own. */
  void raw(char mark) throws IOException {
    answer.put((byte) mark);
  }

  /** A text with its quotes. */
  void text(String text) throws IOException {
    int length = text.length();
    for (int place = 0; place < length; place++) {
      char letter = text.charAt(place);
      if (letter > 0x7e || !isPlain(letter)) {
        answer.put(quoted(text));
        return;
      }
    }
    answer.put((byte) '"');
    plain(text);
    answer.put((byte) '"');
  }

  private void plain(String ascii) throws IOException {
    answer.putAscii(ascii);
  }

  private static boolean isPlain(char letter) {
    return letter >= ' ' && letter != '"' && letter != '\\';
  }

  private static String escape(char letter) {
    return switch (letter) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> "\\u00" + (char) HEX[letter >> 4] + (char) HEX[letter & 0xf];
    };
  }
}
