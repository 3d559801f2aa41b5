package io.hotpair.fencing;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.FenceDevice.Power;
import java.time.Duration;

/** What cuts a node's power, or a part of it, within a time that the caller sets. */
interface PowerSwitch {
  /** For people. */
  String name();

  /** As {@link io.hotpair.port.FenceDevice#off}, within {@code limit}, which is above 0. */
  Outcome<Power> off(Duration limit);

  /** As {@link io.hotpair.port.FenceDevice#status}, within {@code limit}, which is above 0. */
  Outcome<Power> status(Duration limit);

  /** As {@link io.hotpair.port.FenceDevice#check}, within {@code limit}, which is above 0. */
  Outcome<Boolean> check(Duration limit);
}
