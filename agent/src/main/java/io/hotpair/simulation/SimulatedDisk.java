package io.hotpair.simulation;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.BootId;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.port.BlockDevice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The shared disk: blocks. What a command does, it does at one instant between its issue and its
 * answer; each node's way to the disk can be slow, broken or hung. A command that is under way
 * outlives the agent that issued it; a power cut loses it, tears it, or comes too late for it.
 */
final class SimulatedDisk {
  /** The longest that a command takes when nothing is wrong. */
  static final Duration USUAL = Duration.ofMillis(4);

  private static final Duration LEAST = Duration.ofNanos(200_000);
  private static final int SECTOR = 512;

  private final Schedule schedule;
  private final Dice dice;
  private final BiConsumer<NodeName, Beat> clones;
  private final byte[] content = new byte[BlockDevice.MOST_BLOCKS * BlockDevice.BLOCK];
  private final Map<NodeName, Way> ways = new HashMap<>();
  private final Map<NodeName, EpochRecord> records = new HashMap<>();
  private final Map<NodeName, Beat> beats = new HashMap<>();
  private final Map<NodeName, List<Long>> beatTimes = new HashMap<>();

  /** One node's way to the disk. */
  static final class Way {
    Duration most = USUAL;
    boolean failing;
    boolean hung;
    int underWay;
    private final BooleanSupplier powered;
    private final List<Runnable> held = new ArrayList<>();

    private Way(BooleanSupplier powered) {
      this.powered = powered;
    }
  }

  /** What becomes of a write. */
  enum Fate {
    LOST,
    TORN,
    WHOLE
  }

  /**
   * A blank disk.
   *
   * @param clones writes a beat of a node's copy into the blocks at once
   */
  SimulatedDisk(Schedule schedule, Dice dice, BiConsumer<NodeName, Beat> clones) {
    this.clones = clones;
    this.schedule = schedule;
    this.dice = dice;
  }

  /**
   * Gives a node its way to the disk.
   *
   * @param powered whether the machine has power now, in whatever life
   */
  void connect(NodeName node, int id, BooleanSupplier powered) {
    ways.put(node, new Way(powered));
    records.put(node, EpochRecord.none(id));
    beatTimes.put(node, new ArrayList<>());
  }

  Way way(NodeName node) {
    return ways.get(node);
  }

  /** The last record of a node that is whole on the disk. */
  EpochRecord record(NodeName node) {
    return records.get(node);
  }

  void recorded(NodeName node, EpochRecord record) {
    records.put(node, record);
  }

  /** The last beat of a node that is whole on the disk; empty if it never wrote one. */
  Optional<Beat> beat(NodeName node) {
    return Optional.ofNullable(beats.get(node));
  }

  void beaten(NodeName node, Beat beat) {
    beats.put(node, beat);
    beatTimes.get(node).add(schedule.now());
  }

  /** When a node's beat block was written, in simulated nanoseconds, oldest first. */
  List<Long> beatTimes(NodeName node) {
    return beatTimes.get(node);
  }

  /** A copy of a node, in another life, writes one beat where only that node may. */
  void beatOfAClone(NodeName node, long boot) {
    Beat last = beats.get(node);
    if (last != null) {
      Beat foreign =
          new Beat(
              last.sender(),
              new BootId(boot | 1),
              last.sequence() + 1,
              last.sent(),
              last.echo(),
              last.hears(),
              last.digest(),
              last.publicUp(),
              last.health(),
              last.leaving(),
              last.probe(),
              last.reports());
      clones.accept(node, foreign);
      beaten(node, foreign);
    }
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

  /** Forgets what was held back on the way from a node that lost its power. */
  void drop(NodeName node) {
    ways.get(node).held.clear();
    ways.get(node).underWay = 0;
  }

  /** Reads at once, past every way. */
  void peek(long first, byte[] into) {
    System.arraycopy(content, (int) first * BlockDevice.BLOCK, into, 0, into.length);
  }

  /** Writes at once, past every way. */
  void poke(long block, byte[] bytes) {
    System.arraycopy(bytes, 0, content, (int) block * BlockDevice.BLOCK, bytes.length);
  }

  /**
   * Issues a read.
   *
   * @param alive whether the machine that issued it still has power in the life of the issue
   * @param look what it finds at the instant at which it is at the disk
   */
  <T> void read(
      NodeName node, Supplier<Boolean> alive, Supplier<T> look, Consumer<Outcome<T>> answer) {
    Way way = way(node);
    issue(
        way,
        () -> {
          if (alive.get()) {
            Outcome<T> outcome =
                way.failing
                    ? new Outcome.Failed<>("I/O error")
                    : new Outcome.Succeeded<>(look.get());
            answer(way, alive, outcome, answer);
          }
        });
  }

  /**
   * Issues a write.
   *
   * @param alive as for a read
   * @param landing does what became of it
   */
  void write(
      NodeName node,
      Supplier<Boolean> alive,
      Consumer<Fate> landing,
      Consumer<Outcome<Boolean>> answer) {
    Way way = way(node);
    issue(
        way,
        () -> {
          boolean lives = alive.get();
          // A machine that is back has a new session; what the old one had under way is gone.
          if (!lives && way.powered.getAsBoolean()) {
            return;
          }
          landing.accept(lives && !way.failing ? Fate.WHOLE : fate());
          Outcome<Boolean> outcome =
              way.failing ? new Outcome.Unknown<>("I/O error") : new Outcome.Succeeded<>(true);
          answer(way, alive, outcome, answer);
        });
  }

  /** How many bytes of a torn block are new. */
  int torn() {
    return SECTOR * (1 + dice.below(BlockDevice.BLOCK / SECTOR - 1));
  }

  private Fate fate() {
    return dice.oneIn(3) ? Fate.WHOLE : dice.oneIn(2) ? Fate.TORN : Fate.LOST;
  }

  private void issue(Way way, Runnable command) {
    way.underWay++;
    schedule.in(span(way) / 2, () -> reach(way, command));
  }

  private void reach(Way way, Runnable command) {
    if (way.hung) {
      way.held.add(() -> reach(way, command));
    } else {
      command.run();
    }
  }

  private <T> void answer(
      Way way, Supplier<Boolean> alive, Outcome<T> outcome, Consumer<Outcome<T>> answer) {
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
    return dice.between(LEAST, way.most);
  }
}
