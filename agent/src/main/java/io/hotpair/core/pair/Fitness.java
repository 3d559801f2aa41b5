package io.hotpair.core.pair;

import io.hotpair.core.model.CannotTakeOverCause;
import io.hotpair.core.model.FaultCause;
import io.hotpair.core.model.NodeHealth;
import io.hotpair.core.model.PairMemory;
import io.hotpair.core.model.PairReport;
import io.hotpair.core.model.Readiness;
import io.hotpair.core.model.Timings;
import java.util.Optional;

/** Whether a node could take a pair over right now, and if not, the most important cause. */
public final class Fitness {
  private Fitness() {}

  /** Of this node. */
  public static Readiness own(PairConfig config, Pair pair) {
    return switch (pair.state()) {
      case State.Active active -> not(CannotTakeOverCause.ACTIVE, "");
      case State.Joining joining -> not(CannotTakeOverCause.JOINING, pair.reason());
      case State.Faulted faulted -> not(CannotTakeOverCause.FAULTED, faulted.detail());
      case State.Ejected ejected -> not(CannotTakeOverCause.EJECTED, ejected.reason());
      case State.Suspended(State.Active active) -> not(CannotTakeOverCause.ACTIVE, "");
      case State.Suspended suspended -> not(CannotTakeOverCause.SUSPENDED, "maintenance");
      case State.Claiming claiming -> moving(pair);
      case State.Starting starting -> moving(pair);
      case State.Stopping stopping -> moving(pair);
      case State.Standby standby -> standingBy(config, pair);
      case State.Confirming confirming -> standingBy(config, pair);
    };
  }

  /** Of the peer, by its own word. */
  public static Readiness ofPeer(Observed observed) {
    if (!observed.peer().isHeard()) {
      return not(CannotTakeOverCause.NOT_HEARD, "nothing is heard of it");
    }
    if (observed.peer().digestDiffers()) {
      return not(CannotTakeOverCause.CONFIGURATION_DIFFERS, "its site file is another one");
    }
    return observed
        .report()
        .map(PairReport::readiness)
        .orElse(not(CannotTakeOverCause.NOT_HEARD, "it does not know the pair"));
  }

  /** What this node would need to claim and start: asked again before every claim. */
  static Readiness fit(PairConfig config, Observed observed) {
    Timings timings = config.timings();
    if (!config.isArmed()) {
      return not(CannotTakeOverCause.NOT_ARMED, config.notArmed());
    }
    if (observed.peer().isHeard() && observed.peer().digestDiffers()) {
      return not(CannotTakeOverCause.CONFIGURATION_DIFFERS, "the peer's site file is another one");
    }
    if (!observed.diskReachable(timings)) {
      return not(CannotTakeOverCause.DISK_UNREACHABLE, "the shared disk does not answer");
    }
    if (!observed.local().publicUp() && observed.peer().publicUp()) {
      return not(CannotTakeOverCause.PUBLIC_NETWORK_DOWN, "the public network is down here");
    }
    if (observed.local().lag().compareTo(timings.halfDeadTime()) > 0) {
      return not(
          CannotTakeOverCause.DECIDING_LATE,
          "the last decision came " + observed.local().lag().toMillis() + " ms late");
    }
    return observed.local().equipment();
  }

  /** Of a standby: well placed, and free to begin a takeover by itself. */
  private static Readiness standingBy(PairConfig config, Pair pair) {
    Readiness placed = wellPlaced(config, pair.observed(), pair.memory());
    int moves = config.recent(pair.moves(), pair.observed().now()).size();
    return placed.isReady() && moves >= config.maxMoves()
        ? not(
            CannotTakeOverCause.MOVES_USED_UP,
            config.movesMade(moves) + ": a silent peer is not taken over until that is long ago")
        : placed;
  }

  /**
   * What a move to here needs that nothing forces: fit, the last start of the group here not one
   * that failed, and no part of this node failing. A dead peer is taken over all the same.
   */
  static Readiness wellPlaced(PairConfig config, Observed observed, PairMemory memory) {
    Readiness fit = fit(config, observed);
    NodeHealth health = observed.local().health();
    if (!fit.isReady()) {
      return fit;
    }
    if (!memory.failedStart().isEmpty()) {
      return not(
          CannotTakeOverCause.START_FAILED,
          "its last start failed; mend it, then clear the fault there: " + memory.failedStart());
    }
    return health.verdict().isFailing()
        ? not(CannotTakeOverCause.HEALTH_FAILING, health.text())
        : fit;
  }

  /** What a claim needs that passes over nobody: the same, without a way to switch the peer off. */
  static Readiness fitToStart(PairConfig config, Observed observed) {
    Readiness fit = fit(config, observed);
    return fit.cause() == CannotTakeOverCause.FENCE_UNAVAILABLE ? Readiness.READY : fit;
  }

  /** Why a fault keeps a pair down, as a sentence. */
  static String sentence(FaultCause cause) {
    return switch (cause) {
      case NONE -> "no fault";
      case START_FAILED -> "the group failed to start on both nodes";
      case STOP_FAILED -> "a resource could not be stopped";
      case GUARD_REFUSED -> "the guard could not be claimed";
      case CLONE_FOUND -> "another machine writes this node's blocks";
      case NO_PROOF -> "the peer's death cannot be proven";
      case RESOURCE_FAILED -> "a resource keeps failing, and the peer is not ready";
    };
  }

  private static Readiness moving(Pair pair) {
    return not(CannotTakeOverCause.MOVE_UNDER_WAY, pair.reason());
  }

  private static Readiness not(CannotTakeOverCause cause, String detail) {
    return new Readiness(cause, detail);
  }

  /** The cause of a readiness as a sentence's end: {@code "diskUnreachable: …"}. */
  static String text(Readiness readiness) {
    Optional<String> detail =
        readiness.detail().isEmpty() ? Optional.empty() : Optional.of(readiness.detail());
    return readiness.cause().label() + detail.map(text -> ": " + text).orElse("");
  }
}
