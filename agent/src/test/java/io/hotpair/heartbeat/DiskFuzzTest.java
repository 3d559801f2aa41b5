package io.hotpair.heartbeat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.Fuzz;
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
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Whatever lies on the disk: a reading is refused, or says what the nodes have written there. */
final class DiskFuzzTest {
  private static final int USED = 9;
  private static final int CHECKSUM_AT = BlockDevice.BLOCK - Authenticator.TAG - 4;

  private final Fuzz fuzz = new Fuzz();
  private final Map<Flaw, Long> flaws = new EnumMap<>(Flaw.class);
  private final FakeBlockDevice sound = new FakeBlockDevice(BlockDevice.MOST_BLOCKS);
  private final Set<EpochRecord> genuine;

  DiskFuzzTest() {
    EpochRecord first = record(1, 4, Disposition.CLAIMING);
    EpochRecord second = record(2, 4, Disposition.HELD);
    Disk blade = new Disk(sound, TestSite.onPort(7801), TestSite.ERP, TestSite.BLADE);
    assertTrue(blade.beats.write(TestSite.beat(1, 5, 6, TestSite.report("erp"))).succeeded());
    assertTrue(blade.beats.write(TestSite.beat(1, 5, 7, TestSite.report("erp"))).succeeded());
    assertTrue(blade.records.write(first).succeeded());
    assertTrue(blade.records.write(second).succeeded());
    genuine = Set.of(first, second);
  }

  private record Disk(PairDisk disk, DiskRecords records, DiskBeats beats) {
    Disk(BlockDevice device, Site site, PairName pair, NodeName self) {
      this(new PairDisk(site, TestSite.pair(pair), self, device));
    }

    private Disk(PairDisk disk) {
      this(disk, new DiskRecords(disk));
    }

    private Disk(PairDisk disk, DiskRecords records) {
      this(disk, records, new DiskBeats(disk, records));
    }
  }

  private static EpochRecord record(long sequence, long epoch, Disposition disposition) {
    return new EpochRecord(
        1, new BootId(5), sequence, new Epoch(epoch), disposition, "", MoveReason.NONE, List.of());
  }

  @Test
  void whatIsReadWasWrittenThere() {
    long inputs = 0;
    while (fuzz.goesOn()) {
      for (int index = 0; index < 200; index++) {
        FakeBlockDevice device = sound.copy();
        int damaged = 1 + fuzz.random.nextInt(3);
        boolean authentic = false;
        for (int count = 0; count < damaged; count++) {
          authentic |= damage(device.content, fuzz.random.nextInt(USED) * BlockDevice.BLOCK);
        }
        judge(device, authentic);
        inputs++;
      }
    }
    assertEquals(EnumSet.allOf(Flaw.class), flaws.keySet(), "what was never met is not tested");
    fuzz.assertNoGrowth("disk blocks " + flaws, inputs);
  }

  private void judge(FakeBlockDevice device, boolean authentic) {
    byte[] before = device.content.clone();
    Disk guest = new Disk(device, TestSite.onPort(7801), TestSite.ERP, TestSite.GUEST);
    Outcome<DiskPath.Look> look = guest.beats.look();
    guest.disk.flaws().forEach((flaw, count) -> flaws.merge(flaw, count, Long::sum));
    assertArrayEquals(before, device.content, "a look writes nothing");
    switch (look) {
      case Outcome.Succeeded<DiskPath.Look>(DiskPath.Look seen) ->
          assertTrue(
              authentic || seen.peer().sequence() == 0 || genuine.contains(seen.peer()),
              () -> "nobody wrote " + seen.peer() + ", seed " + fuzz.seed);
      case Outcome.Failed<DiskPath.Look>(String reason) -> {
        assertTrue(reason.length() > 10, reason);
        refuseToWrite(device, guest);
      }
      case Outcome.TimedOut<DiskPath.Look> late -> throw new AssertionError(late.text());
      case Outcome.Unknown<DiskPath.Look> unknown -> throw new AssertionError(unknown.text());
    }
  }

  /** On what is not this pair's nothing is ever written. */
  private void refuseToWrite(FakeBlockDevice device, Disk guest) {
    byte[] before = device.content.clone();
    boolean ours = guest.disk.read(_ -> new Outcome.Succeeded<>(true)).succeeded();
    Outcome<Boolean> written = guest.beats.write(TestSite.beat(2, 8, 1, TestSite.report("erp")));
    if (!ours) {
      assertTrue(written instanceof Outcome.Failed<Boolean>, () -> "wrote on " + written);
      assertArrayEquals(before, device.content, "wrote on a disk that is not this pair's");
    }
  }

  /** Damages one block; whether the damage bears the tag of the cluster key. */
  private boolean damage(byte[] disk, int at) {
    int place = at / BlockDevice.BLOCK;
    boolean authentic = false;
    switch (fuzz.random.nextInt(10)) {
      case 0 -> put(disk, at, fuzz.bytes(BlockDevice.BLOCK));
      case 1 -> fuzz.flipBits(disk, at, at + BlockDevice.BLOCK);
      case 2 -> put(disk, at, new byte[BlockDevice.BLOCK]);
      case 3 -> put(disk, at, sealed("as301", TestSite.KEY, "erp", place));
      case 4 -> put(disk, at, sealed(TestSite.CLUSTER, TestSite.KEY, "crm", place));
      case 5 -> put(disk, at, sealed(TestSite.CLUSTER, new Secret(new byte[32]), "erp", place));
      case 6 -> {
        // Of an older version, with a checksum that is right.
        disk[at + 4] = 0;
        CRC32C checksum = new CRC32C();
        checksum.update(disk, at, CHECKSUM_AT);
        ByteBuffer.wrap(disk, at, BlockDevice.BLOCK)
            .slice()
            .putInt(CHECKSUM_AT, (int) checksum.getValue());
      }
      case 7 -> {
        // Half written.
        byte[] next = sealed(TestSite.CLUSTER, TestSite.KEY, "erp", place);
        int sectors = fuzz.random.nextInt(BlockDevice.BLOCK / FakeBlockDevice.SECTOR);
        System.arraycopy(next, 0, disk, at, sectors * FakeBlockDevice.SECTOR);
        authentic = true;
      }
      case 8 -> {
        // Another place's block.
        int other = fuzz.random.nextInt(USED) * BlockDevice.BLOCK;
        System.arraycopy(disk, other, disk, at, BlockDevice.BLOCK);
        authentic = true;
      }
      default -> {
        put(disk, at, sealed(TestSite.CLUSTER, TestSite.KEY, "erp", place));
        authentic = true;
      }
    }
    return authentic;
  }

  private static void put(byte[] disk, int at, byte[] block) {
    System.arraycopy(block, 0, disk, at, block.length);
  }

  /** Any content, in a block that is whole. */
  private byte[] sealed(String cluster, Secret key, String pair, int place) {
    BlockCodec codec = new BlockCodec(key, cluster, new PairName(pair));
    ByteBuffer content = ByteBuffer.wrap(fuzz.bytes(fuzz.random.nextInt(200)));
    return codec.seal(place, new BootId(9), 1 + fuzz.random.nextInt(1_000), content);
  }
}
