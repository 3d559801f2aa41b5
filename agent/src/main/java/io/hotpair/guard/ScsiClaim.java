package io.hotpair.guard;

import io.hotpair.core.model.ClaimRequest;
import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.RegistrationKey;
import io.hotpair.core.model.Reservation;
import java.util.List;
import java.util.Optional;

/** One claim over all LUNs of a pair; see {@link ScsiGuard} for the rules. */
final class ScsiClaim {
  /** So often a claim goes above a record that was written meanwhile. */
  private static final int MOST_ROUNDS = 8;

  private final List<ReservedLun> luns;
  private final OwnRecord own;
  private final int self;
  private final int peer;
  private final ClaimRequest request;
  private Epoch epoch;
  private boolean owesReset;

  ScsiClaim(List<ReservedLun> luns, OwnRecord own, int self, int peer, ClaimRequest request) {
    this.luns = luns;
    this.own = own;
    this.self = self;
    this.peer = peer;
    this.request = request;
    this.epoch = request.epoch();
  }

  Outcome<ScsiHolding> run() {
    for (ReservedLun lun : luns) {
      Outcome<String> identity = lun.identify();
      if (!identity.succeeded()) {
        return new Outcome.Failed<>(identity.text());
      }
    }
    Optional<RegistrationKey> holder = request.basis().reservation().flatMap(Reservation::holder);
    if (holder.isPresent() && !isOfPair(holder.get())) {
      return new Outcome.Failed<>(
          luns.getFirst().name() + " is reserved by " + holder.get() + ", a stranger to this pair");
    }
    return arbiter(holder);
  }

  private boolean isOfPair(RegistrationKey key) {
    return key.isOf(self) || key.isOf(peer);
  }

  /** Takes the arbiter above all keys and records, also above one that is written meanwhile. */
  private Outcome<ScsiHolding> arbiter(Optional<RegistrationKey> first) {
    Optional<RegistrationKey> holder = first;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Outcome<ReservedLun.Look> read = luns.getFirst().look();
      if (!(read instanceof Outcome.Succeeded<ReservedLun.Look>(ReservedLun.Look look))) {
        return round == 0 ? new Outcome.Failed<>(read.text()) : new Outcome.Unknown<>(read.text());
      }
      Epoch listed = look.reservation().largestEpoch(self, peer);
      boolean ours = look.isHeldBy(RegistrationKey.of(self, epoch));
      if (!ours && !epoch.isAbove(listed)) {
        if (listed.value() == Epoch.LARGEST) {
          return usedUp(round);
        }
        epoch = listed.next();
      }
      RegistrationKey key = RegistrationKey.of(self, epoch);
      Outcome<LunClaim.Taken> taken = new LunClaim(luns.getFirst(), key).take(holder);
      if (!(taken instanceof Outcome.Succeeded<LunClaim.Taken>(LunClaim.Taken arbiter))) {
        return round == 0 ? as(taken) : new Outcome.Unknown<>(taken.text());
      }
      Outcome<GuardReading> records = own.read();
      if (!(records instanceof Outcome.Succeeded<GuardReading>(GuardReading reading))) {
        return new Outcome.Unknown<>(records.text());
      }
      if (round == 0) {
        owesReset = ResetOwed.by(look.reservation().holder(), reading);
      }
      Epoch written = reading.own().epoch().max(reading.peer().epoch());
      if (epoch.isAbove(written)) {
        ScsiHolding holding = new ScsiHolding(epoch);
        holding.holds(luns.getFirst(), arbiter);
        return others(holding, reading);
      }
      if (written.value() == Epoch.LARGEST) {
        return usedUp(round + 1);
      }
      holder = Optional.of(key);
      epoch = written.next();
    }
    return new Outcome.Unknown<>("the records of epochs grow faster than the claim");
  }

  private static Outcome<ScsiHolding> usedUp(int round) {
    String why = "epochs are used up: " + Epoch.LARGEST + " is in a key or a record";
    return round == 0 ? new Outcome.Failed<>(why) : new Outcome.Unknown<>(why);
  }

  private Outcome<ScsiHolding> others(ScsiHolding holding, GuardReading records) {
    RegistrationKey key = holding.key(self);
    EpochRecord before = records.own();
    for (int index = 1; index < luns.size(); index++) {
      Outcome<LunClaim.Taken> taken = follow(luns.get(index), key, records);
      if (!(taken instanceof Outcome.Succeeded<LunClaim.Taken>(LunClaim.Taken follower))) {
        Outcome<Boolean> paid = pay(luns.subList(0, index), key);
        return paid.succeeded()
            ? retreat(before, taken.text())
            : new Outcome.Unknown<>(taken.text() + "; and " + paid.text());
      }
      holding.holds(luns.get(index), follower);
    }
    Outcome<Boolean> paid = pay(luns, key);
    if (!paid.succeeded()) {
      return new Outcome.Unknown<>(paid.text());
    }
    Outcome<GuardReading> said = say(before, Disposition.HELD);
    if (!said.succeeded()) {
      return retreat(before, said.text());
    }
    return switch (luns.getFirst().look()) {
      case Outcome.Succeeded<ReservedLun.Look>(ReservedLun.Look look) ->
          look.isHeldBy(key)
              ? new Outcome.Succeeded<>(holding)
              : new Outcome.Unknown<>(
                  "the claim was overtaken by "
                      + look.reservation().holder().map(Object::toString).orElse("nobody"));
      case Outcome.Failed<ReservedLun.Look> failed -> new Outcome.Unknown<>(failed.reason());
      case Outcome.TimedOut<ReservedLun.Look> late -> new Outcome.Unknown<>(late.text());
      case Outcome.Unknown<ReservedLun.Look> unknown -> new Outcome.Unknown<>(unknown.reason());
    };
  }

  /** Without this no record may be written, of whatever word: it would say that nothing is owed. */
  private Outcome<Boolean> pay(List<ReservedLun> taken, RegistrationKey key) {
    return owesReset ? ResetOwed.pay(taken, key) : new Outcome.Succeeded<>(true);
  }

  /** The arbiter decides who wins; another LUN is taken from whoever has it below that epoch. */
  private Outcome<LunClaim.Taken> follow(
      ReservedLun lun, RegistrationKey key, GuardReading records) {
    Outcome<ReservedLun.Look> read = lun.look();
    if (!(read instanceof Outcome.Succeeded<ReservedLun.Look>(ReservedLun.Look look))) {
      return new Outcome.Unknown<>(read.text());
    }
    Optional<RegistrationKey> holder = look.reservation().holder();
    if (holder.isPresent() && !isOfPair(holder.get())) {
      return new Outcome.Failed<>(
          lun.name() + " is reserved by " + holder.get() + ", a stranger to this pair");
    }
    if (look.reservation().largestEpoch(self, peer).isAbove(key.epoch())) {
      return new Outcome.Failed<>(lun.name() + " has a key above epoch " + key.epoch());
    }
    owesReset |= ResetOwed.by(holder, records);
    return new LunClaim(lun, key).take(holder);
  }

  /** Keeps the reservation and says that nothing runs under it, so that either node may claim. */
  private Outcome<ScsiHolding> retreat(EpochRecord before, String why) {
    Outcome<GuardReading> said = say(before, Disposition.RETREATED);
    return said.succeeded()
        ? new Outcome.Failed<>(why)
        : new Outcome.Unknown<>(why + "; and that could not be written: " + said.text());
  }

  private Outcome<GuardReading> say(EpochRecord before, Disposition disposition) {
    return own.put(
        new OwnRecord.Word(
            epoch, disposition, "", MoveReason.NONE, request.executedAs(disposition)),
        before);
  }

  private static Outcome<ScsiHolding> as(Outcome<LunClaim.Taken> taken) {
    return taken instanceof Outcome.Failed<LunClaim.Taken>
        ? new Outcome.Failed<>(taken.text())
        : new Outcome.Unknown<>(taken.text());
  }
}
