package io.hotpair.windows;

/**
 * What a program of Windows printed, as plain text. Such programs write in the code page of the
 * console, in UTF-8 or in UTF-16, with or without a byte order mark; digits, brackets and colons
 * are the same in all of them once the zeros of UTF-16 are gone.
 */
final class ConsoleText {
  private static final char MARK = '\uFEFF';

  /** What a decoder of UTF-8 leaves of each byte that it does not know, as of UTF-16's mark. */
  private static final char REPLACEMENT = '\uFFFD';

  private ConsoleText() {}

  /**
   * Without marks, zeros and carriage returns.
   *
   * @param output as {@link io.hotpair.port.Processes.Ended} has it: decoded as UTF-8
   */
  static String plain(String output) {
    StringBuilder plain = new StringBuilder(output.length());
    output
        .chars()
        .filter(letter -> letter != 0 && letter != '\r' && letter != MARK)
        .forEach(letter -> plain.append((char) letter));
    int start = 0;
    while (start < plain.length() && plain.charAt(start) == REPLACEMENT) {
      start++;
    }
    return plain.substring(start);
  }
}
