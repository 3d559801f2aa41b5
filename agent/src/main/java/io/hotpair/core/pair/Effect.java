package io.hotpair.core.pair;

import io.hotpair.core.model.ClaimRequest;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.NoticeDraft;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.PairMemory;
import io.hotpair.core.model.Park;
import io.hotpair.core.model.ResourceName;

/** What the rules want done. Effects with an id are answered by an event that carries it. */
public sealed interface Effect {
  /** Reads holder and records; answered by {@link Event.GuardAnswered}. */
  record ReadGuard(EffectId id) implements Effect {}

  /** Claims the guard; answered by {@link Event.ClaimAnswered}. */
  record ClaimGuard(EffectId id, ClaimRequest request) implements Effect {}

  /** Proves that the guard is held; answered by {@link Event.GuardAnswered}. */
  record VerifyGuard(EffectId id, Epoch epoch) implements Effect {}

  /** Leaves the guard; answered by {@link Event.GuardAnswered}. */
  record ParkGuard(EffectId id, Park park) implements Effect {}

  /** Switches the peer off and looks again; answered by {@link Event.FenceAnswered}. */
  record FencePeer(EffectId id) implements Effect {}

  /** Starts a resource; answered by {@link Event.ResourceAnswered}. */
  record StartResource(EffectId id, ResourceName resource) implements Effect {}

  /** Stops a resource; answered by {@link Event.ResourceAnswered}. */
  record StopResource(EffectId id, ResourceName resource) implements Effect {}

  /** Looks at a resource; answered by {@link Event.ResourceAnswered}. */
  record MonitorResource(EffectId id, ResourceName resource) implements Effect {}

  /** Resets this machine at once. */
  record FenceSelf(String reason) implements Effect {}

  /** Tells the world, once the memory that goes with it is durable. */
  record Notify(NoticeDraft notice) implements Effect {}

  /**
   * Keeps the memory over restarts. It is written beside the deciding thread, in order, and durable
   * before a {@link Report} or {@link Notify} of the same step or a later one is shown to anybody.
   * No other effect waits for it: what must be durable before a node acts upon it are the epoch
   * records, which the guard writes to the LUN within its own calls.
   */
  record Remember(PairMemory memory) implements Effect {}

  /** Says how far an order is, once that is durable; a state that is over ends it. */
  record Report(String requestId, OperationState state, String text) implements Effect {}

  /** Nothing runs here any more for this pair; the agent may end. */
  record Left() implements Effect {}
}
