package io.hotpair.windows;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.function.LongSupplier;

/**
 * The monotonic clock that includes sleep and hibernation: QueryInterruptTimePrecise of
 * realtimeapiset.h, in Windows since version 10 and Server 2016. Its unbiased sister would stand
 * still while the machine sleeps.
 */
final class InterruptClock implements LongSupplier {
  private static final long NANOS_PER_UNIT = 100;

  /** Where Windows has the function: kernel32 does not pass it on. */
  private static final String LIBRARY = "kernelbase";

  /** Bound at the first use, for only Windows has it. */
  private static final class Functions {
    private static final MethodHandle QUERY =
        Kernel32.swiftFunction(
            LIBRARY, "QueryInterruptTimePrecise", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));

    // One for each thread that asks: a reading allocates nothing.
    private static final ThreadLocal<Reading> READING = ThreadLocal.withInitial(Reading::new);
  }

  private static final class Reading {
    private final long[] units = new long[1];
    private final MemorySegment segment = MemorySegment.ofArray(units);
  }

  private final LongSupplier units;

  /** This machine's. */
  InterruptClock() {
    this(InterruptClock::query);
  }

  /**
   * A clock.
   *
   * @param units its count of 100 ns since the boot
   */
  InterruptClock(LongSupplier units) {
    this.units = units;
  }

  private static long query() {
    Reading reading = Functions.READING.get();
    try {
      Functions.QUERY.invokeExact(reading.segment);
    } catch (Throwable wrong) {
      throw Kernel32.broken(wrong);
    }
    return reading.units[0];
  }

  /** Nanoseconds since the boot, sleep included. */
  @Override
  public long getAsLong() {
    return Math.multiplyExact(units.getAsLong(), NANOS_PER_UNIT);
  }
}
