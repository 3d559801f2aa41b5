package io.hotpair.core.model;

import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;

/**
 * A beat's reports, in its order, and found by pair without a search: each pair asks for its own at
 * each event, which would grow with the square of the pairs. Never changes.
 */
final class Reports extends AbstractList<PairReport> implements RandomAccess {
  private final List<PairReport> inOrder;
  private final Map<PairName, PairReport> byPair;

  private Reports(List<PairReport> inOrder, Map<PairName, PairReport> byPair) {
    this.inOrder = inOrder;
    this.byPair = byPair;
  }

  static Reports of(List<PairReport> reports) {
    if (reports instanceof Reports same) {
      return same;
    }
    List<PairReport> inOrder = List.copyOf(reports);
    Map<PairName, PairReport> byPair = HashMap.newHashMap(inOrder.size());
    // Of a pair that is told twice the first counts.
    inOrder.forEach(report -> byPair.putIfAbsent(report.pair(), report));
    return new Reports(inOrder, byPair);
  }

  /** What is said of a pair; null if nothing. */
  PairReport of(PairName pair) {
    return byPair.get(pair);
  }

  @Override
  public PairReport get(int place) {
    return inOrder.get(place);
  }

  @Override
  public int size() {
    return inOrder.size();
  }
}
