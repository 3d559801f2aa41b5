package io.hotpair.simulation;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Commands to the shared disk of one life of an agent: each call waits in simulated time. */
final class DiskCalls {
  private final SimulatedDisk disk;
  private final NodeName node;
  private final SimulatedAgent agent;
  private final Supplier<Strand> caller;
  private final BooleanSupplier admitted;

  /**
   * Calls of one caller at a time.
   *
   * @param caller the call that waits
   * @param admitted whether the storage takes writes of this node now
   */
  DiskCalls(
      SimulatedDisk disk,
      NodeName node,
      SimulatedAgent agent,
      Supplier<Strand> caller,
      BooleanSupplier admitted) {
    this.disk = disk;
    this.node = node;
    this.agent = agent;
    this.caller = caller;
    this.admitted = admitted;
  }

  SimulatedDisk disk() {
    return disk;
  }

  NodeName node() {
    return node;
  }

  <T> Outcome<T> read(Supplier<T> look) {
    return await(answer -> disk.read(node, agent.machineAlive(), look, answer));
  }

  /** Writes blocks; {@code Failed}: a reservation refused them. */
  Outcome<Boolean> write(Consumer<SimulatedDisk.Fate> landing) {
    AtomicBoolean refused = new AtomicBoolean();
    Outcome<Boolean> outcome =
        command(
            fate -> {
              if (fate == SimulatedDisk.Fate.LOST || admitted.getAsBoolean()) {
                landing.accept(fate);
              } else {
                refused.set(true);
              }
            });
    return refused.get() && outcome.succeeded() ? new Outcome.Failed<>("reserved") : outcome;
  }

  /** Sends what changes something, past every reservation. */
  Outcome<Boolean> command(Consumer<SimulatedDisk.Fate> landing) {
    return await(answer -> disk.write(node, agent.machineAlive(), landing, answer));
  }

  private <T> Outcome<T> await(Consumer<Consumer<Outcome<T>>> issue) {
    Strand strand = caller.get();
    Box<T> box = new Box<>();
    issue.accept(
        outcome -> {
          box.outcome = outcome;
          agent.whenRunning(strand::resume);
        });
    strand.await();
    return box.outcome;
  }

  private static final class Box<T> {
    private Outcome<T> outcome;
  }
}
