package io.hotpair.core.pair;

import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.PairMemory;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.ResourceState;
import io.hotpair.core.model.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that one node knows and does for one pair; a value.
 *
 * @param state what it does
 * @param reason why it does that, in words
 * @param memory what it keeps over restarts
 * @param observed what the last tick said
 * @param effects how many effects were asked for
 * @param flight the call of guard or fence device in flight that the state waits for
 * @param audit the guard audit in flight
 * @param watches the resources, by name
 * @param tracked the order that is being followed
 * @param moves when automatic moves were made, oldest first
 * @param suppressing whether a move that was due is being suppressed
 * @param leaving whether the agent is ending
 */
public record Pair(
    State state,
    String reason,
    PairMemory memory,
    Observed observed,
    long effects,
    Optional<EffectId> flight,
    Optional<EffectId> audit,
    Map<ResourceName, Watch> watches,
    Optional<Tracked> tracked,
    List<Moment> moves,
    boolean suppressing,
    boolean leaving) {

  /** A pair as a fresh agent sees it. */
  public static Pair begin(PairMemory memory, Moment now) {
    return new Pair(
        new State.Joining(now, Optional.empty(), Map.of()),
        "the agent has started",
        memory,
        Observed.begin(now),
        0,
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        List.of(),
        false,
        false);
  }

  /** The epoch as known here. */
  public Epoch epoch() {
    Epoch known = observed.reading().map(GuardReading::largestEpoch).orElse(Epoch.NONE);
    return known.max(memory.epochHint());
  }

  /** This node's role. */
  public Role role() {
    return roleOf(state);
  }

  /** The epoch at which this node holds the guard; empty if it does not. */
  public Optional<Epoch> held() {
    return heldIn(state);
  }

  /** Whether any resource of the group may run here. */
  public boolean mayRun() {
    return switch (state) {
      case State.Standby standby -> false;
      case State.Confirming confirming -> false;
      // The first claim may be made for a service that ran here before.
      case State.Claiming claiming -> anyFound();
      case State.Suspended(State.Standby standby) -> false;
      case State.Stopping stopping -> !stopping.remaining().isEmpty();
      case State.Faulted faulted -> !faulted.held().equals(Epoch.NONE);
      case State.Joining joining -> true;
      case State.Starting starting -> true;
      case State.Active active -> true;
      case State.Ejected ejected -> true;
      case State.Suspended suspended -> true;
    };
  }

  /** Whether the last look at any resource did not find it stopped. */
  private boolean anyFound() {
    return watches.values().stream().anyMatch(found -> found.state() != ResourceState.STOPPED);
  }

  /** What is known of a resource. */
  public Watch watch(ResourceName resource) {
    return watches.getOrDefault(resource, Watch.UNKNOWN);
  }

  /** Whether a resource is known to run. */
  public boolean runs(ResourceName resource) {
    return watch(resource).state() == ResourceState.RUNNING;
  }

  private static Role roleOf(State state) {
    return switch (state) {
      case State.Active active -> Role.ACTIVE;
      case State.Standby standby -> Role.STANDBY;
      case State.Confirming confirming -> Role.STANDBY;
      case State.Claiming claiming -> Role.STANDBY;
      case State.Suspended suspended -> roleOf(suspended.inner());
      case State.Starting starting -> Role.NONE;
      case State.Stopping stopping -> Role.NONE;
      case State.Joining joining -> Role.NONE;
      case State.Ejected ejected -> Role.NONE;
      case State.Faulted faulted -> Role.NONE;
    };
  }

  private static Optional<Epoch> heldIn(State state) {
    return switch (state) {
      case State.Active active -> Optional.of(active.epoch());
      case State.Starting starting -> Optional.of(starting.epoch());
      case State.Stopping stopping -> Optional.of(stopping.epoch());
      case State.Suspended suspended -> heldIn(suspended.inner());
      case State.Faulted faulted ->
          faulted.held().equals(Epoch.NONE) ? Optional.empty() : Optional.of(faulted.held());
      case State.Standby standby -> Optional.empty();
      case State.Confirming confirming -> Optional.empty();
      case State.Claiming claiming -> Optional.empty();
      case State.Joining joining -> Optional.empty();
      case State.Ejected ejected -> Optional.empty();
    };
  }
}
