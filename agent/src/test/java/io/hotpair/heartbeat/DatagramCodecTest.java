package io.hotpair.heartbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.PairReport;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.site.Secret;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DatagramCodecTest {
  private static final DatagramCodec.Proof PROOF = new DatagramCodec.Proof(11, 12);
  private static final int LARGEST_UDP = 65_507;

  private final DatagramCodec blade = codec(TestSite.KEY, "as300", PathKind.PRIVATE, 1);
  private final DatagramCodec guest = codec(TestSite.KEY, "as300", PathKind.PRIVATE, 2);

  @Test
  void aDatagramComesBackAsItWas() {
    Beat beat = TestSite.beat(1, 5, 6, TestSite.report("erp"));
    byte[] datagram = sealed(blade, beat);
    assertEquals(
        new DatagramCodec.Opened.Accepted(beat, 3, true, PROOF),
        guest.open(datagram, datagram.length));
  }

  @Test
  void manyPairsGoOutInPartsThatFitTheMtu() {
    PairReport[] reports =
        IntStream.range(0, 100)
            .mapToObj(i -> i % 3 == 0 ? TestSite.largestReport("p" + i) : TestSite.report("p" + i))
            .toArray(PairReport[]::new);
    Beat beat = TestSite.beat(1, 5, 6, reports);
    ByteBuffer buffer = ByteBuffer.allocate(DatagramCodec.LARGEST);
    List<PairReport> heard = new ArrayList<>();
    int part = 0;
    for (int next = 0; next < reports.length; part++) {
      int following = blade.seal(beat, next, part, 2, PROOF, buffer);
      assertTrue(following > next, "no part is empty");
      assertTrue(buffer.remaining() <= DatagramCodec.LARGEST);
      var accepted =
          assertInstanceOf(
              DatagramCodec.Opened.Accepted.class, guest.open(buffer.array(), buffer.remaining()));
      assertEquals(6, accepted.beat().sequence());
      assertEquals(part, accepted.part());
      assertEquals(following == reports.length, accepted.last());
      heard.addAll(accepted.beat().reports());
      next = following;
    }
    assertEquals(beat.reports(), heard);
  }

  @Test
  void eachKindOfStrangerIsNamed() {
    byte[] good = sealed(blade, TestSite.beat(1, 5, 6));
    assertEquals(Rejection.NOT_OURS, rejection(guest, changed(good, 0)));
    assertEquals(Rejection.VERSION, rejection(guest, changed(good, 4)));
    assertEquals(Rejection.AUTHENTICATION, rejection(guest, changed(good, 5)));
    assertEquals(Rejection.OTHER_CLUSTER, rejection(guest, changed(good, 8)));
    assertEquals(
        Rejection.OTHER_CLUSTER,
        rejection(codec(TestSite.KEY, "as400", PathKind.PRIVATE, 2), good));
    assertEquals(
        Rejection.OTHER_RECEIVER,
        rejection(codec(TestSite.KEY, "as300", PathKind.PUBLIC, 2), good));
    assertEquals(Rejection.OTHER_RECEIVER, rejection(blade, good));
    Secret otherKey = new Secret(new byte[32]);
    assertEquals(
        Rejection.AUTHENTICATION, rejection(codec(otherKey, "as300", PathKind.PRIVATE, 2), good));
    assertEquals(Rejection.MALFORMED, rejection(guest, sealed(blade, TestSite.beat(0, 5, 6))));
    assertEquals(Rejection.MALFORMED, rejection(guest, sealed(blade, TestSite.beat(1, 0, 6))));
  }

  @Test
  void noSingleBitCanBeChanged() {
    byte[] good = sealed(blade, TestSite.beat(1, 5, 6, TestSite.report("erp")));
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] changed = good.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertInstanceOf(
          DatagramCodec.Opened.Rejected.class, guest.open(changed, changed.length), "bit " + bit);
    }
  }

  @Test
  void noLengthThrows() {
    byte[] good = sealed(blade, TestSite.beat(1, 5, 6, TestSite.largestReport("erp")));
    byte[] longest = new byte[LARGEST_UDP];
    new Random(2).nextBytes(longest);
    System.arraycopy(good, 0, longest, 0, good.length);
    for (int length = 0; length <= LARGEST_UDP; length++) {
      if (length != good.length) {
        assertInstanceOf(
            DatagramCodec.Opened.Rejected.class, guest.open(longest, length), "length " + length);
      }
    }
  }

  @Test
  void noNoiseThrows() {
    Random random = new Random(3);
    byte[] good = sealed(blade, TestSite.beat(1, 5, 6, TestSite.report("erp")));
    for (int run = 0; run < 50_000; run++) {
      byte[] noise = new byte[random.nextInt(DatagramCodec.LARGEST + 100)];
      random.nextBytes(noise);
      // With our own beginning, so that it gets further in.
      System.arraycopy(good, 0, noise, 0, Math.min(noise.length, random.nextInt(40)));
      assertInstanceOf(DatagramCodec.Opened.Rejected.class, guest.open(noise, noise.length));
    }
  }

  @Test
  void aDatagramsTagIsNoBlocksTag() {
    byte[] bytes = new byte[100];
    Authenticator.forDatagrams(TestSite.KEY, "as300").sign(bytes, 50, 50);
    byte[] block = new byte[100];
    Authenticator.forBlocks(TestSite.KEY, "as300").sign(block, 50, 50);
    assertNotEquals(Arrays.toString(bytes), Arrays.toString(block));
  }

  private static DatagramCodec codec(Secret key, String cluster, PathKind path, int self) {
    return new DatagramCodec(key, cluster, path, self);
  }

  private static byte[] sealed(DatagramCodec codec, Beat beat) {
    ByteBuffer buffer = ByteBuffer.allocate(DatagramCodec.LARGEST);
    codec.seal(beat, 0, 3, 2, PROOF, buffer);
    return Arrays.copyOf(buffer.array(), buffer.remaining());
  }

  private static byte[] changed(byte[] datagram, int at) {
    byte[] changed = datagram.clone();
    changed[at]++;
    return changed;
  }

  private static Rejection rejection(DatagramCodec codec, byte[] datagram) {
    return assertInstanceOf(
            DatagramCodec.Opened.Rejected.class, codec.open(datagram, datagram.length))
        .why();
  }
}
