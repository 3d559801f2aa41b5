package io.hotpair.core.pair;

import io.hotpair.core.model.GuardKind;

/** Maintenance: the guard is audited and the resources are looked at, but nothing moves. */
final class SuspendedRules {
  private SuspendedRules() {}

  static void begin(Step step, State inner) {
    step.become(new State.Suspended(inner), "maintenance");
  }

  /**
   * Whether the group may run at a peer that is not heard, and a resume would have it started here,
   * too. An agent that ends in maintenance leaves its group running and closes its watchdog: its
   * lease, once over, says nothing of the group. The other guards cut it off, or claim nothing by
   * themselves.
   */
  static boolean mayRunUnheard(Step step) {
    boolean bound =
        step.observed()
            .reading()
            .map(reading -> reading.peerMayRun() && !reading.isOwn())
            .orElse(true);
    return step.config.guard() == GuardKind.LEASE && !step.observed().peer().isHeard() && bound;
  }

  /** Why the maintenance does not end then, and what a person can do. */
  static String unheard(Step step) {
    String peer = step.config.peer().value();
    return peer
        + " is not heard and holds the guard by its last word: an agent that ends in maintenance"
        + " leaves its group running, and no lease cuts that off; start the agent on "
        + peer
        + ", or make sure that nothing runs there and resume with force";
  }

  static void tick(Step step, State.Suspended suspended) {
    if (step.isLeaving()) {
      step.left();
      return;
    }
    if (!step.isSuspended()) {
      step.become(suspended.inner(), "maintenance has ended");
      return;
    }
    switch (suspended.inner()) {
      case State.Active active -> {
        if (ActiveRules.guardHolds(step, active)) {
          ActiveRules.watch(step, active);
        }
      }
      case State.Standby standby -> {}
      // Only these two are ever suspended; a move under way ends first.
      case State.Joining joining -> step.become(joining, "maintenance has ended");
      case State.Confirming confirming -> step.become(confirming, "maintenance has ended");
      case State.Claiming claiming -> step.become(claiming, "maintenance has ended");
      case State.Starting starting -> step.become(starting, "maintenance has ended");
      case State.Stopping stopping -> step.become(stopping, "maintenance has ended");
      case State.Ejected ejected -> step.become(ejected, "maintenance has ended");
      case State.Faulted faulted -> step.become(faulted, "maintenance has ended");
      case State.Suspended nested -> step.become(nested.inner(), "maintenance has ended");
    }
  }
}
