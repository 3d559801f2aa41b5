package io.hotpair.core.pair;

/** Maintenance: the guard is audited and the resources are looked at, but nothing moves. */
final class SuspendedRules {
  private SuspendedRules() {}

  static void begin(Step step, State inner) {
    step.become(new State.Suspended(inner), "maintenance");
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
