package io.hotpair.guard;

import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.site.LunSpec;
import io.hotpair.port.ScsiLun;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The LUNs of a pair that are guarded by reservations, as guard and disk path share them. */
public final class ScsiLuns {
  private final List<ReservedLun> luns;
  private final BooleanSupplier recordsOnArbiter;
  private final int self;
  private final int peer;

  /**
   * The LUNs of a pair.
   *
   * @param specs the pair's LUNs, the arbiter first; those with another guard are left out
   * @param devices the ways to each
   * @param recordsOnArbiter whether beats and epoch records lie on the arbiter itself, where only a
   *     registrant can write them
   * @param self this node's id
   * @param peer the other node's id
   */
  public ScsiLuns(
      List<LunSpec> specs,
      Function<LunSpec, ScsiLun> devices,
      BooleanSupplier recordsOnArbiter,
      int self,
      int peer) {
    this.luns =
        specs.stream()
            .filter(lun -> lun.guard() == GuardKind.SCSI_PR)
            .map(lun -> new ReservedLun(lun.name(), devices.apply(lun), lun.wwid(), self))
            .toList();
    this.recordsOnArbiter = recordsOnArbiter;
    this.self = self;
    this.peer = peer;
  }

  /** The arbiter first, then the others in the site file's order. */
  List<ReservedLun> all() {
    return luns;
  }

  boolean recordsOnArbiter() {
    return recordsOnArbiter.getAsBoolean();
  }

  int self() {
    return self;
  }

  int peer() {
    return peer;
  }
}
