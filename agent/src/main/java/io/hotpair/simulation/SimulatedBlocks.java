package io.hotpair.simulation;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.BlockDevice;
import java.util.Arrays;

/** The shared disk as blocks, for the shipped format. */
final class SimulatedBlocks implements BlockDevice {
  private static final long HEADER = 0;

  private final DiskCalls calls;
  private Runnable written = () -> {};

  SimulatedBlocks(DiskCalls calls) {
    this.calls = calls;
  }

  /** What to do when the next block that is not the header lies on the disk as a whole. */
  void whenWritten(Runnable what) {
    written = what;
  }

  @Override
  public String name() {
    return "the shared disk";
  }

  @Override
  public Outcome<Boolean> read(long first, byte[] into) {
    return calls.read(
        () -> {
          calls.disk().peek(first, into);
          return true;
        });
  }

  @Override
  public Outcome<Boolean> write(long block, byte[] content) {
    byte[] bytes = content.clone();
    Runnable hook = block == HEADER ? () -> {} : written;
    return calls.write(fate -> land(fate, block, bytes, hook));
  }

  private void land(SimulatedDisk.Fate fate, long block, byte[] bytes, Runnable hook) {
    switch (fate) {
      case LOST -> {}
      case TORN -> calls.disk().poke(block, Arrays.copyOf(bytes, calls.disk().torn()));
      case WHOLE -> {
        calls.disk().poke(block, bytes);
        hook.run();
      }
    }
  }

  @Override
  public void close() {}
}
