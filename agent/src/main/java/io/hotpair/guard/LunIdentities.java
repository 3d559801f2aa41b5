package io.hotpair.guard;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.LunSpec;
import io.hotpair.port.LunSight;
import io.hotpair.port.ScsiLun;
import java.util.List;
import java.util.function.Function;

/**
 * What each LUN of a pair says that it is, for guards that ask nothing else of a LUN. A device that
 * is no SCSI disk says nothing, and that is no fault. Safe for many threads.
 */
public final class LunIdentities {
  private final List<ReservedLun> luns;

  /**
   * The LUNs of a pair; nothing is asked yet.
   *
   * @param devices the ways to each
   * @param self this node's id
   */
  public LunIdentities(List<LunSpec> specs, Function<LunSpec, ScsiLun> devices, int self) {
    this.luns =
        specs.stream()
            .map(lun -> new ReservedLun(lun.name(), devices.apply(lun), lun.wwid(), self))
            .toList();
  }

  /** Asks them all. {@code Failed}: one is another LUN than it must be, or than another way's. */
  public Outcome<Boolean> check() {
    for (ReservedLun lun : luns) {
      if (lun.identify() instanceof Outcome.Failed<String>(String another)) {
        return new Outcome.Failed<>(another);
      }
    }
    return new Outcome.Succeeded<>(true);
  }

  /** What they said last; does not wait. */
  public List<LunSight> sights() {
    return ReservedLun.sights(luns);
  }
}
