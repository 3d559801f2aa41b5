package io.hotpair.heartbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.BootId;
import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.site.Secret;
import io.hotpair.core.model.site.Site;
import io.hotpair.port.BlockDevice;
import io.hotpair.port.DiskPath;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PairDiskTest {
  private final FakeBlockDevice device = new FakeBlockDevice(BlockDevice.MOST_BLOCKS);
  private final End blade = new End(device, TestSite.BLADE);
  private final End guest = new End(device, TestSite.GUEST);

  /** The disk as one life of one node uses it. */
  private static final class End {
    final PairDisk disk;
    final DiskRecords records;
    final DiskBeats beats;

    End(BlockDevice device, NodeName self) {
      this(device, self, TestSite.onPort(7801), TestSite.ERP);
    }

    End(BlockDevice device, NodeName self, Site site, PairName pair) {
      disk = new PairDisk(site, TestSite.pair(pair), self, device);
      records = new DiskRecords(disk);
      beats = new DiskBeats(disk, records);
    }

    DiskPath.Look look() {
      return value(beats.look());
    }

    void write(Beat beat) {
      assertTrue(value(beats.write(beat)));
    }

    void write(EpochRecord record) {
      assertTrue(value(records.write(record)));
    }
  }

  @Test
  void aBlankDiskSaysNothingAndStaysBlank() {
    assertEquals(
        new DiskPath.Look(Optional.empty(), EpochRecord.none(1), EpochRecord.none(2), false),
        blade.look());
    assertEquals(List.of(), device.written);
  }

  @Test
  void eachHearsTheOther() {
    Beat ofBlade = TestSite.beat(1, 5, 6, TestSite.report("erp"));
    Beat ofGuest = TestSite.beat(2, 7, 8, TestSite.largestReport("erp"));
    blade.write(ofBlade);
    assertEquals(Optional.of(ofBlade), guest.look().peerBeat());
    guest.write(ofGuest);
    assertEquals(1, ofGuest.reports().size());
    assertEquals(
        Optional.of(TestSite.beat(2, 7, 8)), blade.look().peerBeat(), "of another pair: left out");
    EpochRecord ofBladeHeld = record(1, 5, 1, 3, Disposition.HELD);
    blade.write(ofBladeHeld);
    EpochRecord ofGuestOffer = record(2, 7, 1, 2, Disposition.OFFERED);
    guest.write(ofGuestOffer);
    assertEquals(
        new DiskPath.Look(Optional.of(ofBlade), ofGuestOffer, ofBladeHeld, false), guest.look());
    assertEquals(ofBladeHeld, blade.look().own());
    assertEquals(Map.of(), blade.disk.flaws());
  }

  @Test
  void theLargestReportFitsABlock() {
    PairName longest = TestSite.largestReport("a").pair();
    Site site = TestSite.onPort(7801);
    FakeBlockDevice other = new FakeBlockDevice(BlockDevice.MOST_BLOCKS);
    End one = new End(other, TestSite.BLADE, site, longest);
    Beat beat = TestSite.beat(1, 5, 6, TestSite.largestReport("a"));
    one.write(beat);
    assertEquals(
        Optional.of(beat), new End(other, TestSite.GUEST, site, longest).look().peerBeat());
  }

  @Test
  void theNewestWordCountsOverManyWritesAndRestarts() {
    for (int sequence = 1; sequence <= 5; sequence++) {
      End life = new End(device, TestSite.BLADE);
      for (int beat = 1; beat <= 3; beat++) {
        Beat said = TestSite.beat(1, sequence, beat * 2, TestSite.report("erp"));
        life.write(said);
        assertEquals(Optional.of(said), guest.look().peerBeat());
        assertFalse(life.look().cloned());
      }
    }
  }

  @Test
  void aPowerCutLeavesTheOldWordOrTheNewAtEverySector() {
    int whole = BlockDevice.BLOCK / FakeBlockDevice.SECTOR;
    for (int writes = 1; writes < 4; writes++) {
      for (int sectors = 0; sectors <= whole; sectors++) {
        FakeBlockDevice disk = new FakeBlockDevice(BlockDevice.MOST_BLOCKS);
        End writer = new End(disk, TestSite.BLADE);
        writer.write(TestSite.beat(1, 5, 1)); // labels the disk
        for (int sequence = 1; sequence < writes; sequence++) {
          writer.write(record(1, 5, sequence, 3, Disposition.CLAIMING));
        }
        disk.sectorsUntilPowerCut = sectors;
        assertInstanceOf(
            Outcome.Unknown.class, writer.records.write(record(1, 5, writes, 3, Disposition.HELD)));
        EpochRecord read = new End(disk, TestSite.GUEST).look().peer();
        // The tag stands in the last sector.
        assertEquals(sectors == whole ? writes : writes - 1, read.sequence());
        assertEquals(read, value(new End(disk, TestSite.BLADE).records.read()).own());
      }
    }
  }

  @Test
  void aHeaderTornAtTheFirstWriteIsWrittenAnew() {
    for (int sectors = 0; sectors <= BlockDevice.BLOCK / FakeBlockDevice.SECTOR; sectors++) {
      FakeBlockDevice disk = new FakeBlockDevice(BlockDevice.MOST_BLOCKS);
      disk.sectorsUntilPowerCut = sectors;
      Outcome<Boolean> cut = new End(disk, TestSite.BLADE).beats.write(TestSite.beat(1, 5, 1));
      assertInstanceOf(Outcome.Unknown.class, cut);
      End reborn = new End(disk, TestSite.GUEST);
      reborn.write(TestSite.beat(2, 6, 1));
      assertEquals(
          Optional.of(TestSite.beat(2, 6, 1)), new End(disk, TestSite.BLADE).look().peerBeat());
    }
  }

  @Test
  void twoDamagedCopiesTellNothingAndAreNamed() {
    blade.write(record(1, 5, 1, 3, Disposition.CLAIMING));
    blade.write(record(1, 5, 2, 3, Disposition.HELD));
    device.content[3 * BlockDevice.BLOCK + 50]++;
    assertEquals(Disposition.CLAIMING, guest.look().peer().disposition());
    device.content[4 * BlockDevice.BLOCK + 50]++;
    assertInstanceOf(Outcome.Failed.class, guest.beats.look());
    assertInstanceOf(Outcome.Failed.class, guest.records.read());
    assertEquals(Map.of(Flaw.TORN, 5L), guest.disk.flaws());
  }

  @Test
  void nothingIsWrittenOnADiskThatHoldsSomethingElse() {
    Random random = new Random(6);
    for (int block = 0; block < BlockDevice.MOST_BLOCKS; block++) {
      FakeBlockDevice disk = new FakeBlockDevice(BlockDevice.MOST_BLOCKS);
      disk.content[block * BlockDevice.BLOCK + random.nextInt(BlockDevice.BLOCK)] = 1;
      End stranger = new End(disk, TestSite.BLADE);
      Outcome<Boolean> refused = stranger.beats.write(TestSite.beat(1, 5, 1));
      assertInstanceOf(Outcome.Failed.class, refused, "block " + block);
      assertTrue(refused.text().contains("fake holds "), refused.text());
      assertInstanceOf(
          Outcome.Failed.class, stranger.records.write(record(1, 5, 1, 1, Disposition.CLAIMING)));
      assertEquals(List.of(), disk.written);
    }
  }

  @Test
  void aDiskOfOthersIsRefusedByName() {
    blade.write(TestSite.beat(1, 5, 1));
    Site site = TestSite.onPort(7801);
    Site otherKey = TestSite.onPort(7801, new Secret(new byte[32]));
    assertRefused("another pair", new End(device, TestSite.BLADE, site, new PairName("crm")));
    assertRefused("another cluster key", new End(device, TestSite.BLADE, otherKey, TestSite.ERP));
  }

  private static void assertRefused(String word, End end) {
    assertTrue(end.beats.look().text().contains(word), end.beats.look().text());
    assertInstanceOf(Outcome.Failed.class, end.beats.write(TestSite.beat(1, 5, 1)));
  }

  @Test
  void aBlockInAnotherPlaceIsFlawed() {
    blade.write(TestSite.beat(1, 5, 1));
    System.arraycopy(
        device.content,
        2 * BlockDevice.BLOCK,
        device.content,
        5 * BlockDevice.BLOCK,
        BlockDevice.BLOCK);
    assertEquals(Optional.empty(), blade.look().peerBeat());
    assertEquals(Map.of(Flaw.MISPLACED, 1L), blade.disk.flaws());
  }

  @Test
  void aCloneIsSeen() {
    blade.write(TestSite.beat(1, 5, 1));
    assertFalse(blade.look().cloned());
    End clone = new End(device, TestSite.BLADE);
    assertFalse(clone.look().cloned(), "an earlier life's block is no clone's");
    clone.write(TestSite.beat(1, 55, 1));
    assertTrue(blade.look().cloned());
    assertFalse(clone.look().cloned());
    blade.write(TestSite.beat(1, 5, 2));
    assertTrue(clone.look().cloned());
  }

  @Test
  void aDiskThatWasSetBackIsSeen() {
    FakeBlockDevice snapshot = device.copy();
    blade.write(TestSite.beat(1, 5, 1));
    FakeBlockDevice later = device.copy();
    blade.write(TestSite.beat(1, 5, 2));
    System.arraycopy(later.content, 0, device.content, 0, later.content.length);
    assertTrue(blade.look().cloned());
    System.arraycopy(snapshot.content, 0, device.content, 0, snapshot.content.length);
    assertTrue(blade.look().cloned());
  }

  @Test
  void aWriteOfUnknownFateIsNoClone() {
    blade.write(TestSite.beat(1, 5, 1));
    for (int sectors : new int[] {0, 3, 8}) {
      device.sectorsUntilPowerCut = sectors;
      assertInstanceOf(Outcome.Unknown.class, blade.beats.write(TestSite.beat(1, 5, 2)));
      assertFalse(blade.look().cloned());
      blade.write(TestSite.beat(1, 5, 3));
      assertFalse(blade.look().cloned());
      assertEquals(Optional.of(TestSite.beat(1, 5, 3)), guest.look().peerBeat());
    }
  }

  @Test
  void aBrokenDiskIsUnknownOrFailedNeverEmpty() {
    blade.write(TestSite.beat(1, 5, 1));
    device.broken = true;
    assertInstanceOf(Outcome.Failed.class, blade.beats.look());
    assertInstanceOf(Outcome.Failed.class, blade.records.read());
    assertInstanceOf(Outcome.Unknown.class, blade.beats.write(TestSite.beat(1, 5, 2)));
  }

  @Test
  void aDiskThatIsTooSmallIsNotUsed() {
    End small = new End(new FakeBlockDevice(BlockDevice.MOST_BLOCKS - 1), TestSite.BLADE);
    assertInstanceOf(Outcome.Failed.class, small.beats.write(TestSite.beat(1, 5, 1)));
  }

  @Test
  void noNoiseOnTheDiskThrows() {
    blade.write(TestSite.beat(1, 5, 1, TestSite.report("erp")));
    blade.write(record(1, 5, 1, 3, Disposition.HELD));
    FakeBlockDevice good = device.copy();
    Random random = new Random(7);
    for (int run = 0; run < 3_000; run++) {
      System.arraycopy(good.content, 0, device.content, 0, good.content.length);
      for (int hits = random.nextInt(20); hits >= 0; hits--) {
        int block = 1 + random.nextInt(8);
        device.content[block * BlockDevice.BLOCK + random.nextInt(64)] = (byte) random.nextInt();
      }
      guest.beats.look();
      guest.records.read();
    }
    assertTrue(guest.disk.flaws().size() > 1, guest.disk.flaws().toString());
  }

  @Test
  void aRecordComesBackAsItWas() {
    EpochRecord longest =
        new EpochRecord(
            1,
            new BootId(-1),
            9,
            new Epoch(Epoch.LARGEST),
            Disposition.RETREATED,
            "r".repeat(64),
            MoveReason.OFFER_NOT_TAKEN,
            Collections.nCopies(EpochRecord.MOST_EXECUTED, "e".repeat(64)));
    blade.write(longest);
    assertEquals(longest, guest.look().peer());
  }

  private static EpochRecord record(
      int node, long boot, long sequence, long epoch, Disposition disposition) {
    return new EpochRecord(
        node,
        new BootId(boot),
        sequence,
        new Epoch(epoch),
        disposition,
        "",
        MoveReason.NONE,
        List.of("request-1"));
  }

  private static <T> T value(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Succeeded<T>(T value) -> value;
      case Outcome.Failed<T> _, Outcome.TimedOut<T> _, Outcome.Unknown<T> _ ->
          throw new AssertionError(outcome.text());
    };
  }
}
