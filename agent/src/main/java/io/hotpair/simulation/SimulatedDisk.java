package io.hotpair.simulation;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The shared disk: a beat block and an epoch record for each node. What a command does, it does at
 * one instant between its issue and its answer; each node's way to the disk can be slow, broken or
 * hung. A command that is under way outlives the agent that issued it.
 */
final class SimulatedDisk {
  private final Schedule schedule;
  private final Dice dice;
  private final Map<NodeName, Way> ways = new HashMap<>();
  private final Map<NodeName, Beat> beats = new HashMap<>();
  private final Map<NodeName, EpochRecord> records = new HashMap<>();
  private final Map<NodeName, List<Long>> beatTimes = new HashMap<>();

  /** One node's way to the disk. */
  static final class Way {
    Duration least = Duration.ofNanos(200_000);
    Duration most = Duration.ofMillis(4);
    boolean failing;
    boolean hung;
    int underWay;
    private final List<Runnable> held = new ArrayList<>();
  }

  SimulatedDisk(Schedule schedule, Dice dice) {
    this.schedule = schedule;
    this.dice = dice;
  }

  void connect(NodeName node, int id) {
    ways.put(node, new Way());
    records.put(node, EpochRecord.none(id));
    beatTimes.put(node, new ArrayList<>());
  }

  Way way(NodeName node) {
    return ways.get(node);
  }

  EpochRecord record(NodeName node) {
    return records.get(node);
  }

  Beat beat(NodeName node) {
    return beats.get(node);
  }

  /** When a node's beat block was written, in simulated nanoseconds, oldest first. */
  List<Long> beatTimes(NodeName node) {
    return beatTimes.get(node);
  }

  void put(NodeName node, EpochRecord record) {
    records.put(node, record);
  }

  void put(NodeName node, Beat beat) {
    beats.put(node, beat);
    beatTimes.get(node).add(schedule.now());
  }

  void hang(NodeName node, boolean hung) {
    Way way = way(node);
    way.hung = hung;
    if (!hung) {
      List<Runnable> released = List.copyOf(way.held);
      way.held.clear();
      released.forEach(command -> schedule.in(span(way) / 2, command));
    }
  }

  /** Forgets what was under way from a node that lost its power. */
  void drop(NodeName node) {
    ways.get(node).held.clear();
    ways.get(node).underWay = 0;
  }

  /**
   * Issues a command.
   *
   * @param alive whether the machine that issued it still has power in the life of the issue
   * @param effect what it does at the disk
   */
  <T> void issue(
      NodeName node, Supplier<Boolean> alive, Supplier<T> effect, Consumer<Outcome<T>> answer) {
    Way way = way(node);
    way.underWay++;
    schedule.in(span(way) / 2, () -> reach(way, alive, effect, answer));
  }

  private <T> void reach(
      Way way, Supplier<Boolean> alive, Supplier<T> effect, Consumer<Outcome<T>> answer) {
    if (!alive.get()) {
      return;
    }
    if (way.hung) {
      way.held.add(() -> reach(way, alive, effect, answer));
      return;
    }
    // A broken way answers with an error, whether or not the command arrived.
    boolean arrives = !way.failing || dice.oneIn(2);
    T value = arrives ? effect.get() : null;
    Outcome<T> outcome =
        way.failing ? new Outcome.Unknown<>("I/O error") : new Outcome.Succeeded<>(value);
    schedule.in(
        span(way) / 2,
        () -> {
          if (alive.get()) {
            way.underWay--;
            answer.accept(outcome);
          }
        });
  }

  private long span(Way way) {
    return dice.between(way.least, way.most);
  }
}
