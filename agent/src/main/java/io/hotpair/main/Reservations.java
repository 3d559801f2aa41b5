package io.hotpair.main;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.site.LunSpec;
import io.hotpair.core.model.site.PairSpec;
import io.hotpair.core.model.site.Site;
import io.hotpair.guard.LunIdentities;
import io.hotpair.guard.ScsiLuns;
import io.hotpair.port.ScsiLun;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The LUNs of a pair, as this machine has them. */
public final class Reservations {
  private Reservations() {}

  /** What a guard needs to know of them; opens nothing yet. */
  public static ScsiLuns luns(Site site, PairSpec pair, NodeName self) {
    LunSpec arbiter = pair.arbiter();
    return new ScsiLuns(
        pair.luns(),
        lun -> disk(site, lun),
        new OnArbiter(() -> Platform.share(arbiter.device(), arbiter.beatDevice(), deadline(site))),
        site.nodes().get(self).id(),
        site.nodes().get(pair.peerOf(self)).id());
  }

  /** What each LUN says that it is, for a guard of another kind. */
  public static LunIdentities identities(Site site, PairSpec pair, NodeName self) {
    return new LunIdentities(pair.luns(), lun -> disk(site, lun), site.nodes().get(self).id());
  }

  private static ScsiLun disk(Site site, LunSpec lun) {
    return Platform.lun(lun.device(), deadline(site));
  }

  private static Duration deadline(Site site) {
    return site.timings().ioDeadline();
  }

  /**
   * Whether the beats lie on the arbiter itself. A machine may start before its LUNs are there:
   * until it can be told it is assumed, for then this node writes only as a registrant.
   */
  private static final class OnArbiter implements BooleanSupplier {
    private final Supplier<Optional<Boolean>> shared;
    private volatile Optional<Boolean> known = Optional.empty();

    OnArbiter(Supplier<Optional<Boolean>> shared) {
      this.shared = shared;
    }

    @Override
    public boolean getAsBoolean() {
      if (known.isEmpty()) {
        known = shared.get();
      }
      return known.orElse(true);
    }
  }
}
