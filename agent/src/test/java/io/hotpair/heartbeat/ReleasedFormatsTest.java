package io.hotpair.heartbeat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.BootId;
import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.PairReport;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.Readiness;
import io.hotpair.core.model.Suspension;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/**
 * What release 0.1 puts on the wire and on the disk, kept as it was: agents of one version older
 * and newer must run as a pair. A fixture is written only where it is missing, and the property
 * {@code hotpair.rewrite} is set; one that a release has written is never changed.
 */
final class ReleasedFormatsTest {
  private static final Path FIXTURES =
      Path.of("src/test/resources/io/hotpair/heartbeat/release-0.1");
  private static final DatagramCodec.Proof PROOF = new DatagramCodec.Proof(11, 12);
  private static final int VERSION_AT = 4;
  private static final int CHECKSUM_AT = 4060;
  private static final int BEAT_PLACE = 1;
  private static final int RECORD_PLACE = 3;

  private final DatagramCodec blade =
      new DatagramCodec(TestSite.KEY, TestSite.CLUSTER, PathKind.PRIVATE, TestSite.BLADE_ID);
  private final DatagramCodec guest =
      new DatagramCodec(TestSite.KEY, TestSite.CLUSTER, PathKind.PRIVATE, TestSite.GUEST_ID);
  private final BlockCodec blocks = new BlockCodec(TestSite.KEY, TestSite.CLUSTER, TestSite.ERP);

  private static final Beat PLAIN = TestSite.beat(1, 5, 6, TestSite.report("erp"));
  private static final Beat LARGE =
      TestSite.beat(1, Long.MIN_VALUE, 77, TestSite.largestReport("erp"));

  private static final EpochRecord RECORD =
      new EpochRecord(
          1,
          new BootId(5),
          9,
          new Epoch(Epoch.LARGEST),
          Disposition.OFFERED,
          "request-2",
          MoveReason.ORDERED,
          List.of("request-1", "request-0"));

  @Test
  void itsDatagramsAreReadAndWrittenAsTheyWere() throws IOException {
    assertDatagram("datagram-plain", PLAIN);
    assertDatagram("datagram-large", LARGE);
    // One flag set and its neighbour not, so that no two can change places.
    assertDatagram(
        "datagram-active", TestSite.beat(1, 5, 8, flags(true, false), flags(false, true)));
  }

  private static PairReport flags(boolean running, boolean needsFencing) {
    return new PairReport(
        TestSite.ERP,
        PairState.ACTIVE,
        new Epoch(12),
        Readiness.READY,
        running,
        MoveReason.NONE,
        needsFencing,
        new Suspension(3, needsFencing),
        Optional.empty(),
        Optional.empty());
  }

  /** As agents wrote it that said nothing of their health. */
  @Test
  void aDatagramWithoutAWordOfHealthIsReadAsUnknown() throws IOException {
    Beat silent =
        new Beat(
            PLAIN.sender(),
            PLAIN.boot(),
            PLAIN.sequence(),
            PLAIN.sent(),
            PLAIN.echo(),
            PLAIN.hears(),
            PLAIN.digest(),
            PLAIN.publicUp(),
            HealthVerdict.UNKNOWN,
            PLAIN.leaving(),
            PLAIN.probe(),
            PLAIN.reports());
    assertDatagram("datagram-without-health", silent);
  }

  private void assertDatagram(String name, Beat beat) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(DatagramCodec.LARGEST);
    blade.seal(beat, 0, 0, TestSite.GUEST_ID, PROOF, buffer);
    byte[] sealed = Arrays.copyOf(buffer.array(), buffer.remaining());
    byte[] kept = fixture(name, sealed);
    assertEquals(
        new DatagramCodec.Opened.Accepted(beat, 0, true, PROOF), guest.open(kept, kept.length));
    assertArrayEquals(kept, sealed, name + ": release 0.1 would not read what is written now");
  }

  @Test
  void itsBeatBlockIsReadAndWrittenAsItWas() throws IOException {
    ByteBuffer content = ByteBuffer.allocate(BlockCodec.MOST_CONTENT);
    new BeatCodec().encode(PLAIN, 0, content);
    byte[] sealed = blocks.seal(BEAT_PLACE, PLAIN.boot(), 3, content.flip());
    byte[] kept = fixture("block-beat", sealed);
    assertEquals(
        Optional.of(PLAIN), BeatCodec.decode(content(kept, BEAT_PLACE).bytes().duplicate()));
    assertArrayEquals(kept, sealed);
  }

  @Test
  void itsEpochRecordIsReadAndWrittenAsItWas() throws IOException {
    byte[] sealed =
        blocks.seal(RECORD_PLACE, RECORD.boot(), RECORD.sequence(), RecordCodec.encode(RECORD));
    byte[] kept = fixture("block-record", sealed);
    assertEquals(Optional.of(RECORD), RecordCodec.decode(content(kept, RECORD_PLACE)));
    assertArrayEquals(kept, sealed);
  }

  private BlockCodec.Opened.Content content(byte[] block, int place) {
    return assertInstanceOf(BlockCodec.Opened.Content.class, blocks.open(block, 0, place));
  }

  @Test
  void whatALaterVersionAddsIsPassedOver() {
    for (byte[] added : List.of(new byte[] {9, 0, 0}, new byte[] {1, 0, 2, 7, 7, 127, 0, 1, 8})) {
      assertEquals(Optional.of(PLAIN), BeatCodec.decode(beatAnd(added)));
      assertEquals(Optional.of(RECORD), RecordCodec.decode(recordAnd(added)));
    }
  }

  @Test
  void whatIsNoExtensionIsRefused() {
    for (byte[] added :
        List.of(
            new byte[] {0},
            new byte[] {0, 0, 0},
            new byte[] {-1, 0, 0},
            new byte[] {9},
            new byte[] {9, 0},
            new byte[] {9, 0, 1},
            new byte[] {9, -1, -1, 4})) {
      assertEquals(Optional.empty(), BeatCodec.decode(beatAnd(added)));
      assertEquals(Optional.empty(), RecordCodec.decode(recordAnd(added)));
    }
  }

  private static ByteBuffer beatAnd(byte[] added) {
    ByteBuffer bytes = ByteBuffer.allocate(BlockCodec.MOST_CONTENT);
    new BeatCodec().encode(PLAIN, 0, bytes);
    return bytes.put(added).flip();
  }

  private static BlockCodec.Opened.Content recordAnd(byte[] added) {
    ByteBuffer bytes = ByteBuffer.allocate(BlockCodec.MOST_CONTENT);
    bytes.put(RecordCodec.encode(RECORD)).put(added).flip();
    return new BlockCodec.Opened.Content(RECORD.boot(), RECORD.sequence(), bytes);
  }

  /** A later version that this one must not pair with is told from damage, and from an attack. */
  @Test
  void anotherFormatVersionIsRefusedAsThat() throws IOException {
    byte[] datagram = fixture("datagram-plain", new byte[0]);
    datagram[VERSION_AT]++;
    assertEquals(
        new DatagramCodec.Opened.Rejected(Rejection.VERSION),
        guest.open(datagram, datagram.length));
    byte[] block = fixture("block-record", new byte[0]);
    block[VERSION_AT]++;
    CRC32C checksum = new CRC32C();
    checksum.update(block, 0, CHECKSUM_AT);
    ByteBuffer.wrap(block).putInt(CHECKSUM_AT, (int) checksum.getValue());
    assertEquals(new BlockCodec.Opened.Flawed(Flaw.VERSION), blocks.open(block, 0, RECORD_PLACE));
  }

  private static byte[] fixture(String name, byte[] now) throws IOException {
    Path file = FIXTURES.resolve(name + ".hex");
    if (Files.notExists(file) && Boolean.getBoolean("hotpair.rewrite") && now.length > 0) {
      Files.createDirectories(FIXTURES);
      String digits = HexFormat.of().formatHex(now);
      Files.writeString(file, digits.replaceAll("(.{64})", "$1\n") + "\n");
    }
    return HexFormat.of().parseHex(Files.readString(file).replace("\n", ""));
  }
}
