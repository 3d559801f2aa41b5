package io.hotpair.simulation;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.heartbeat.DiskBeats;
import io.hotpair.heartbeat.DiskRecords;
import io.hotpair.heartbeat.PairDisk;
import io.hotpair.port.DiskPath;

/** The beats on the simulated disk: in the shipped format, or as bare values. */
final class SimulatedPath {
  private final World world;
  private final Machine machine;
  private final DiskCalls calls;

  SimulatedPath(World world, Machine machine, DiskCalls calls) {
    this.world = world;
    this.machine = machine;
    this.calls = calls;
  }

  DiskPath inBlocks() {
    SimulatedBlocks blocks = new SimulatedBlocks(calls);
    PairDisk disk = world.site.disk(machine.name(), blocks);
    DiskPath path = new DiskBeats(disk, new DiskRecords(disk));
    return new DiskPath() {
      @Override
      public Outcome<Boolean> write(Beat beat) {
        blocks.whenWritten(() -> world.disk.beaten(machine.name(), beat));
        return path.write(beat);
      }

      @Override
      public Outcome<Look> look() {
        return path.look();
      }
    };
  }

  DiskPath asValues() {
    NodeName self = machine.name();
    NodeName peer = world.peerOf(machine).name();
    return new DiskPath() {
      @Override
      public Outcome<Boolean> write(Beat beat) {
        return calls.write(
            fate -> {
              if (fate == SimulatedDisk.Fate.WHOLE) {
                world.disk.beaten(self, beat);
              }
            });
      }

      @Override
      public Outcome<Look> look() {
        return calls.read(
            () ->
                new Look(
                    world.disk.beat(peer),
                    world.disk.record(self),
                    world.disk.record(peer),
                    false));
      }
    };
  }
}
