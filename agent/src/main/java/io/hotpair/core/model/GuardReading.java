package io.hotpair.core.model;

import java.util.Optional;

/**
 * One consistent look at the guard.
 *
 * @param own this node's epoch record
 * @param peer the peer's epoch record
 * @param holder the holder that the storage itself names; empty where the guard knows none
 */
public record GuardReading(EpochRecord own, EpochRecord peer, Optional<Holder> holder) {
  /**
   * A reservation holder.
   *
   * @param node the node id in its key
   * @param epoch the epoch in its key
   */
  public record Holder(int node, Epoch epoch) {}

  /** The largest epoch anywhere: nothing else is safe to count from. */
  public Epoch largestEpoch() {
    Epoch largest = own.epoch().max(peer.epoch());
    return holder.isPresent() ? largest.max(holder.get().epoch()) : largest;
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
