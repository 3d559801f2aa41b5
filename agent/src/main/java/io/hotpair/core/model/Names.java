package io.hotpair.core.model;

import java.util.Objects;

/** The one rule for names that index tables: equal on both nodes, safe in an OID and a file. */
final class Names {
  private static final int LONGEST = 32;

  private Names() {}

  static String check(String what, String value) {
    Objects.requireNonNull(value, what);
    if (!isAllowed(value)) {
      throw new IllegalArgumentException(
          what + " \"" + value + "\": allowed are 1 to 32 of A-Z a-z 0-9 _ -");
    }
    return value;
  }

  // Not by a pattern: every pair's name in every heartbeat is looked at.
  private static boolean isAllowed(String value) {
    if (value.isEmpty() || value.length() > LONGEST) {
      return false;
    }
    for (int place = 0; place < value.length(); place++) {
      if (!isAllowed(value.charAt(place))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAllowed(char letter) {
    return letter >= 'a' && letter <= 'z'
        || letter >= 'A' && letter <= 'Z'
        || letter >= '0' && letter <= '9'
        || letter == '_'
        || letter == '-';
  }
}
