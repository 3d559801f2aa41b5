package io.hotpair.guard;

import io.hotpair.core.model.BootId;
import io.hotpair.core.model.ClaimRequest;
import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.Park;
import io.hotpair.core.model.RegistrationKey;
import io.hotpair.core.model.Reservation;
import io.hotpair.port.EpochRecords;
import io.hotpair.port.Guard;
import io.hotpair.port.LunSight;
import io.hotpair.port.ScsiPath;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

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
  private final BooleanSupplier recordsOnArbiter;
  private final int self;
  private final int peer;
  private Optional<ScsiHolding> holding = Optional.empty();
  private Optional<ScsiHolding> before = Optional.empty();
  private Epoch oldest = Epoch.NONE;

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
    this.recordsOnArbiter = luns::recordsOnArbiter;
    this.self = luns.self();
    this.peer = luns.peer();
  }

  private ReservedLun arbiter() {
    return luns.getFirst();
  }

  @Override
  public List<LunSight> sights() {
    return luns.stream().map(ReservedLun::sight).toList();
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
    if (holding.isEmpty() && look.reservation().holder().isPresent()) {
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

  private static GuardReading reserved(GuardReading records, Reservation reservation) {
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
    forget();
    return switch (new ScsiClaim(luns, own, self, peer, request).run()) {
      case Outcome.Succeeded<ScsiHolding>(ScsiHolding held) -> {
        hold(held);
        yield new Outcome.Succeeded<>(held.epoch());
      }
      case Outcome.Failed<ScsiHolding> failed -> new Outcome.Failed<>(failed.reason());
      case Outcome.TimedOut<ScsiHolding> late -> new Outcome.TimedOut<>(late.after());
      case Outcome.Unknown<ScsiHolding> unknown -> new Outcome.Unknown<>(unknown.reason());
    };
  }

  private void forget() {
    holding = Optional.empty();
    before = Optional.empty();
  }

  private void hold(ScsiHolding held) {
    holding = Optional.of(held);
    before = Optional.empty();
    oldest = held.epoch();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Held is what the arbiter says and every way proves; where the records lie on the arbiter, a
   * write of the own one proves the nexus by what it is for. A reservation that vanished is lost,
   * whatever registrations stand. If the target has this node's key for holder and yet refuses its
   * only way, the epoch grows by one: the key is registered anew and preempts the old one, which is
   * the same compare-and-set; the reading then has the new epoch. The first verification of a life
   * that has claimed nothing adopts what an earlier life of this node held; it mends nothing, for
   * it can't know what came between.
   */
  @Override
  public Outcome<GuardReading> verify(Epoch epoch) {
    if (before.isPresent()) {
      Outcome<GuardReading> renewed = renew(before.get());
      if (!renewed.succeeded()) {
        return renewed;
      }
    }
    boolean adopting = holding.isEmpty();
    if (!adopting && (oldest.isAbove(epoch) || epoch.isAbove(holding.get().epoch()))) {
      return new Outcome.Failed<>(
          "epoch " + epoch + " is asked for, and held is " + holding.get().epoch());
    }
    ScsiHolding held = holding.orElseGet(() -> new ScsiHolding(epoch));
    Optional<Reservation> found = Optional.empty();
    for (ReservedLun lun : luns) {
      LunAudit.Finding finding = new LunAudit(lun, held, self, peer, adopting).run();
      switch (finding) {
        case LunAudit.Finding.Held(Reservation reservation) ->
            found = found.isEmpty() ? Optional.of(reservation) : remarked(found, reservation);
        case LunAudit.Finding.NewNexus nexus -> {
          return renew(held);
        }
        case LunAudit.Finding.Lost(String reason) -> {
          forget();
          return new Outcome.Failed<>(reason);
        }
        case LunAudit.Finding.Unclear(String reason) -> {
          return new Outcome.Unknown<>(reason);
        }
      }
    }
    return write(held, found.orElseThrow(), adopting);
  }

  private static Optional<Reservation> remarked(
      Optional<Reservation> arbiter, Reservation follower) {
    return follower.remark().isEmpty()
        ? arbiter
        : arbiter.map(reservation -> reservation.remarked(follower.remark()));
  }

  /** Writes the own record again, or at least reads both. */
  private Outcome<GuardReading> write(ScsiHolding held, Reservation reservation, boolean adopting) {
    Outcome<GuardReading> read = own.read();
    if (!(read instanceof Outcome.Succeeded<GuardReading>(GuardReading records))) {
      return new Outcome.Unknown<>(read.text());
    }
    EpochRecord record = records.own();
    if (!adopting && !own.isOurs(record)) {
      forget();
      return new Outcome.Failed<>(
          "this node's record was written by life " + record.boot() + ", not by this one");
    }
    boolean current =
        record.epoch().equals(held.epoch()) && record.disposition() == Disposition.HELD;
    if (current && !recordsOnArbiter.getAsBoolean() && !adopting) {
      return new Outcome.Succeeded<>(reserved(records, reservation));
    }
    Outcome<Boolean> paid = payBeforeWord(held.key(self), records);
    if (!paid.succeeded()) {
      return new Outcome.Unknown<>(paid.text());
    }
    OwnRecord.Word word =
        new OwnRecord.Word(
            held.epoch(), Disposition.HELD, record.requestId(), record.reason(), record.executed());
    Outcome<GuardReading> said = own.put(word, record);
    if (said instanceof Outcome.Succeeded<GuardReading>(GuardReading written)) {
      if (adopting) {
        hold(held);
      }
      return new Outcome.Succeeded<>(reserved(written, reservation));
    }
    return own.wasRefused() && recordsOnArbiter.getAsBoolean()
        ? renew(held)
        : new Outcome.Unknown<>(said.text());
  }

  /**
   * A claim of an earlier life, or one that did not come to its end, may have left the key and not
   * its record: what it owed is owed by the word that follows it.
   */
  private Outcome<Boolean> payBeforeWord(RegistrationKey key, GuardReading records) {
    return ResetOwed.by(Optional.of(key), records)
        ? ResetOwed.payWhereHeld(luns, key)
        : new Outcome.Succeeded<>(true);
  }

  /** Registers the key of the next epoch and preempts the own one. */
  private Outcome<GuardReading> renew(ScsiHolding held) {
    if (held.epoch().value() == Epoch.LARGEST) {
      forget();
      return new Outcome.Failed<>("epochs are used up: " + held.epoch() + " is the last");
    }
    ScsiHolding next = new ScsiHolding(held.epoch().next());
    before = Optional.of(held);
    for (ReservedLun lun : luns) {
      switch (new LunClaim(lun, next.key(self)).take(Optional.of(held.key(self)))) {
        case Outcome.Succeeded<LunClaim.Taken>(LunClaim.Taken taken) -> next.holds(lun, taken);
        case Outcome.Failed<LunClaim.Taken> failed -> {
          forget();
          return new Outcome.Failed<>(failed.reason());
        }
        case Outcome.TimedOut<LunClaim.Taken> late -> {
          return new Outcome.TimedOut<>(late.after());
        }
        case Outcome.Unknown<LunClaim.Taken> unknown -> {
          return new Outcome.Unknown<>(unknown.reason());
        }
      }
    }
    Outcome<GuardReading> said = record(next);
    if (said instanceof Outcome.Succeeded<GuardReading>(GuardReading written)) {
      holding = Optional.of(next);
      before = Optional.empty();
      return readBack(written);
    }
    return new Outcome.Unknown<>(said.text());
  }

  private Outcome<GuardReading> record(ScsiHolding next) {
    Outcome<GuardReading> read = own.read();
    if (!(read instanceof Outcome.Succeeded<GuardReading>(GuardReading records))) {
      return read;
    }
    EpochRecord record = records.own();
    return own.put(
        new OwnRecord.Word(next.epoch(), Disposition.HELD, "", MoveReason.NONE, record.executed()),
        record);
  }

  private Outcome<GuardReading> readBack(GuardReading records) {
    return switch (arbiter().look()) {
      case Outcome.Succeeded<ReservedLun.Look>(ReservedLun.Look look) ->
          look.isHeldBy(holding.orElseThrow().key(self))
              ? new Outcome.Succeeded<>(
                  reserved(
                      records,
                      look.reservation()
                          .remarked("the target had forgotten this node's way; it was keyed anew")))
              : new Outcome.Failed<>(arbiter().name() + " was taken");
      case Outcome.Failed<ReservedLun.Look> failed -> new Outcome.Failed<>(failed.reason());
      case Outcome.TimedOut<ReservedLun.Look> late -> new Outcome.TimedOut<>(late.after());
      case Outcome.Unknown<ReservedLun.Look> unknown -> new Outcome.Unknown<>(unknown.reason());
    };
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
      Outcome<Boolean> paid = payBeforeWord(holder, reading);
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
      forget();
      return new Outcome.Succeeded<>(reserved(written, look.reservation()));
    }
    return said;
  }
}
