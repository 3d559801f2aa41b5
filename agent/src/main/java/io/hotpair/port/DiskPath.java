package io.hotpair.port;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.Outcome;
import java.util.Optional;

/** The disk as a heartbeat path of one pair: each node writes its own blocks only. */
public interface DiskPath {
  /** Writes this node's beat, directly and durably. */
  Outcome<Boolean> write(Beat beat);

  /** Reads what the peer wrote. */
  Outcome<Look> look();

  /**
   * What lies on the disk.
   *
   * @param peerBeat the peer's newest beat; empty if it never wrote one
   * @param own this node's epoch record
   * @param peer the peer's epoch record
   * @param cloned whether this node's own beat block was written by somebody else
   */
  record Look(Optional<Beat> peerBeat, EpochRecord own, EpochRecord peer, boolean cloned) {}
}
