package io.hotpair.checks;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairName;
import java.util.function.Supplier;

/** Whether the storage keeps what a guard needs of its reservations. */
public final class ReservationChecks {
  private ReservationChecks() {}

  /**
   * Looks without touching.
   *
   * @param ask what the guard says of its LUNs: {@code Failed} if something is missing for good
   */
  public static Finding of(PairName pair, Supplier<Outcome<Boolean>> ask) {
    String subject = "reservations of " + pair;
    return switch (ask.get()) {
      case Outcome.Succeeded<Boolean> able ->
          Finding.pass(subject, "every LUN has what the guard needs");
      case Outcome.Failed<Boolean>(String reason) ->
          Finding.fail(subject, reason, "use another guard on this storage");
      case Outcome.TimedOut<Boolean> late ->
          Finding.fail(subject, "unknown: " + late.text(), "see that this node has the LUN");
      case Outcome.Unknown<Boolean>(String reason) ->
          Finding.fail(subject, "unknown: " + reason, "see that this node has the LUN");
    };
  }
}
