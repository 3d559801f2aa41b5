package io.hotpair.simulation;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PathKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Two networks that lose, delay and double datagrams, and whose directions can be cut. */
final class SimulatedNetwork {
  private final Schedule schedule;
  private final Dice dice;
  private final Set<Direction> cut = new HashSet<>();
  private final Map<PathKind, Quality> quality = new HashMap<>();

  private record Direction(PathKind kind, NodeName from) {}

  /**
   * How good a network is.
   *
   * @param loss share of datagrams lost, 0 to 1
   * @param doubled share of datagrams that come twice, 0 to 1
   * @param most the longest delay
   */
  record Quality(double loss, double doubled, Duration most) {
    static final Quality GOOD = new Quality(0, 0, Duration.ofMillis(1));
  }

  SimulatedNetwork(Schedule schedule, Dice dice) {
    this.schedule = schedule;
    this.dice = dice;
  }

  void quality(PathKind kind, Quality now) {
    quality.put(kind, now);
  }

  void cut(PathKind kind, NodeName from, boolean isCut) {
    Direction direction = new Direction(kind, from);
    if (isCut) {
      cut.add(direction);
    } else {
      cut.remove(direction);
    }
  }

  boolean isCut(PathKind kind, NodeName from) {
    return cut.contains(new Direction(kind, from));
  }

  void send(PathKind kind, NodeName from, Runnable arrival) {
    Quality now = quality.getOrDefault(kind, Quality.GOOD);
    if (isCut(kind, from) || dice.chance(now.loss())) {
      return;
    }
    int copies = dice.chance(now.doubled()) ? 2 : 1;
    for (int copy = 0; copy < copies; copy++) {
      schedule.in(dice.between(Duration.ofNanos(50_000), now.most()), arrival);
    }
  }
}
