package io.hotpair;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;

/**
 * A seeded run of bad input: for two seconds in the build, for as long as {@code
 * -Dhotpair.fuzz=10m} says by hand, with the seed of {@code -Dhotpair.fuzz.seed}.
 */
public final class Fuzz {
  // What a run may hold more at its end than after its first round; tests run beside each other.
  private static final long MOST_GROWTH = 16L << 20;

  // However slow the machine is.
  private static final long LEAST_ROUNDS = 10;

  /** What the run can be repeated with. */
  public final long seed = Long.getLong("hotpair.fuzz.seed", 20_260_101L);

  /** All chance of the run. */
  public final Random random = new Random(seed);

  private final long end;
  private long rounds;
  private long usedAtFirst;

  /** Begins now. */
  public Fuzz() {
    String text = System.getProperty("hotpair.fuzz", "2s");
    end = System.nanoTime() + Duration.parse("PT" + text.toUpperCase(Locale.ROOT)).toNanos();
  }

  /** Whether another round is due. */
  public boolean goesOn() {
    if (rounds == 1) {
      usedAtFirst = used();
    }
    boolean due = rounds < LEAST_ROUNDS || System.nanoTime() < end;
    if (due) {
      rounds++;
    }
    return due;
  }

  /** Fails if the run has left memory behind; says how much was done. */
  public void assertNoGrowth(String what, long inputs) {
    long growth = used() - usedAtFirst;
    System.out.println(
        what
            + ", seed "
            + seed
            + ": "
            + inputs
            + " inputs, heap grew by "
            + growth / 1024
            + " KiB");
    assertTrue(growth < MOST_GROWTH, () -> "the heap grew by " + growth + " bytes: " + what);
  }

  private static long used() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Random bytes. */
  public byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Changes one to eight bits from the first of a range of bytes to its last. */
  public void flipBits(byte[] bytes, int first, int last) {
    int flips = 1 + random.nextInt(8);
    for (int flip = 0; flip < flips; flip++) {
      bytes[first + random.nextInt(last - first)] ^= (byte) (1 << random.nextInt(8));
    }
  }
}
