package io.hotpair.core.model;

import java.util.List;

/**
 * A move as it is kept: what it was called, and how it was decided as a text.
 *
 * @param number counts this node's records over restarts, from 1
 * @param wallMillis when it was over, milliseconds since 1970
 * @param pair the pair that moved
 * @param eventIds the ids of its events, oldest first
 * @param text the decision, as the room that explains it writes it
 */
public record DecisionRecord(
    long number, long wallMillis, PairName pair, List<String> eventIds, String text) {
  /** Copies the list. */
  public DecisionRecord {
    eventIds = List.copyOf(eventIds);
  }
}
