package io.hotpair.core.model;

import java.util.Optional;

/**
 * One consistent look at the guard.
 *
 * @param own this node's epoch record
 * @param peer the peer's epoch record
 * @param reservation what the storage itself says; empty where the guard has none
 */
public record GuardReading(EpochRecord own, EpochRecord peer, Optional<Reservation> reservation) {

  /**
   * A look at a guard that the storage enforces. A reservation holder's key is a stronger word than
   * any record: a holder whose record is not at the key's epoch has claimed and not yet written it,
   * and may run the group; the word of a node that is not the holder is over. So the records are
   * read as the key has them. Without a holder (a fresh LUN, or a reservation that vanished) the
   * records stand as they are.
   */
  public static GuardReading reserved(EpochRecord own, EpochRecord peer, Reservation reservation) {
    RegistrationKey holder = reservation.holder().orElse(RegistrationKey.NONE);
    EpochRecord readOwn = own;
    EpochRecord readPeer = peer;
    if (holder.isOf(own.node())) {
      readOwn = held(own, holder.epoch());
      readPeer = over(peer);
    } else if (holder.isOf(peer.node())) {
      readOwn = over(own);
      readPeer = held(peer, holder.epoch());
    }
    return new GuardReading(readOwn, readPeer, Optional.of(reservation));
  }

  private static EpochRecord held(EpochRecord record, Epoch epoch) {
    boolean parked =
        record.epoch().equals(epoch)
            && switch (record.disposition()) {
              case OFFERED, CLEAN, RETREATED -> true;
              case NONE, CLAIMING, HELD -> false;
            };
    if (parked || record.disposition() == Disposition.HELD && record.epoch().equals(epoch)) {
      return record;
    }
    return new EpochRecord(
        record.node(),
        record.boot(),
        record.sequence(),
        record.epoch().max(epoch),
        Disposition.HELD,
        "",
        MoveReason.NONE,
        record.executed());
  }

  private static EpochRecord over(EpochRecord record) {
    return switch (record.disposition()) {
      case CLAIMING, HELD ->
          new EpochRecord(
              record.node(),
              record.boot(),
              record.sequence(),
              record.epoch(),
              Disposition.RETREATED,
              "",
              MoveReason.NONE,
              record.executed());
      case NONE, OFFERED, CLEAN, RETREATED -> record;
    };
  }

  /** The largest epoch anywhere: nothing else is safe to count from. */
  public Epoch largestEpoch() {
    Epoch largest = own.epoch().max(peer.epoch());
    return reservation.isPresent()
        ? largest.max(reservation.get().largestEpoch(own.node(), peer.node()))
        : largest;
  }

  /** Whether this node's own word is that it holds the guard, and no word of the peer is above. */
  public boolean isOwn() {
    return own.disposition() == Disposition.HELD && !peerIsAbove();
  }

  /** Whether the peer's last word binds it to the group: held, or being claimed. */
  public boolean peerMayRun() {
    return peer.disposition() == Disposition.HELD || peer.disposition() == Disposition.CLAIMING;
  }

  /**
   * Whether the peer holds, or claims, an epoch that is not below the own one; or has held one
   * above before it left the guard in good order: what this node held before that is over.
   */
  public boolean peerIsAbove() {
    return switch (peer.disposition()) {
      case HELD, CLAIMING -> !own.epoch().isAbove(peer.epoch());
      case OFFERED, CLEAN -> peer.epoch().isAbove(own.epoch());
      case NONE, RETREATED -> false;
    };
  }

  /** Whether the last word of both is that nothing runs. */
  public boolean isUnowned() {
    return !peerMayRun() && own.disposition() != Disposition.HELD;
  }

  /** Whether the peer asks this node to claim. */
  public boolean isOffered() {
    return peer.disposition() == Disposition.OFFERED && !own.epoch().isAbove(peer.epoch());
  }

  /** Whether the peer left the guard in good order. */
  public boolean isLeftClean() {
    return peer.disposition() == Disposition.CLEAN && !own.epoch().isAbove(peer.epoch());
  }

  /** The guard's standing as seen from here. */
  public GuardState state() {
    if (isOwn()) {
      return GuardState.HELD_HERE;
    }
    return switch (peer.disposition()) {
      case HELD -> GuardState.HELD_BY_PEER;
      case CLAIMING -> GuardState.CLAIMING;
      case OFFERED, CLEAN -> GuardState.PARKED;
      case NONE, RETREATED ->
          switch (own.disposition()) {
            case CLAIMING -> GuardState.CLAIMING;
            case OFFERED, CLEAN -> GuardState.PARKED;
            case HELD, NONE, RETREATED -> GuardState.FREE;
          };
    };
  }
}
