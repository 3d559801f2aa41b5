package io.hotpair.simulation;

import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.heartbeat.DiskRecords;
import io.hotpair.port.EpochRecords;
import java.util.Optional;

/**
 * The epoch records on the simulated disk, and the observer who sees what is written: in the
 * shipped format, or as bare values, which is faster and keeps the same rules.
 */
final class SimulatedRecords {
  private final World world;
  private final Machine machine;
  private final DiskCalls calls;

  SimulatedRecords(World world, Machine machine, DiskCalls calls) {
    this.world = world;
    this.machine = machine;
    this.calls = calls;
  }

  EpochRecords inBlocks() {
    SimulatedBlocks blocks = new SimulatedBlocks(calls);
    DiskRecords records = new DiskRecords(world.site.disk(machine.name(), blocks));
    return new EpochRecords() {
      @Override
      public Outcome<GuardReading> read() {
        return records.read();
      }

      @Override
      public Outcome<Boolean> write(EpochRecord own) {
        blocks.whenWritten(() -> written(own));
        return records.write(own);
      }
    };
  }

  EpochRecords asValues() {
    NodeName self = machine.name();
    NodeName peer = world.peerOf(machine).name();
    return new EpochRecords() {
      @Override
      public Outcome<GuardReading> read() {
        return calls.read(
            () ->
                new GuardReading(
                    world.disk.record(self), world.disk.record(peer), Optional.empty()));
      }

      @Override
      public Outcome<Boolean> write(EpochRecord own) {
        // What is torn counts as the one before: the copies are written in turn.
        return calls.write(
            fate -> {
              if (fate == SimulatedDisk.Fate.WHOLE) {
                written(own);
              }
            });
      }
    };
  }

  private void written(EpochRecord own) {
    world.observer.recordWritten(machine, world.disk.record(machine.name()), own);
    world.disk.recorded(machine.name(), own);
  }
}
