package io.hotpair.runtime;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.port.FenceDevice;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** What the fence devices said last. */
final class FenceLog {
  private final Map<NodeName, Entry> entries = new ConcurrentHashMap<>();
  private final LongSupplier wallMillis;

  FenceLog(LongSupplier wallMillis) {
    this.wallMillis = wallMillis;
  }

  /** A device's last answer. */
  record Entry(String status, String result, long wallMillis) {
    static final Entry NONE = new Entry("unknown", "", 0);
  }

  void note(NodeName node, Outcome<FenceDevice.Power> outcome) {
    String status =
        outcome instanceof Outcome.Succeeded<FenceDevice.Power>(FenceDevice.Power power)
            ? power.name().toLowerCase(Locale.ROOT)
            : "unknown";
    entries.put(node, new Entry(status, outcome.text(), wallMillis.getAsLong()));
  }

  Entry last(NodeName node) {
    return entries.getOrDefault(node, Entry.NONE);
  }
}
