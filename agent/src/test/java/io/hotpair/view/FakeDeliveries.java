package io.hotpair.view;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** Deliveries that are kept as long as a test runs. */
public final class FakeDeliveries implements Deliveries {
  private final Map<String, Long> reached = new ConcurrentHashMap<>();

  @Override
  public OptionalLong reached(String target) {
    Long sequence = reached.get(target);
    return sequence == null ? OptionalLong.empty() : OptionalLong.of(sequence);
  }

  @Override
  public void reached(String target, long sequence) {
    reached.put(target, sequence);
  }
}
