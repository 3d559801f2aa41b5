package io.hotpair.core.pair;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.Readiness;
import java.util.Map;
import java.util.Optional;

/** What a node is told. */
public sealed interface NodeEvent {
  /** When it is decided upon. */
  Moment now();

  /**
   * Time has passed.
   *
   * @param local this machine
   * @param equipment what single pairs miss of what a start needs; a pair that is not named misses
   *     nothing
   */
  record Ticked(Moment now, LocalView local, Map<PairName, Readiness> equipment)
      implements NodeEvent {}

  /**
   * An authentic, fresh beat came in over a network.
   *
   * @param received when it was read from the network; not after {@code now}
   */
  record Heard(Moment now, NodeName peer, PathKind kind, Beat beat, Moment received)
      implements NodeEvent {}

  /** The crossover's carrier went away: a hint, never a proof. */
  record CarrierLost(Moment now) implements NodeEvent {}

  /**
   * A pair's shared disk was looked at.
   *
   * @param asked when the look began
   */
  record Looked(
      Moment now,
      PairName pair,
      Optional<Beat> peerBeat,
      GuardReading records,
      boolean cloned,
      Moment asked)
      implements NodeEvent {}

  /** A pair's shared disk did not answer a look, or did not take a beat. */
  record DiskFailed(Moment now, PairName pair) implements NodeEvent {}

  /**
   * The service of a pair was asked as by a client.
   *
   * @param place which probe, from 0
   * @param asked when it was begun
   */
  record Probed(Moment now, PairName pair, int place, Outcome<Boolean> outcome, Moment asked)
      implements NodeEvent {}

  /** Something that concerns one pair only. */
  record ForPair(PairName pair, Event event) implements NodeEvent {
    @Override
    public Moment now() {
      return event.now();
    }
  }

  /** The agent shall end; see {@link Event.Leaving}. */
  record Leaving(Moment now, boolean keepRunning) implements NodeEvent {}
}
