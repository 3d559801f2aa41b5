package io.hotpair.guard;

import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.RegistrationKey;
import io.hotpair.core.model.Reservation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The keys of one trial: of the form that claims have, but of node ids that the site does not use.
 * So no claim ever has one of them, no node counts its epochs from them, and whatever a killed
 * trial leaves behind can be told from a claim.
 */
final class TrialKeys {
  private static final int LARGEST_NODE = 255;
  private static final int NEEDED = 2;

  private final int first;
  private final int second;
  private final Epoch epoch;

  /**
   * The keys of a trial.
   *
   * @param nodes the ids that the site uses; it must leave two
   * @param epoch below the largest by 2 or more; made up for each trial, so that two trials never
   *     take each other's keys for their own
   */
  TrialKeys(Set<Integer> nodes, Epoch epoch) {
    List<Integer> free = free(nodes);
    this.first = free.get(0);
    this.second = free.get(1);
    this.epoch = epoch;
  }

  private static List<Integer> free(Set<Integer> nodes) {
    List<Integer> free = new ArrayList<>();
    for (int id = LARGEST_NODE; id > 0 && free.size() < NEEDED; id--) {
      if (!nodes.contains(id)) {
        free.add(id);
      }
    }
    if (free.size() < NEEDED) {
      throw new IllegalArgumentException("the site uses every node id");
    }
    return free;
  }

  /** What the first nexus registers. */
  RegistrationKey holder() {
    return RegistrationKey.of(first, epoch);
  }

  /** What preempts: the second nexus's, or the first one's next. */
  RegistrationKey challenger() {
    return RegistrationKey.of(second, epoch.next());
  }

  /** Of the first node and a later epoch: nobody registers it. */
  RegistrationKey stale() {
    return RegistrationKey.of(first, epoch.next());
  }

  /** Registered only to take away what is left. */
  RegistrationKey broom() {
    return RegistrationKey.of(second, epoch.next().next());
  }

  /** All that this trial may have registered. */
  List<RegistrationKey> all() {
    return List.of(holder(), challenger(), broom());
  }

  /** Whether a trial registered it: this one or another. */
  boolean isOfATrial(RegistrationKey key) {
    return key.isOf(first) || key.isOf(second);
  }

  /** Holder and registered keys of this trial, as often as they are there. */
  List<RegistrationKey> ownIn(Reservation reservation) {
    return Stream.concat(reservation.holder().stream(), reservation.registered().stream())
        .filter(all()::contains)
        .toList();
  }
}
