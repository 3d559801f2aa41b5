package io.hotpair.system;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The monotonic clock that includes suspend: CLOCK_BOOTTIME, see clock_gettime(2). Elsewhere than
 * on Linux {@link System#nanoTime}, which may stand still while the machine sleeps.
 */
public final class BootClock implements LongSupplier {
  private static final Logger LOG = LoggerFactory.getLogger(BootClock.class);
  private static final int CLOCK_BOOTTIME = 7;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  // The C library answers this call without entering the kernel, so it can take a heap array.
  private static final MethodHandle CLOCK_GETTIME =
      Kernel.isLinux()
          ? Kernel.swiftFunction(
              "clock_gettime",
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS))
          : null;

  // One for each thread that asks: a reading allocates nothing.
  private static final ThreadLocal<Timespec> TIMESPEC = ThreadLocal.withInitial(Timespec::new);

  private final LongSupplier source;

  /** This machine's best clock; warns if it does not include suspend. */
  public BootClock() {
    if (CLOCK_GETTIME != null) {
      source = BootClock::bootTime;
    } else {
      LOG.warn("No CLOCK_BOOTTIME here: time that this machine spends suspended is not counted.");
      long origin = System.nanoTime();
      source = () -> System.nanoTime() - origin;
    }
  }

  /** Nanoseconds since an arbitrary origin, at or above 0; never falls. */
  @Override
  public long getAsLong() {
    return source.getAsLong();
  }

  private static long bootTime() {
    Timespec timespec = TIMESPEC.get();
    int answer;
    try {
      answer =
          (int) Objects.requireNonNull(CLOCK_GETTIME).invokeExact(CLOCK_BOOTTIME, timespec.segment);
    } catch (Throwable e) {
      throw Kernel.broken("clock_gettime", e);
    }
    if (answer != 0) {
      throw new IllegalStateException("clock_gettime(CLOCK_BOOTTIME) failed: Linux before 2.6.39?");
    }
    return timespec.fields[0] * NANOS_PER_SECOND + timespec.fields[1];
  }

  /** A struct timespec of a 64-bit machine: seconds, nanoseconds. */
  private static final class Timespec {
    final long[] fields = new long[2];
    final MemorySegment segment = MemorySegment.ofArray(fields);
  }
}
