package io.hotpair.guard;

import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.RegistrationKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The LOGICAL UNIT RESET that some claims owe before they write their record.
 *
 * <p>PREEMPT AND ABORT reaches a write that has passed the target's check only by the registration
 * that it came by. If the target has forgotten that, nothing but a reset of the LUN aborts it. So a
 * claim that finds no holder owes one; and so does a claim that finds a holder whose record is not
 * of the key's epoch: that one died before its record was written, and may have owed it.
 *
 * <p>A takeover from a holder that has written its record owes none.
 */
final class ResetOwed {
  private ResetOwed() {}

  /**
   * Whether a claim owes it.
   *
   * @param holder the holder that the claim found on a LUN
   * @param records as they lie on the disk, read after that
   */
  static boolean by(Optional<RegistrationKey> holder, GuardReading records) {
    return holder.isEmpty() || !isCarried(holder.get(), records);
  }

  private static boolean isCarried(RegistrationKey key, GuardReading records) {
    return isCarried(key, records.own()) || isCarried(key, records.peer());
  }

  private static boolean isCarried(RegistrationKey key, EpochRecord record) {
    return key.isOf(record.node()) && key.epoch().equals(record.epoch());
  }

  /**
   * A claim of an earlier life, or one that did not come to its end, may have left the key and not
   * its record: what it owed is owed by the word that follows it.
   */
  static Outcome<Boolean> payBeforeWord(
      List<ReservedLun> luns, RegistrationKey key, GuardReading records) {
    return by(Optional.of(key), records) ? payWhereHeld(luns, key) : new Outcome.Succeeded<>(true);
  }

  /** As {@link #pay}, of those that the key holds: one that can't be read may be one of them. */
  private static Outcome<Boolean> payWhereHeld(List<ReservedLun> luns, RegistrationKey key) {
    List<ReservedLun> held = new ArrayList<>();
    for (ReservedLun lun : luns) {
      Outcome<ReservedLun.Look> read = lun.look();
      if (!(read instanceof Outcome.Succeeded<ReservedLun.Look>(ReservedLun.Look look))) {
        return new Outcome.Unknown<>("a reset is owed: " + read.text());
      }
      if (look.isHeldBy(key)) {
        held.add(lun);
      }
    }
    return pay(held, key);
  }

  /**
   * Resets LUNs that the key holds, and makes sure of them again: a reset leaves reservations and
   * registrations, but only a look afterwards says so. {@code Unknown}: it is still owed.
   */
  static Outcome<Boolean> pay(List<ReservedLun> luns, RegistrationKey key) {
    for (ReservedLun lun : luns) {
      Outcome<Boolean> reset = lun.reset();
      if (!reset.succeeded()) {
        return new Outcome.Unknown<>("a reset is owed: " + reset.text());
      }
      Outcome<ReservedLun.Look> read = lun.look();
      if (!(read instanceof Outcome.Succeeded<ReservedLun.Look>(ReservedLun.Look look))) {
        return new Outcome.Unknown<>("after a reset, " + read.text());
      }
      if (!look.isHeldBy(key) || !look.reservation().registered().stream().allMatch(key::equals)) {
        return new Outcome.Unknown<>("after a reset, " + lun.name() + " is not held alone");
      }
    }
    return new Outcome.Succeeded<>(true);
  }
}
