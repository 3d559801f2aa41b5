package io.hotpair.health;

import io.hotpair.core.model.HealthKind;
import io.hotpair.core.model.HealthReading;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.Outcome;
import io.hotpair.port.BlockDevice;
import io.hotpair.port.HealthProbe;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Writes a block past every cache and reads it again: what a kernel's counters can't say, whether
 * the disk still takes what it is given, and how fast. A disk that hangs keeps the caller.
 */
final class SystemDisk implements HealthProbe {
  private final BlockDevice file;
  private final LongSupplier nanos;
  private final Percentiles percentiles = new Percentiles();
  private long written;
  private volatile boolean worked;

  /**
   * A probe.
   *
   * @param file one block that nobody else uses
   * @param nanos a monotonic clock
   */
  SystemDisk(BlockDevice file, LongSupplier nanos) {
    this.file = file;
    this.nanos = nanos;
  }

  @Override
  public HealthKind kind() {
    return HealthKind.SYSTEM_DISK;
  }

  @Override
  public String subject() {
    return "";
  }

  @Override
  public boolean mayHang() {
    return true;
  }

  @Override
  public HealthReading overdue(Duration waited) {
    return new HealthReading.Measured(
        waited.toMillis(), "no answer for " + waited.toSeconds() + " s");
  }

  @Override
  public HealthReading look() {
    written++;
    byte[] block = new byte[BlockDevice.BLOCK];
    ByteBuffer content = ByteBuffer.wrap(block);
    while (content.hasRemaining()) {
      content.putLong(written);
    }
    long begun = nanos.getAsLong();
    Outcome<Boolean> write = file.write(0, block);
    if (!write.succeeded()) {
      return refused(write);
    }
    Outcome<byte[]> read = file.read(0, 1);
    if (!(read instanceof Outcome.Succeeded<byte[]>(byte[] found))) {
      return refused(read);
    }
    if (!Arrays.equals(block, found)) {
      return new HealthReading.Judged(
          HealthVerdict.FAILED, file.name() + " does not read as it was written");
    }
    worked = true;
    long millis = TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - begun);
    percentiles.add(millis);
    return new HealthReading.Measured(
        millis, "a block was written and read in " + millis + " ms" + percentiles.text());
  }

  /** A file system that never took a direct write, as tmpfs, is not a broken disk. */
  private HealthReading refused(Outcome<?> outcome) {
    return worked
        ? new HealthReading.Judged(HealthVerdict.FAILED, outcome.text())
        : new HealthReading.NotKnown(outcome.text());
  }
}
