package io.hotpair.view;

import io.hotpair.core.model.Operation;
import io.hotpair.core.model.Order;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.Requester;
import java.util.Optional;

/** A sink of a test in which nothing may be refused. */
public abstract class StrictSink implements CommandSink {
  @Override
  public final Operation refuse(Order refused, String reason) {
    throw new AssertionError("nothing here is refused: " + reason);
  }

  @Override
  public final void turnAway(Optional<PairName> pair, Requester requester, String reason) {
    throw new AssertionError("nothing here is turned away: " + reason);
  }
}
