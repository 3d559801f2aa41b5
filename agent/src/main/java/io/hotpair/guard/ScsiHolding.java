package io.hotpair.guard;

import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.RegistrationKey;
import io.hotpair.core.model.Reservation;
import io.hotpair.port.ScsiPath;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What this life of the agent holds: its epoch, and the ways that it has registered. */
final class ScsiHolding {
  /** After so many audits the ways are proven again although nothing seems to have changed. */
  private static final int PROOF_LASTS = 16;

  private final Epoch epoch;
  private final Map<ReservedLun, Known> known = new HashMap<>();

  /** What is known of one LUN. */
  private static final class Known {
    private final Set<String> registered = new HashSet<>();
    private int generation;
    private Reservation reservation;
    private List<String> ways;
    private int audits;
  }

  ScsiHolding(Epoch epoch) {
    this.epoch = epoch;
  }

  Epoch epoch() {
    return epoch;
  }

  RegistrationKey key(int self) {
    return RegistrationKey.of(self, epoch);
  }

  /** After a claim. */
  void holds(ReservedLun lun, LunClaim.Taken taken) {
    taken.paths().forEach(path -> registered(lun, path));
    proven(lun, taken.look());
  }

  /** Whether this life has registered its key on a way in this epoch. */
  boolean hasRegistered(ReservedLun lun, ScsiPath path) {
    return of(lun).registered.contains(path.name());
  }

  void registered(ReservedLun lun, ScsiPath path) {
    of(lun).registered.add(path.name());
  }

  /** All ways were just proven; the target's counter tells when that is worth doing again. */
  void proven(ReservedLun lun, ReservedLun.Look look) {
    Known one = of(lun);
    one.generation = look.generation();
    one.reservation = look.reservation();
    one.ways = names(look);
    // A way that is gone may come back as another nexus, which the target has never seen.
    one.registered.retainAll(one.ways);
    one.audits = 0;
  }

  /** Whether the ways need to be proven: something has changed, or it was long ago. */
  boolean isProofDue(ReservedLun lun, ReservedLun.Look look) {
    Known one = of(lun);
    one.audits++;
    return one.audits >= PROOF_LASTS
        || one.generation != look.generation()
        || !look.reservation().equals(one.reservation)
        || !names(look).equals(one.ways);
  }

  private static List<String> names(ReservedLun.Look look) {
    return look.paths().stream().map(ScsiPath::name).toList();
  }

  private Known of(ReservedLun lun) {
    return known.computeIfAbsent(lun, one -> new Known());
  }
}
