package io.hotpair.guard;

import io.hotpair.core.model.ClaimRequest;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.Park;
import io.hotpair.port.Guard;
import io.hotpair.port.LunSight;
import java.util.List;

/** A guard that does not look at its LUNs by itself, and what they say that they are. */
public final class IdentifiedGuard implements Guard {
  private final Guard guard;
  private final LunIdentities identities;

  /** Adds identities to a guard. */
  public IdentifiedGuard(Guard guard, LunIdentities identities) {
    this.guard = guard;
    this.identities = identities;
  }

  @Override
  public Outcome<GuardReading> read() {
    return guard.read();
  }

  @Override
  public Outcome<Epoch> claim(ClaimRequest request) {
    return guard.claim(request);
  }

  @Override
  public Outcome<GuardReading> verify(Epoch epoch) {
    return guard.verify(epoch);
  }

  @Override
  public Outcome<GuardReading> park(Park park) {
    return guard.park(park);
  }

  @Override
  public Outcome<Boolean> check() {
    Outcome<Boolean> able = guard.check();
    return able.succeeded() ? identities.check() : able;
  }

  @Override
  public List<LunSight> sights() {
    return identities.sights();
  }
}
