package io.hotpair.core.model;

import java.util.List;
import java.util.Optional;

/**
 * What a LUN says of its persistent reservation.
 *
 * @param holder the reservation holder's key; empty: nobody reserves it
 * @param registered the key of each registered I_T nexus, as often as it is registered
 * @param remark what a call had to mend, for people; empty if nothing
 */
public record Reservation(
    Optional<RegistrationKey> holder, List<RegistrationKey> registered, String remark) {
  /** Copies the list. */
  public Reservation {
    registered = List.copyOf(registered);
  }

  /** A reservation that was only read. */
  public Reservation(Optional<RegistrationKey> holder, List<RegistrationKey> registered) {
    this(holder, registered, "");
  }

  /** Whether a key is registered by any nexus. */
  public boolean lists(RegistrationKey key) {
    return registered.contains(key);
  }

  /** Whether this very key holds the reservation. */
  public boolean isHeldBy(RegistrationKey key) {
    return holder.isPresent() && holder.get().equals(key);
  }

  /** The same with a remark. */
  public Reservation remarked(String text) {
    return new Reservation(holder, registered, text);
  }

  /** The largest epoch in a key of either node; strangers' keys say nothing. */
  public Epoch largestEpoch(int node, int other) {
    Epoch largest = Epoch.NONE;
    for (RegistrationKey key : registered) {
      largest = key.isOf(node) || key.isOf(other) ? largest.max(key.epoch()) : largest;
    }
    RegistrationKey held = holder.orElse(RegistrationKey.NONE);
    return held.isOf(node) || held.isOf(other) ? largest.max(held.epoch()) : largest;
  }
}
