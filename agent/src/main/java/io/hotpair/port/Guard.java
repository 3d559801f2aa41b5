package io.hotpair.port;

import io.hotpair.core.model.ClaimRequest;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.Park;
import java.util.List;

/**
 * What makes it safe to start: cuts the other node off the data. One object for one pair; its
 * methods are called by one thread at a time, so a command of unknown fate is settled before the
 * next is sent.
 */
public interface Guard {
  /** Reads holder and epoch records. */
  Outcome<GuardReading> read();

  /**
   * Claims. {@code Failed} means: certainly not held, and this node's record says so; {@code
   * TimedOut} or {@code Unknown} means that only a later reading tells.
   *
   * @return the epoch that is held now: the requested one, or one above where records collided
   */
  Outcome<Epoch> claim(ClaimRequest request);

  /**
   * Proves that this node still holds the guard at this epoch. {@code Failed} means that it is
   * lost, {@code TimedOut} and {@code Unknown} that the storage did not answer.
   *
   * @return what was read
   */
  Outcome<GuardReading> verify(Epoch epoch);

  /**
   * Leaves the guard after the group was stopped: an offer, a clean stop, or a claim given up.
   *
   * @return what was read afterwards
   */
  Outcome<GuardReading> park(Park park);

  /**
   * Whether all is there that a claim would need. May be called beside every other call. {@code
   * Failed}: something is missing for good, and no pair may be armed with it; {@code TimedOut} and
   * {@code Unknown}: the storage did not answer.
   */
  default Outcome<Boolean> check() {
    return new Outcome.Succeeded<>(true);
  }

  /** What was last seen of each LUN that it guards, the arbiter first; does not wait. */
  default List<LunSight> sights() {
    return List.of();
  }
}
