package io.hotpair.config;

/**
 * Something in the site file that is wrong, or that an administrator should know.
 *
 * @param file the file's name as it was given
 * @param line from 1
 * @param column from 1
 * @param text what was read; what is allowed
 */
public record Problem(String file, int line, int column, String text) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + text;
  }
}
