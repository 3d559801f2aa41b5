package io.hotpair.heartbeat;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.hotpair.core.model.Beat;
import io.hotpair.core.model.PairReport;
import io.hotpair.core.model.PathKind;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A heartbeat is sealed without allocating, however many pairs it speaks of: no collection comes of
 * beats alone. What is left is the JDK's, a few arrays for each HMAC.
 */
final class SealingAllocationTest {
  private static final int WARM = 2_000;
  private static final int BEATS = 10_000;

  /** Bytes that one HMAC of the JDK takes, with room to spare. */
  private static final long HMAC = 256;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final DatagramCodec codec = new DatagramCodec(TestSite.KEY, "as300", PathKind.PRIVATE, 1);
  private final ByteBuffer datagram = ByteBuffer.allocate(DatagramCodec.LARGEST);

  @Test
  void sealingAllocatesNothingOfItsOwn() {
    long alone = perDatagram(beat(1));
    long crowded = perDatagram(beat(12));
    assertTrue(alone <= HMAC, () -> "one pair: " + alone + " bytes a datagram");
    assertTrue(crowded <= HMAC, () -> "twelve pairs: " + crowded + " bytes a datagram");
  }

  private static Beat beat(int pairs) {
    return TestSite.beat(
        1,
        5,
        6,
        IntStream.range(0, pairs)
            .mapToObj(number -> TestSite.report("pair" + number))
            .toArray(PairReport[]::new));
  }

  /** Allocated by this thread, with the codec's code warm. */
  private long perDatagram(Beat beat) {
    DatagramCodec.Proof proof = new DatagramCodec.Proof(11, 12);
    seal(beat, proof, WARM);
    long before = threads.getCurrentThreadAllocatedBytes();
    long sent = seal(beat, proof, BEATS);
    return (threads.getCurrentThreadAllocatedBytes() - before) / sent;
  }

  private long seal(Beat beat, DatagramCodec.Proof proof, int times) {
    long sent = 0;
    for (int time = 0; time < times; time++) {
      int next = 0;
      do {
        next = codec.seal(beat, next, 0, 2, proof, datagram);
        sent++;
      } while (next < beat.reports().size());
    }
    return sent;
  }
}
