package io.hotpair.port;

import io.hotpair.core.model.LunName;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.RaidReading;

/** Looks at the arrays that a pair's LUNs lie on. */
public interface RaidProbe extends HealthProbe {
  /** Whose LUNs. */
  PairName pair();

  /** What the last look has shown of a LUN's array; does not wait. */
  RaidReading of(LunName lun);
}
