package io.hotpair.mbeans;

import java.util.Locale;

/** How the words of enumerations are spelled for people and in the MIB: {@code heldByPeer}. */
final class Labels {
  private Labels() {}

  static String of(Enum<?> word) {
    StringBuilder label = new StringBuilder();
    boolean upper = false;
    for (char letter : word.name().toLowerCase(Locale.ROOT).toCharArray()) {
      if (letter == '_') {
        upper = true;
      } else {
        label.append(upper ? Character.toUpperCase(letter) : letter);
        upper = false;
      }
    }
    return label.toString();
  }
}
