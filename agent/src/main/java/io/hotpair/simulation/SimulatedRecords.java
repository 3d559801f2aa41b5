package io.hotpair.simulation;

import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.port.EpochRecords;
import java.util.Optional;
import java.util.function.Supplier;

/** The epoch records as one agent's guard calls see them: each call waits in simulated time. */
final class SimulatedRecords implements EpochRecords {
  private final SimulatedAgent agent;
  private final SimulatedDisk disk;
  private final NodeName self;
  private final NodeName peer;
  private final Observer observer;

  SimulatedRecords(
      SimulatedAgent agent, SimulatedDisk disk, NodeName self, NodeName peer, Observer observer) {
    this.agent = agent;
    this.disk = disk;
    this.self = self;
    this.peer = peer;
    this.observer = observer;
  }

  @Override
  public Outcome<GuardReading> read() {
    Outcome<GuardReading> outcome =
        command(() -> new GuardReading(disk.record(self), disk.record(peer), Optional.empty()));
    return outcome.succeeded() ? outcome : new Outcome.Failed<>(outcome.text());
  }

  @Override
  public Outcome<Boolean> write(EpochRecord own) {
    return command(
        () -> {
          observer.recordWritten(self, disk.record(self), own);
          disk.put(self, own);
          return true;
        });
  }

  private <T> Outcome<T> command(Supplier<T> effect) {
    Strand strand = agent.guardStrand();
    Box<T> box = new Box<>();
    disk.issue(
        self,
        agent.machineAlive(),
        effect,
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
