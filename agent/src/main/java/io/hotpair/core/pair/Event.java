package io.hotpair.core.pair;

import io.hotpair.core.detector.DiskTrack;
import io.hotpair.core.detector.PeerView;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.Order;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.ResourceName;

/** What the rules are told. Every event carries the moment at which it is decided upon. */
public sealed interface Event {
  /** When it is decided upon, on this node's clock. */
  Moment now();

  /**
   * Time has passed, or something was heard: what is known now.
   *
   * @param peer the verdict on the peer
   * @param disk the verdict on the shared disk
   * @param local this machine
   */
  record Tick(Moment now, PeerView peer, DiskTrack disk, LocalView local) implements Event {}

  /** A guard was read, verified or parked. */
  record GuardAnswered(Moment now, EffectId id, Outcome<GuardReading> outcome) implements Event {}

  /** A claim was answered. */
  record ClaimAnswered(Moment now, EffectId id, Outcome<Epoch> outcome) implements Event {}

  /** A fence device was asked to switch the peer off; success means: confirmed off. */
  record FenceAnswered(Moment now, EffectId id, Outcome<String> outcome) implements Event {}

  /** A resource was started, stopped or looked at. */
  record ResourceAnswered(
      Moment now, EffectId id, ResourceName resource, Outcome<Finding> outcome, long tookNanos)
      implements Event {
    /** Whether the call says for certain that the resource is in this state. */
    boolean found(Finding expected) {
      return outcome instanceof Outcome.Succeeded<Finding>(Finding finding) && finding == expected;
    }
  }

  /** An administrator orders something here. */
  record Ordered(Moment now, Order order) implements Event {}

  /**
   * The agent shall end.
   *
   * @param keepRunning leave the group as it is, for the agent's next life to adopt
   */
  record Leaving(Moment now, boolean keepRunning) implements Event {}

  /** What a call found of a resource. */
  enum Finding {
    /** It runs. */
    RUNNING,
    /** Proven not to run. */
    STOPPED,
    /** It runs, or ran, and is broken. */
    FAILED
  }
}
