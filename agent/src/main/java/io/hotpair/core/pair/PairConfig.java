package io.hotpair.core.pair;

import io.hotpair.core.model.FailbackPolicy;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.Timings;
import io.hotpair.core.plan.GroupPlan;
import java.time.Duration;
import java.util.List;

/**
 * What the rules of one pair need to know of the configuration, as seen from one node.
 *
 * @param pair the pair
 * @param self this node
 * @param peer the other node
 * @param preferred whether this node is the one that the site file lists first
 * @param guard what protects the arbiter LUN
 * @param plan the resource group
 * @param timings the times of the protocol
 * @param failback whether the pair moves back by itself
 * @param restarts restarts in place before the pair moves
 * @param maxMoves automatic moves allowed within {@code moveWindow}
 * @param moveWindow see there
 * @param healthGrace how long this node must be failing and its peer not before the pair moves
 * @param notArmed why nothing may move by itself, in words; empty if armed
 */
public record PairConfig(
    PairName pair,
    NodeName self,
    NodeName peer,
    boolean preferred,
    GuardKind guard,
    GroupPlan plan,
    Timings timings,
    FailbackPolicy failback,
    int restarts,
    int maxMoves,
    Duration moveWindow,
    Duration healthGrace,
    String notArmed) {

  /** Whether the pair may move by itself. */
  public boolean isArmed() {
    return notArmed.isEmpty();
  }

  /** Of automatic moves, those that count at a moment, oldest first. */
  List<Moment> recent(List<Moment> moves, Moment now) {
    return moves.stream().filter(at -> !now.isAtLeast(moveWindow, at)).toList();
  }

  /** So many moves that count, as a sentence. */
  String movesMade(int count) {
    return count + " automatic moves were made within " + moveWindow.toMinutes() + " min";
  }
}
