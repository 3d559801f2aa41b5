package io.hotpair.core.pair;

import io.hotpair.core.model.Readiness;
import java.time.Duration;

/**
 * This machine as the rules see it.
 *
 * @param publicUp whether its public network is up, as far as it can tell
 * @param lag how late the deciding thread was at this tick
 * @param equipment whether all that a start needs is here: agents, units, fence devices
 */
public record LocalView(boolean publicUp, Duration lag, Readiness equipment) {
  /** All well. */
  public static final LocalView WELL = new LocalView(true, Duration.ZERO, Readiness.READY);
}
