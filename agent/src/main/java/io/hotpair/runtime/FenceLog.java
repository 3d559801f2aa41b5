package io.hotpair.runtime;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.port.FenceDevice;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** What each fence level said last. */
final class FenceLog {
  private final Map<Level, Entry> entries = new ConcurrentHashMap<>();
  private final LongSupplier wallMillis;

  FenceLog(LongSupplier wallMillis) {
    this.wallMillis = wallMillis;
  }

  /** A node's level, by its place in the order of use, from 1. */
  private record Level(NodeName node, int place) {}

  /** A level's last answer. */
  record Entry(String status, String result, long wallMillis) {
    static final Entry NONE = new Entry("unknown", "", 0);
  }

  void note(NodeName node, int place, Outcome<FenceDevice.Power> outcome) {
    String status =
        outcome instanceof Outcome.Succeeded<FenceDevice.Power>(FenceDevice.Power power)
            ? power.name().toLowerCase(Locale.ROOT)
            : "unknown";
    entries.put(new Level(node, place), new Entry(status, outcome.text(), wallMillis.getAsLong()));
  }

  Entry last(NodeName node, int place) {
    return entries.getOrDefault(new Level(node, place), Entry.NONE);
  }
}
