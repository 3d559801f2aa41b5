package io.hotpair.guard;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.RegistrationKey;
import io.hotpair.core.model.Reservation;
import io.hotpair.port.ScsiPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether one LUN is still held, on every way; mends what may be mended. */
final class LunAudit {
  /** So many foreign keys are taken away in one audit. */
  private static final int MOST_KEYS = 64;

  private final ReservedLun lun;
  private final ScsiHolding holding;
  private final RegistrationKey key;
  private final int peer;

  /** Whether this life has registered nothing yet and takes over what an earlier one held. */
  private final boolean adopting;

  LunAudit(ReservedLun lun, ScsiHolding holding, int self, int peer, boolean adopting) {
    this.lun = lun;
    this.holding = holding;
    this.key = holding.key(self);
    this.peer = peer;
    this.adopting = adopting;
  }

  /** What came of it. */
  sealed interface Finding {
    /** Held; a remark says what could not be mended. */
    record Held(Reservation reservation) implements Finding {}

    /** The key holds the reservation, but none of this node's ways is registered any more. */
    record NewNexus(String reason) implements Finding {}

    /** Not held any more. */
    record Lost(String reason) implements Finding {}

    /** Not to be told now. */
    record Unclear(String reason) implements Finding {}
  }

  Finding run() {
    Outcome<ReservedLun.Look> read = lun.look();
    if (!(read instanceof Outcome.Succeeded<ReservedLun.Look>(ReservedLun.Look look))) {
      return read instanceof Outcome.Failed<ReservedLun.Look>
          ? new Finding.Lost(read.text())
          : new Finding.Unclear(read.text());
    }
    if (look.reservation().holder().isEmpty()) {
      // Nothing is mended: a write that passed the target's check since then would outlive that,
      // and a claim that finds a reservation with its record owes no reset.
      return new Finding.Lost("the reservation of " + lun.name() + " has vanished");
    }
    if (!look.isHeldBy(key)) {
      return new Finding.Lost(lun.name() + " is held by " + look.reservation().holder().get());
    }
    return prove(look);
  }

  /** Proves each way, adds one that came up late, then takes foreign keys away. */
  private Finding prove(ReservedLun.Look look) {
    if (!adopting && !holding.isProofDue(lun, look)) {
      return purge(look);
    }
    List<ScsiPath> proven = new ArrayList<>();
    List<ScsiPath> late = new ArrayList<>();
    String silent = lun.name() + " has no path";
    for (ScsiPath path : look.paths()) {
      Outcome<Boolean> proof = lun.prove(path, key);
      if (proof.succeeded()) {
        proven.add(path);
      } else if (!(proof instanceof Outcome.Failed<Boolean>)) {
        silent = proof.text();
      } else if (adopting) {
        return new Finding.Lost(proof.text() + ": a way lost while the agent was away");
      } else if (!holding.hasRegistered(lun, path)) {
        late.add(path);
      } else {
        return look.paths().size() == 1
            ? new Finding.NewNexus(proof.text())
            : new Finding.Lost(proof.text() + " any more, and another way is");
      }
    }
    if (late.size() == look.paths().size()) {
      return new Finding.NewNexus("no way to " + lun.name() + " is registered");
    }
    if (proven.isEmpty()) {
      return new Finding.Unclear(silent);
    }
    proven.forEach(path -> holding.registered(lun, path));
    return late.isEmpty() ? settle() : add(late, look);
  }

  /** A way that came up late carries input and output only after a new look at the holder. */
  private Finding add(List<ScsiPath> late, ReservedLun.Look look) {
    List<ScsiPath> added =
        late.stream().filter(path -> lun.register(path, look, key).succeeded()).toList();
    Finding finding = settle();
    if (finding instanceof Finding.Held) {
      added.forEach(path -> holding.registered(lun, path));
    } else if (finding instanceof Finding.Lost) {
      added.forEach(path -> lun.unregister(path, key));
    }
    return finding;
  }

  private Finding settle() {
    Outcome<ReservedLun.Look> read = lun.look();
    if (!(read instanceof Outcome.Succeeded<ReservedLun.Look>(ReservedLun.Look look))) {
      return new Finding.Unclear(read.text());
    }
    if (!look.isHeldBy(key)) {
      return lost(look);
    }
    holding.proven(lun, look);
    return purge(look);
  }

  /** Takes away every foreign key but one above: that is a claim, and its PREEMPT decides. */
  private Finding purge(ReservedLun.Look first) {
    ReservedLun.Look look = first;
    for (int round = 0; round < MOST_KEYS; round++) {
      Optional<RegistrationKey> foreign = foreign(look);
      if (foreign.isEmpty()) {
        return new Finding.Held(look.reservation());
      }
      for (ScsiPath path : look.paths()) {
        if (!look.reservation().lists(foreign.get()) || !holding.hasRegistered(lun, path)) {
          continue;
        }
        lun.preempt(path, key, foreign.get());
        Outcome<ReservedLun.Look> read = lun.look();
        if (!(read instanceof Outcome.Succeeded<ReservedLun.Look>(ReservedLun.Look next))) {
          return new Finding.Unclear(read.text());
        }
        if (!next.isHeldBy(key)) {
          return lost(next);
        }
        look = next;
      }
      if (look.reservation().lists(foreign.get())) {
        break; // No way takes it away: the next audit asks again.
      }
    }
    return new Finding.Held(
        foreign(look).isEmpty()
            ? look.reservation()
            : look.reservation().remarked(lun.name() + ": foreign keys can't be taken away"));
  }

  private Optional<RegistrationKey> foreign(ReservedLun.Look look) {
    return look.reservation().registered().stream().filter(this::isForeign).findFirst();
  }

  private boolean isForeign(RegistrationKey listed) {
    boolean claiming = listed.isOf(peer) && listed.epoch().isAbove(key.epoch());
    return !listed.equals(key) && !claiming;
  }

  private Finding lost(ReservedLun.Look look) {
    return new Finding.Lost(
        lun.name()
            + " is held by "
            + look.reservation().holder().map(Object::toString).orElse("nobody"));
  }
}
