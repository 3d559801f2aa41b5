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
  private static final int MOST_PREEMPTIONS = 64;

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
    /** Held; the remark says what was mended. */
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
      return restore(look);
    }
    if (!look.isHeldBy(key)) {
      return new Finding.Lost(lun.name() + " is held by " + look.reservation().holder().get());
    }
    return prove(look, "");
  }

  /**
   * The reservation has vanished. While this life's registrations stand, nobody has preempted them,
   * and it is made again. A life that took over from another can't know what came between.
   */
  private Finding restore(ReservedLun.Look look) {
    if (adopting) {
      return new Finding.Lost(
          "the reservation of " + lun.name() + " vanished while the agent was away");
    }
    Optional<ScsiPath> lead = Optional.empty();
    for (ScsiPath path : look.paths()) {
      Outcome<Boolean> proof = lun.prove(path, key);
      if (proof instanceof Outcome.Failed<Boolean> && holding.hasRegistered(lun, path)) {
        return new Finding.Lost(proof.text() + ", and the reservation has vanished");
      }
      lead = lead.isEmpty() && proof.succeeded() ? Optional.of(path) : lead;
    }
    if (lead.isEmpty()) {
      return new Finding.Unclear("the reservation of " + lun.name() + " has vanished");
    }
    String answer = lun.reserve(lead.get(), key);
    return switch (lun.look()) {
      case Outcome.Succeeded<ReservedLun.Look>(ReservedLun.Look again) ->
          again.isHeldBy(key)
              ? prove(
                  again, "the reservation of " + lun.name() + " had vanished, and was made again")
              : new Finding.Lost("the reservation had vanished; " + answer);
      case Outcome.Failed<ReservedLun.Look> failed -> new Finding.Lost(failed.reason());
      case Outcome.TimedOut<ReservedLun.Look> late -> new Finding.Unclear(late.text());
      case Outcome.Unknown<ReservedLun.Look> unknown -> new Finding.Unclear(unknown.reason());
    };
  }

  /** Proves each way, adds one that came up late, then takes foreign keys away. */
  private Finding prove(ReservedLun.Look look, String remark) {
    if (!adopting && remark.isEmpty() && !holding.isProofDue(lun, look)) {
      return purge(look, remark);
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
    return late.isEmpty() ? settle(remark) : add(late, look, remark);
  }

  /** A way that came up late carries input and output only after a new look at the holder. */
  private Finding add(List<ScsiPath> late, ReservedLun.Look look, String remark) {
    List<ScsiPath> added =
        late.stream().filter(path -> lun.register(path, look, key).succeeded()).toList();
    Finding finding = settle(remark);
    if (finding instanceof Finding.Held) {
      added.forEach(path -> holding.registered(lun, path));
    } else if (finding instanceof Finding.Lost) {
      added.forEach(path -> lun.unregister(path, key));
    }
    return finding;
  }

  private Finding settle(String remark) {
    Outcome<ReservedLun.Look> read = lun.look();
    if (!(read instanceof Outcome.Succeeded<ReservedLun.Look>(ReservedLun.Look look))) {
      return new Finding.Unclear(read.text());
    }
    if (!look.isHeldBy(key)) {
      return lost(look);
    }
    holding.proven(lun, look);
    return purge(look, remark);
  }

  /** Takes away every foreign key but one above: that is a claim, and its PREEMPT decides. */
  private Finding purge(ReservedLun.Look first, String remark) {
    ReservedLun.Look look = first;
    for (int round = 0; round < MOST_PREEMPTIONS; round++) {
      Optional<RegistrationKey> foreign =
          look.reservation().registered().stream().filter(this::isForeign).findFirst();
      if (foreign.isEmpty()) {
        return new Finding.Held(look.reservation().remarked(remark));
      }
      Optional<ScsiPath> way =
          look.paths().stream().filter(path -> holding.hasRegistered(lun, path)).findFirst();
      way.ifPresent(path -> lun.preempt(path, key, foreign.get()));
      Outcome<ReservedLun.Look> read = lun.look();
      if (!(read instanceof Outcome.Succeeded<ReservedLun.Look>(ReservedLun.Look next))) {
        return new Finding.Unclear(read.text());
      }
      if (!next.isHeldBy(key)) {
        return lost(next);
      }
      look = next;
    }
    return new Finding.Held(
        look.reservation().remarked(lun.name() + ": foreign keys can't be taken away"));
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
