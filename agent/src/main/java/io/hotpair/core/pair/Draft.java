package io.hotpair.core.pair;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A map in the making: what nothing changes is not copied, for most events change one entry of one
 * map.
 */
final class Draft<K, V> {
  private Map<K, V> current;
  private boolean own;

  Draft(Map<K, V> before) {
    current = before;
  }

  V get(K key) {
    return current.get(key);
  }

  void put(K key, V value) {
    if (current.get(key) == value) {
      return;
    }
    if (!own) {
      current = new HashMap<>(current);
      own = true;
    }
    current.put(key, value);
  }

  /** Changes an entry if there is one. */
  void change(K key, UnaryOperator<V> change) {
    V old = current.get(key);
    if (old != null) {
      put(key, change.apply(old));
    }
  }

  void changeAll(UnaryOperator<V> change) {
    // Keys stay as they are, so an entry may be put while all are walked through.
    for (Map.Entry<K, V> entry : current.entrySet()) {
      put(entry.getKey(), change.apply(entry.getValue()));
    }
  }

  Map<K, V> map() {
    return current;
  }
}
