package io.hotpair.guard;

import io.hotpair.core.model.ClaimRequest;
import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.Outcome;
import java.time.Duration;

/** One claim; see {@link RecordGuard} for the rules and why they are safe. */
final class RecordClaim {
  /** Between two looks at a peer that claims as well. */
  static final Duration POLL = Duration.ofMillis(10);

  private final OwnRecord own;
  private final ClaimRequest request;
  private final Pace pace;
  private final Moment end;
  private EpochRecord before;
  private Epoch epoch;

  RecordClaim(OwnRecord own, ClaimRequest request, Pace pace, Duration limit) {
    this.own = own;
    this.request = request;
    this.pace = pace;
    this.end = pace.now().plus(limit);
    this.epoch = request.epoch();
  }

  Outcome<Epoch> run() {
    Outcome<GuardReading> read = own.read();
    if (!(read instanceof Outcome.Succeeded<GuardReading>(GuardReading reading))) {
      return new Outcome.Unknown<>(read.text());
    }
    before = reading.own();
    if (before.epoch().value() >= epoch.value()) {
      epoch = before.epoch().next();
    }
    return switch (judge(reading.peer())) {
      case FREE, AHEAD -> announce(reading.peer());
      case CONTENDING -> request.preferred() ? announce(reading.peer()) : refuse(reading);
      case BOUND -> refuse(reading);
    };
  }

  /** Refuses before anything was written, unless the own record must be taken back for that. */
  private Outcome<Epoch> refuse(GuardReading reading) {
    return switch (before.disposition()) {
      case NONE, OFFERED, CLEAN, RETREATED -> new Outcome.Failed<>(standing(reading.peer()));
      case CLAIMING, HELD -> retreat(standing(reading.peer()));
    };
  }

  /** Says that this node claims, then looks at what the peer says. */
  private Outcome<Epoch> announce(EpochRecord peer) {
    EpochRecord seen = peer;
    while (true) {
      if (judge(seen) == Standing.AHEAD) {
        if (seen.epoch().value() == Epoch.LARGEST) {
          return retreat("epochs are used up: the peer's record is at " + seen.epoch());
        }
        epoch = seen.epoch().next();
      }
      Outcome<GuardReading> said = say(Disposition.CLAIMING);
      if (!(said instanceof Outcome.Succeeded<GuardReading>(GuardReading reading))) {
        return retreat(said.text());
      }
      Outcome<GuardReading> settled = request.preferred() ? outwait(reading) : said;
      if (!(settled instanceof Outcome.Succeeded<GuardReading>(GuardReading last))) {
        return retreat(settled.text());
      }
      seen = last.peer();
      if (isLate()) {
        return retreat("the claim took too long; " + standing(seen));
      }
      switch (judge(seen)) {
        case FREE -> {
          return hold();
        }
        case BOUND, CONTENDING -> {
          return retreat(standing(seen));
        }
        case AHEAD -> {}
      }
    }
  }

  /** Looks until the peer, which claims as well, holds or has given up. */
  private Outcome<GuardReading> outwait(GuardReading first) {
    GuardReading reading = first;
    while (judge(reading.peer()) == Standing.CONTENDING && !isLate()) {
      pace.pause(POLL);
      Outcome<GuardReading> read = own.read();
      if (!(read instanceof Outcome.Succeeded<GuardReading>(GuardReading next))) {
        return read;
      }
      reading = next;
    }
    return new Outcome.Succeeded<>(reading);
  }

  private Outcome<Epoch> hold() {
    Outcome<GuardReading> held = say(Disposition.HELD);
    if (!(held instanceof Outcome.Succeeded<GuardReading>(GuardReading reading))) {
      return retreat(held.text());
    }
    EpochRecord peer = reading.peer();
    boolean above = peer.disposition() == Disposition.HELD && peer.epoch().value() >= epoch.value();
    return above ? retreat(standing(peer)) : new Outcome.Succeeded<>(epoch);
  }

  private Outcome<Epoch> retreat(String reason) {
    Outcome<GuardReading> retreated = say(Disposition.RETREATED);
    return retreated.succeeded()
        ? new Outcome.Failed<>(reason)
        : new Outcome.Unknown<>(
            reason + "; and the claim could not be taken back: " + retreated.text());
  }

  private Outcome<GuardReading> say(Disposition disposition) {
    Outcome<GuardReading> said =
        own.put(
            new OwnRecord.Word(
                epoch, disposition, "", MoveReason.NONE, request.executedAs(disposition)),
            before);
    if (said instanceof Outcome.Succeeded<GuardReading>(GuardReading reading)) {
      before = reading.own();
    }
    // Otherwise the next word takes the same sequence, and so the place of the one in doubt.
    return said;
  }

  private boolean isLate() {
    return end.isBefore(pace.now());
  }

  private Standing judge(EpochRecord peer) {
    boolean unchanged = peer.equals(request.basis().peer());
    boolean cutOff = request.proof() == ClaimRequest.Proof.PEER_CUT_OFF && unchanged;
    return switch (peer.disposition()) {
      case HELD -> cutOff ? Standing.FREE : Standing.BOUND;
      case CLAIMING -> {
        if (cutOff) {
          yield Standing.FREE;
        }
        yield unchanged ? Standing.BOUND : Standing.CONTENDING;
      }
      case NONE, OFFERED, CLEAN, RETREATED ->
          epoch.isAbove(peer.epoch()) ? Standing.FREE : Standing.AHEAD;
    };
  }

  private static String standing(EpochRecord peer) {
    return "the peer's record says " + peer.disposition().label() + " at epoch " + peer.epoch();
  }

  /** What the peer's record means for this claim. */
  private enum Standing {
    /** Nothing stands against it. */
    FREE,

    /** Nothing but its epoch, which this claim must be above. */
    AHEAD,

    /** The peer claims in the same instant. */
    CONTENDING,

    /** The peer holds, or left a claim that nobody proved to be over. */
    BOUND
  }
}
