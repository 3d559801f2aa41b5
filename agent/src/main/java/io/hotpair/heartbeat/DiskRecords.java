package io.hotpair.heartbeat;

import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Outcome;
import io.hotpair.port.EpochRecords;
import java.util.Optional;

/** The two nodes' epoch records on the pair's disk. Safe for many threads. */
public final class DiskRecords implements EpochRecords {
  private final PairDisk disk;

  /** The records on a disk. */
  public DiskRecords(PairDisk disk) {
    this.disk = disk;
  }

  @Override
  public Outcome<GuardReading> read() {
    return disk.read(this::reading);
  }

  /** Both records of blocks that were read. */
  Outcome<GuardReading> reading(PairDisk.Blocks blocks) {
    Outcome<EpochRecord> own = record(blocks.own(PairDisk.Kind.RECORD), disk.selfId());
    Outcome<EpochRecord> peer = record(blocks.peers(PairDisk.Kind.RECORD), disk.peerId());
    if (own instanceof Outcome.Succeeded<EpochRecord>(EpochRecord ownRecord)
        && peer instanceof Outcome.Succeeded<EpochRecord>(EpochRecord peerRecord)) {
      return new Outcome.Succeeded<>(new GuardReading(ownRecord, peerRecord, Optional.empty()));
    }
    return new Outcome.Failed<>(own.succeeded() ? peer.text() : own.text());
  }

  private Outcome<EpochRecord> record(Outcome<Optional<BlockCodec.Opened.Content>> read, int node) {
    if (!(read instanceof Outcome.Succeeded<Optional<BlockCodec.Opened.Content>>(var content))) {
      return new Outcome.Failed<>(read.text());
    }
    if (content.isEmpty()) {
      return new Outcome.Succeeded<>(EpochRecord.none(node));
    }
    Optional<EpochRecord> record =
        RecordCodec.decode(content.get()).filter(decoded -> decoded.node() == node);
    if (record.isEmpty()) {
      disk.count(Flaw.MALFORMED);
      return new Outcome.Failed<>("the epoch record of node " + node + " is malformed");
    }
    return new Outcome.Succeeded<>(record.get());
  }

  @Override
  public Outcome<Boolean> write(EpochRecord own) {
    if (own.node() != disk.selfId()) {
      throw new IllegalArgumentException(
          "node " + disk.selfId() + " writes no record of node " + own.node());
    }
    return disk.write(PairDisk.Kind.RECORD, own.boot(), own.sequence(), RecordCodec.encode(own));
  }
}
