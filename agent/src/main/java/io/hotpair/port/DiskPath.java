package io.hotpair.port;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.Reservation;
import java.util.Optional;

/** The disk as a heartbeat path of one pair: each node writes its own blocks only. */
public interface DiskPath {
  /**
   * Writes this node's beat, directly and durably.
   *
   * @return false: the guard lets only the other node write here now; nothing was written, and
   *     nothing is wrong
   */
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
   * @param reservation what the storage says of its reservation; empty where the guard has none
   */
  record Look(
      Optional<Beat> peerBeat,
      EpochRecord own,
      EpochRecord peer,
      boolean cloned,
      Optional<Reservation> reservation) {
    /** A look at a disk without a reservation. */
    public Look(Optional<Beat> peerBeat, EpochRecord own, EpochRecord peer, boolean cloned) {
      this(peerBeat, own, peer, cloned, Optional.empty());
    }

    /** The same, with what the storage says of its reservation. */
    public Look with(Reservation read) {
      return new Look(peerBeat, own, peer, cloned, Optional.of(read));
    }

    /** As a reading of the guard. */
    public GuardReading reading() {
      return reservation
          .map(read -> GuardReading.reserved(own, peer, read))
          .orElse(new GuardReading(own, peer, Optional.empty()));
    }
  }
}
