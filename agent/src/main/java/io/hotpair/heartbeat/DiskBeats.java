package io.hotpair.heartbeat;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.BootId;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairReport;
import io.hotpair.port.DiskPath;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Beats on the pair's disk. Of a beat's reports only this pair's is written, so it fits a block.
 *
 * <p><b>Clones.</b> Nobody but this life may write this node's beat block. So from the first own
 * write on, the block must carry this life's boot id, and a sequence between the last that was
 * surely written and the last that was tried. Anything else was written by a copy of this node, by
 * a second agent, or the disk was set back: {@link DiskPath.Look#cloned}.
 *
 * <p>One thread writes at a time, another may look.
 */
public final class DiskBeats implements DiskPath {
  private static final int UNKNOWN = -1;

  private final PairDisk disk;
  private final DiskRecords records;
  private final BeatCodec codec = new BeatCodec();
  private final ByteBuffer content = ByteBuffer.allocate(BlockCodec.MOST_CONTENT);

  // The sequence of the beat block, which goes on over restarts; not the beat's own.
  private long newest = UNKNOWN;
  private volatile Written written = new Written(BootId.NONE, 0);
  private volatile long tried;

  /** The beats on a disk, and the records beside them. */
  public DiskBeats(PairDisk disk, DiskRecords records) {
    this.disk = disk;
    this.records = records;
  }

  @Override
  public synchronized Outcome<Boolean> write(Beat beat) {
    if (newest == UNKNOWN) {
      Outcome<Long> found = newestOnDisk();
      if (!(found instanceof Outcome.Succeeded<Long>(Long sequence))) {
        return new Outcome.Failed<>(found.text());
      }
      newest = sequence;
    }
    long sequence = newest + 1;
    tried = sequence;
    codec.encode(ownPairOnly(beat), 0, content.clear());
    Outcome<Boolean> outcome =
        disk.write(PairDisk.Kind.BEAT, beat.boot(), sequence, content.flip());
    if (outcome.succeeded()) {
      newest = sequence;
      written = new Written(beat.boot(), sequence);
    }
    // Otherwise the next beat tries the same copy again: the other one holds the last word.
    return outcome;
  }

  private Outcome<Long> newestOnDisk() {
    // Two damaged copies of an own beat are worth nothing: they are written anew.
    return disk.read(
        blocks ->
            new Outcome.Succeeded<>(
                blocks.own(PairDisk.Kind.BEAT)
                        instanceof Outcome.Succeeded<Optional<BlockCodec.Opened.Content>>(var own)
                    ? own.map(BlockCodec.Opened.Content::sequence).orElse(0L)
                    : 0L));
  }

  private Beat ownPairOnly(Beat beat) {
    List<PairReport> reports = beat.reportOf(disk.pair().name()).stream().toList();
    return new Beat(
        beat.sender(),
        beat.boot(),
        beat.sequence(),
        beat.sent(),
        beat.echo(),
        beat.hears(),
        beat.digest(),
        beat.publicUp(),
        beat.health(),
        beat.leaving(),
        beat.probe(),
        reports);
  }

  @Override
  public Outcome<Look> look() {
    // Taken before the reading: what is written meanwhile may or may not be in it.
    Written before = written;
    return disk.read(blocks -> look(blocks, before));
  }

  private Outcome<Look> look(PairDisk.Blocks blocks, Written before) {
    Outcome<GuardReading> reading = records.reading(blocks);
    if (!(reading instanceof Outcome.Succeeded<GuardReading>(GuardReading guard))) {
      return new Outcome.Failed<>(reading.text());
    }
    var read = blocks.peers(PairDisk.Kind.BEAT);
    if (!(read instanceof Outcome.Succeeded<Optional<BlockCodec.Opened.Content>>(var peerBlock))) {
      return new Outcome.Failed<>(read.text());
    }
    Optional<Beat> peerBeat = peerBlock.flatMap(this::peerBeat);
    if (peerBlock.isPresent() && peerBeat.isEmpty()) {
      disk.count(Flaw.MALFORMED);
      return new Outcome.Failed<>("the beat of node " + disk.peerId() + " is malformed");
    }
    return new Outcome.Succeeded<>(
        new Look(peerBeat, guard.own(), guard.peer(), isCloned(blocks, before)));
  }

  private Optional<Beat> peerBeat(BlockCodec.Opened.Content block) {
    return BeatCodec.decode(block.bytes().duplicate())
        .filter(beat -> beat.sender() == disk.peerId() && beat.boot().equals(block.boot()));
  }

  private boolean isCloned(PairDisk.Blocks blocks, Written before) {
    if (before.sequence() == 0) {
      return false;
    }
    var read = blocks.own(PairDisk.Kind.BEAT);
    if (!(read instanceof Outcome.Succeeded<Optional<BlockCodec.Opened.Content>>(var own))) {
      return false; // damaged, not foreign
    }
    return own.isEmpty()
        || !own.get().boot().equals(before.boot())
        || own.get().sequence() < before.sequence()
        || own.get().sequence() > tried;
  }

  /** The last own beat that is surely on the disk. */
  private record Written(BootId boot, long sequence) {}
}
