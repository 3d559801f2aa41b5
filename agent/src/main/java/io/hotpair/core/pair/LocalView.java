package io.hotpair.core.pair;

import io.hotpair.core.model.NodeHealth;
import io.hotpair.core.model.Readiness;
import java.time.Duration;

/**
 * This machine as the rules see it.
 *
 * @param publicUp whether its public network is up, as far as it can tell
 * @param lag how late the deciding thread was at this tick
 * @param wallMillis the wall clock, milliseconds since 1970; written down, never compared
 * @param health how its parts are
 * @param equipment whether all that a start needs is here: agents, units, fence devices
 */
public record LocalView(
    boolean publicUp, Duration lag, long wallMillis, NodeHealth health, Readiness equipment) {
  /** All well. */
  public static final LocalView WELL =
      new LocalView(true, Duration.ZERO, 0, NodeHealth.WELL, Readiness.READY);

  /** The same machine with the equipment that one pair needs. */
  public LocalView with(Readiness pairEquipment) {
    return new LocalView(publicUp, lag, wallMillis, health, pairEquipment);
  }
}
