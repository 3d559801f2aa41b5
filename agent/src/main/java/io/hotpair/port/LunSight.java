package io.hotpair.port;

import io.hotpair.core.model.LunName;
import io.hotpair.core.model.Reservation;
import java.util.Optional;

/**
 * What a guard last saw of one of its LUNs.
 *
 * @param lun its name
 * @param identity what it says that it is, as a WWID; empty if not known
 * @param reservation what it says of its reservation; empty if not known
 */
public record LunSight(LunName lun, String identity, Optional<Reservation> reservation) {}
