package io.hotpair.guard;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.RegistrationKey;
import io.hotpair.core.model.Reservation;
import io.hotpair.port.DiskPath;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The disk path of a pair that is guarded by reservations: what lies on the disk, and who holds it.
 *
 * <p>Where the beats lie on the arbiter itself, only a registrant can write one. A node that is not
 * registered does not try: each refused write is an error in the kernel's log.
 */
public final class ReservedDisk implements DiskPath {
  private final DiskPath disk;
  private final ReservedLun arbiter;
  private final BooleanSupplier onArbiter;
  private final int self;
  private volatile Optional<Reservation> seen = Optional.empty();

  /** The disk path of a pair; one thread at a time uses it. */
  public ReservedDisk(DiskPath disk, ScsiLuns luns) {
    this.disk = disk;
    this.arbiter = luns.all().getFirst();
    this.onArbiter = luns::recordsOnArbiter;
    this.self = luns.self();
  }

  @Override
  public Outcome<Boolean> write(Beat beat) {
    if (onArbiter.getAsBoolean() && seen.isEmpty()) {
      lookAtReservation();
    }
    if (isReadOnly()) {
      return new Outcome.Succeeded<>(false);
    }
    Outcome<Boolean> written = disk.write(beat);
    if (onArbiter.getAsBoolean() && !written.succeeded()) {
      lookAtReservation();
    }
    return isReadOnly() && !written.succeeded() ? new Outcome.Succeeded<>(false) : written;
  }

  private boolean isReadOnly() {
    return onArbiter.getAsBoolean()
        && seen.isPresent()
        && seen.get().holder().isPresent()
        && !isRegistered();
  }

  private boolean isRegistered() {
    return seen.get().registered().stream().anyMatch(this::isOwn);
  }

  private boolean isOwn(RegistrationKey key) {
    return key.isOf(self);
  }

  @Override
  public Outcome<Look> look() {
    Outcome<Look> looked = disk.look();
    if (!(looked instanceof Outcome.Succeeded<Look>(Look look))) {
      return looked;
    }
    return switch (lookAtReservation()) {
      case Outcome.Succeeded<ReservedLun.Look>(ReservedLun.Look reading) ->
          new Outcome.Succeeded<>(look.with(reading.reservation()));
      case Outcome.Failed<ReservedLun.Look> failed -> new Outcome.Failed<>(failed.reason());
      case Outcome.TimedOut<ReservedLun.Look> late -> new Outcome.TimedOut<>(late.after());
      case Outcome.Unknown<ReservedLun.Look> unknown -> new Outcome.Unknown<>(unknown.reason());
    };
  }

  private Outcome<ReservedLun.Look> lookAtReservation() {
    Outcome<ReservedLun.Look> looked = arbiter.look();
    if (looked instanceof Outcome.Succeeded<ReservedLun.Look>(ReservedLun.Look reading)) {
      seen = Optional.of(reading.reservation());
    }
    return looked;
  }
}
