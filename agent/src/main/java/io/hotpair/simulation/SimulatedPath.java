package io.hotpair.simulation;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.heartbeat.DiskBeats;
import io.hotpair.heartbeat.DiskRecords;
import io.hotpair.heartbeat.PairDisk;
import io.hotpair.port.BlockDevice;
import io.hotpair.port.DiskPath;
import java.util.Optional;

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

  /** Writes a beat at once, as a copy of the machine would with the shipped format. */
  static void write(World world, NodeName self, Beat beat) {
    BlockDevice device =
        new BlockDevice() {
          @Override
          public String name() {
            return "the shared disk";
          }

          @Override
          public Outcome<Boolean> read(long first, byte[] into) {
            world.disk.peek(first, into);
            return new Outcome.Succeeded<>(true);
          }

          @Override
          public Outcome<Boolean> write(long block, byte[] content) {
            world.disk.poke(block, content);
            return new Outcome.Succeeded<>(true);
          }

          @Override
          public void close() {}
        };
    PairDisk disk = world.site.disk(self, device);
    new DiskBeats(disk, new DiskRecords(disk)).write(beat);
  }

  DiskPath asValues() {
    NodeName self = machine.name();
    NodeName peer = world.peerOf(machine).name();
    return new DiskPath() {
      private Optional<Beat> written = Optional.empty();

      @Override
      public Outcome<Boolean> write(Beat beat) {
        return calls.write(
            fate -> {
              if (fate == SimulatedDisk.Fate.WHOLE) {
                written = Optional.of(beat);
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
                    written.isPresent() && !written.equals(world.disk.beat(self))));
      }
    };
  }
}
