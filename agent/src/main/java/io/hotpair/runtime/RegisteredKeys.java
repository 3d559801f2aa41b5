package io.hotpair.runtime;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.RegistrationKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Registered keys for people: each once, and no more text than a surface may carry. */
final class RegisteredKeys {
  private static final String SEPARATOR = ", ";

  /** With the words that say how many are left out it stays below 255 bytes of a text. */
  private static final int LONGEST = 230;

  private RegisteredKeys() {}

  /**
   * As {@code blade1 epoch 41 x2}: registered by two nexus.
   *
   * @param nodes by node id
   * @param registered the key of each registered nexus
   */
  static String text(Map<Integer, NodeName> nodes, List<RegistrationKey> registered) {
    Map<RegistrationKey, Integer> counts = new LinkedHashMap<>();
    registered.forEach(key -> counts.merge(key, 1, Integer::sum));
    List<String> words = new ArrayList<>();
    int length = 0;
    for (Map.Entry<RegistrationKey, Integer> key : counts.entrySet()) {
      String word = word(nodes, key.getKey()) + (key.getValue() == 1 ? "" : " x" + key.getValue());
      length += word.length() + SEPARATOR.length();
      if (length > LONGEST) {
        words.add("and " + (counts.size() - words.size()) + " more");
        break;
      }
      words.add(word);
    }
    return String.join(SEPARATOR, words);
  }

  private static String word(Map<Integer, NodeName> nodes, RegistrationKey key) {
    Optional<Map.Entry<Integer, NodeName>> owner =
        nodes.entrySet().stream().filter(node -> key.isOf(node.getKey())).findFirst();
    return owner
        .map(node -> node.getValue() + " epoch " + key.epoch())
        .orElseGet(() -> "0x" + key.hex());
  }
}
