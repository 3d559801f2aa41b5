package io.hotpair.guard;

import io.hotpair.core.model.BootId;
import io.hotpair.core.model.ClaimRequest;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.Park;
import io.hotpair.core.model.RegistrationKey;
import io.hotpair.core.model.Reservation;
import io.hotpair.port.EpochRecords;
import io.hotpair.port.Guard;
import io.hotpair.port.LunSight;
import io.hotpair.port.ScsiPath;
import java.util.List;

/**
 * The guard by SCSI-3 persistent reservations: Write Exclusive - Registrants Only, with node and
 * epoch in the key. The target itself refuses the writes of whoever lost it, so nobody need be
 * proven dead.
 *
 * <p><b>The claim</b> of epoch e, the arbiter first:
 *
 * <ol>
 *   <li>REGISTER the key of e, naming the key that stands on this nexus: an own one from before, or
 *       none. Never REGISTER AND IGNORE EXISTING KEY.
 *   <li>PREEMPT AND ABORT the holder's key as the claim was decided upon: the peer's, a parked one,
 *       or the own one from before a reboot. RESERVE only where nobody holds. A holder that has
 *       changed since is a claim that came before: this one fails.
 *   <li>Read holder and keys: the reading decides. Not held: take the registration back.
 *   <li>Preempt every other registration by name, for a mere registrant can write; register on the
 *       other ways to the LUN; read again.
 *   <li>Read the epoch records: if one has reached e, begin again above it.
 *   <li>Do the same at the other LUNs, in the site file's order.
 *   <li>If one had no holder, or one whose record is not of its key's epoch: reset all LUNs, and
 *       read them again (see {@link ResetOwed}).
 *   <li>Write the own record, read the arbiter once more.
 * </ol>
 *
 * <p><b>Why never both.</b> A PREEMPT is done only if its key is registered, and takes effect on
 * the holder only while that is the one it names. Two claims that read the same holder name the
 * same key; the second finds it gone, and conflicts. A claim that reads later names the first one's
 * key, and has an epoch above it.
 *
 * <p><b>What is assumed.</b> A command that {@link ScsiPath#execute} has returned from is not under
 * way any more; a command that has not returned keeps this guard's one thread waiting, and a
 * process does not end before it. See the record of the decision, {@code
 * claim-by-persistent-reservation.md}.
 */
public final class ScsiGuard implements Guard {
  private final List<ReservedLun> luns;
  private final OwnRecord own;
  private final ScsiHold held;
  private final int self;
  private final int peer;

  /**
   * A guard of one pair at one node.
   *
   * @param luns the pair's LUNs, the arbiter first
   * @param records the pair's records
   * @param boot this life
   */
  public ScsiGuard(ScsiLuns luns, EpochRecords records, BootId boot) {
    this.luns = luns.all();
    this.own = new OwnRecord(records, boot);
    this.held = new ScsiHold(luns, own);
    this.self = luns.self();
    this.peer = luns.peer();
  }

  private ReservedLun arbiter() {
    return luns.getFirst();
  }

  @Override
  public List<LunSight> sights() {
    return ReservedLun.sights(luns);
  }

  @Override
  public Outcome<Boolean> check() {
    for (ReservedLun lun : luns) {
      Outcome<String> identity = lun.identify();
      Outcome<Boolean> able =
          identity.succeeded() ? lun.check() : new Outcome.Unknown<>(identity.text());
      if (identity instanceof Outcome.Failed<String>(String another)) {
        return new Outcome.Failed<>(another);
      }
      if (!able.succeeded()) {
        return able;
      }
      lun.look();
    }
    return new Outcome.Succeeded<>(true);
  }

  /**
   * {@inheritDoc}
   *
   * <p>A registration that an earlier life of this node left, and that is not the holder's, is
   * taken back: a claim that died should not leave a node that can write.
   */
  @Override
  public Outcome<GuardReading> read() {
    Outcome<GuardReading> records = own.read();
    if (!(records instanceof Outcome.Succeeded<GuardReading>(GuardReading reading))) {
      return records;
    }
    Outcome<ReservedLun.Look> read = arbiter().look();
    if (!(read instanceof Outcome.Succeeded<ReservedLun.Look>(ReservedLun.Look look))) {
      return failed(read);
    }
    boolean tidied = false;
    if (held.isEmpty() && look.reservation().holder().isPresent()) {
      for (ReservedLun lun : luns) {
        tidied |= takeBackLeftovers(lun);
      }
    }
    return tidied ? readAgain() : new Outcome.Succeeded<>(reserved(reading, look.reservation()));
  }

  private Outcome<GuardReading> readAgain() {
    Outcome<GuardReading> records = own.read();
    if (!(records instanceof Outcome.Succeeded<GuardReading>(GuardReading reading))) {
      return records;
    }
    return switch (arbiter().look()) {
      case Outcome.Succeeded<ReservedLun.Look>(ReservedLun.Look look) ->
          new Outcome.Succeeded<>(reserved(reading, look.reservation()));
      case Outcome.Failed<ReservedLun.Look> failed -> new Outcome.Failed<>(failed.reason());
      case Outcome.TimedOut<ReservedLun.Look> late -> new Outcome.TimedOut<>(late.after());
      case Outcome.Unknown<ReservedLun.Look> unknown -> new Outcome.Unknown<>(unknown.reason());
    };
  }

  private static Outcome<GuardReading> failed(Outcome<ReservedLun.Look> look) {
    return look instanceof Outcome.Failed<ReservedLun.Look>
        ? new Outcome.Failed<>(look.text())
        : new Outcome.Unknown<>(look.text());
  }

  static GuardReading reserved(GuardReading records, Reservation reservation) {
    return GuardReading.reserved(records.own(), records.peer(), reservation);
  }

  private boolean takeBackLeftovers(ReservedLun lun) {
    if (!(lun.look() instanceof Outcome.Succeeded<ReservedLun.Look>(ReservedLun.Look look))
        || look.reservation().holder().isEmpty()) {
      return false;
    }
    List<RegistrationKey> leftovers =
        look.reservation().registered().stream()
            .filter(key -> key.isOf(self) && !look.isHeldBy(key))
            .distinct()
            .toList();
    for (RegistrationKey leftover : leftovers) {
      look.paths().forEach(path -> lun.unregister(path, leftover));
    }
    return !leftovers.isEmpty();
  }

  @Override
  public Outcome<Epoch> claim(ClaimRequest request) {
    held.claiming();
    return switch (new ScsiClaim(luns, own, self, peer, request).run()) {
      case Outcome.Succeeded<ScsiHolding>(ScsiHolding claimed) -> {
        held.hold(claimed);
        yield new Outcome.Succeeded<>(claimed.epoch());
      }
      case Outcome.Failed<ScsiHolding> failed -> new Outcome.Failed<>(failed.reason());
      case Outcome.TimedOut<ScsiHolding> late -> new Outcome.TimedOut<>(late.after());
      case Outcome.Unknown<ScsiHolding> unknown -> new Outcome.Unknown<>(unknown.reason());
    };
  }

  @Override
  public Outcome<GuardReading> verify(Epoch epoch) {
    return held.verify(epoch);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The reservation stays: a LUN without one would take a late write of this epoch.
   */
  @Override
  public Outcome<GuardReading> park(Park park) {
    Outcome<ReservedLun.Look> read = arbiter().look();
    if (!(read instanceof Outcome.Succeeded<ReservedLun.Look>(ReservedLun.Look look))) {
      return failed(read);
    }
    RegistrationKey holder = look.reservation().holder().orElse(RegistrationKey.NONE);
    if (look.reservation().holder().isPresent() && !holder.isOf(self)) {
      return new Outcome.Failed<>(arbiter().name() + " is held by " + holder);
    }
    Outcome<GuardReading> records = own.read();
    if (!(records instanceof Outcome.Succeeded<GuardReading>(GuardReading reading))) {
      return records;
    }
    if (look.reservation().holder().isPresent()) {
      Outcome<Boolean> paid = ResetOwed.payBeforeWord(luns, holder, reading);
      if (!paid.succeeded()) {
        return new Outcome.Unknown<>(paid.text());
      }
    }
    Epoch epoch = park.epoch().max(reading.own().epoch()).max(holder.epoch());
    Outcome<GuardReading> said =
        own.put(
            new OwnRecord.Word(
                epoch, park.disposition(), park.requestId(), park.reason(), park.executed()),
            reading.own());
    if (said instanceof Outcome.Succeeded<GuardReading>(GuardReading written)) {
      held.forget();
      return new Outcome.Succeeded<>(reserved(written, look.reservation()));
    }
    return said;
  }
}
