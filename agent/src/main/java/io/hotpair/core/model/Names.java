package io.hotpair.core.model;

import java.util.Objects;
import java.util.regex.Pattern;

/** The one rule for names that index tables: equal on both nodes, safe in an OID and a file. */
final class Names {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_-]{1,32}");

  private Names() {}

  static String check(String what, String value) {
    Objects.requireNonNull(value, what);
    if (!ALLOWED.matcher(value).matches()) {
      throw new IllegalArgumentException(
          what + " \"" + value + "\": allowed are 1 to 32 of A-Z a-z 0-9 _ -");
    }
    return value;
  }
}
