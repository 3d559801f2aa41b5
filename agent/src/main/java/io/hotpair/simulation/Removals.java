package io.hotpair.simulation;

import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairMemory;
import io.hotpair.core.model.Suspension;
import io.hotpair.core.pair.Effect;
import io.hotpair.core.pair.Event;
import io.hotpair.core.pair.LocalView;
import io.hotpair.core.pair.Node;
import io.hotpair.core.pair.NodeEvent;
import io.hotpair.core.pair.Pair;
import io.hotpair.core.pair.State;
import io.hotpair.core.plan.GroupPlan;
import io.hotpair.port.Guard;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** How each rule is taken away. */
final class Removals {
  private Removals() {}

  static Removal of(Rule rule) {
    return switch (rule) {
      case PROOF_BEFORE_TAKEOVER ->
          instead(
              (pair, effect) -> effect instanceof Effect.FencePeer,
              (pair, effect) -> {
                var id = ((Effect.FencePeer) effect).id();
                return now -> new Event.FenceAnswered(now, id, new Outcome.Succeeded<>("off"));
              });
      case UNKNOWN_FENCING_IS_NO_PROOF ->
          forPair(
              (pair, event) ->
                  event instanceof Event.FenceAnswered answer && !answer.outcome().succeeded()
                      ? new Event.FenceAnswered(
                          answer.now(), answer.id(), new Outcome.Succeeded<>("off"))
                      : event);
      case UNKNOWN_STOP_IS_NO_STOP ->
          forPair(
              (pair, event) ->
                  event instanceof Event.ResourceAnswered answer
                          && isStopping(pair.state())
                          && !answer.outcome().succeeded()
                      ? stopped(answer)
                      : event);
      case STOP_BEFORE_OFFER -> unstopped((pair, effect) -> pair.state() instanceof State.Stopping);
      case EJECTED_STOPS -> unstopped((pair, effect) -> pair.state() instanceof State.Ejected);
      case AUDIT -> new Deceptions.BlindActive();
      case VERIFY_BEFORE_START -> new Deceptions.BlindStart();
      case NEEDED_RESOURCES_RUN ->
          new Removal() {
            @Override
            GroupPlan plan(GroupPlan shipped) {
              return new GroupPlan(
                  shipped.startOrder(), Map.of(), shipped.monitorInterval(), shipped.probes());
            }
          };
      case EPOCH_FROM_ALL_SOURCES -> RecordRemovals.peerWithoutEpoch();
      case PROOF_IS_ABOUT_WHAT_WAS_READ -> freshBasis();
      case ANNOUNCE_BEFORE_LOOKING -> RecordRemovals.unwritten(Disposition.CLAIMING);
      case READING_DECIDES -> RecordRemovals.believed();
      case LOOK_BEFORE_JOINING ->
          instead(
              (pair, effect) ->
                  effect instanceof Effect.MonitorResource && pair.state() instanceof State.Joining,
              (pair, effect) -> {
                Effect.MonitorResource look = (Effect.MonitorResource) effect;
                return now ->
                    new Event.ResourceAnswered(
                        now,
                        look.id(),
                        look.resource(),
                        new Outcome.Succeeded<>(Event.Finding.STOPPED),
                        1);
              });
      case DISK_BEAT ->
          told(
              event ->
                  event instanceof NodeEvent.Looked looked
                      ? new NodeEvent.Looked(
                          looked.now(),
                          looked.pair(),
                          Optional.empty(),
                          looked.records(),
                          looked.cloned(),
                          looked.asked())
                      : event);
      case LOOK_ONCE_MORE ->
          new Removal() {
            @Override
            Node known(Node node) {
              return node.pairs().get(World.PAIR).state() instanceof State.Confirming confirming
                  ? Nodes.withState(node, new State.Confirming(confirming.since(), -1))
                  : node;
            }
          };
      case BOTH_NETWORKS -> new Deceptions.DeafOnPublic();
      case OWN_LAG ->
          told(
              event ->
                  event instanceof NodeEvent.Ticked(Moment now, LocalView local, var equipment)
                      ? new NodeEvent.Ticked(
                          now,
                          new LocalView(
                              local.publicUp(),
                              Duration.ZERO,
                              local.wallMillis(),
                              local.health(),
                              local.equipment()),
                          equipment)
                      : event);
      case WITHDRAWAL_IS_A_CLAIM ->
          instead(
              (pair, effect) ->
                  effect instanceof Effect.ClaimGuard && pair.state() instanceof State.Stopping,
              (pair, effect) -> {
                Effect.ClaimGuard claim = (Effect.ClaimGuard) effect;
                return now ->
                    new Event.ClaimAnswered(
                        now, claim.id(), new Outcome.Succeeded<>(claim.request().epoch()));
              });
      case ONCE -> new Deceptions.Forgetful();
      case MAINTENANCE -> memory(old -> old.with(Suspension.NONE));
      case LEASE_WAIT -> new Deceptions.ShortLease();
      case WATCHDOG ->
          new Removal() {
            @Override
            boolean hasWatchdog() {
              return false;
            }
          };
      case WATCHDOG_FED_WITHIN_LEASE ->
          new Removal() {
            @Override
            boolean feedsAlways() {
              return true;
            }
          };
      case OWN_KEY_CLAIMED_ANEW -> new Deceptions.OwnKeyIgnored();
      case RESET_OWED -> WayRemovals.withoutResets();
      case EJECTS_WHEN_RESERVATION_VANISHED -> WayRemovals.reservingAgain();
      case PURGE -> WayRemovals.withoutPurge();
      case SILENCE_IS_READ -> WayRemovals.believingSilence();
      case PARKS_RESERVED -> WayRemovals.releasing();
      case HOLDERS_KEY_STAYS -> WayRemovals.unregisteringHolders();
      case CLIENTS_COUNT ->
          told(
              event ->
                  event instanceof NodeEvent.Probed probed
                      ? new NodeEvent.Probed(
                          probed.now(),
                          probed.pair(),
                          probed.place(),
                          new Outcome.Succeeded<>(true),
                          probed.asked())
                      : event);
      case PROBE_NEEDS_PATH -> new ProbeRemovals.PathAlwaysUp();
      case PROBE_NEEDS_NETWORK -> ProbeRemovals.networkAlwaysUp();
      case PROBE_ANSWERED_BEFORE -> new ProbeRemovals.AlwaysAnswered();
      case HEALTH_BETTER -> new Deceptions.PeerAlwaysWell();
    };
  }

  static Removal told(UnaryOperator<NodeEvent> change) {
    return new Removal() {
      @Override
      NodeEvent told(Node node, NodeEvent event) {
        return change.apply(event);
      }
    };
  }

  private interface PairChange {
    Event apply(Pair pair, Event event);
  }

  private static Removal forPair(PairChange change) {
    return new Removal() {
      @Override
      NodeEvent told(Node node, NodeEvent event) {
        return event instanceof NodeEvent.ForPair(var name, Event inner)
            ? new NodeEvent.ForPair(name, change.apply(node.pairs().get(name), inner))
            : event;
      }
    };
  }

  private interface Answer {
    Function<Moment, Event> to(Pair pair, Effect effect);
  }

  private static Removal instead(BiPredicate<Pair, Effect> which, Answer answer) {
    return new Removal() {
      @Override
      Optional<Function<Moment, Event>> instead(Pair pair, Effect effect) {
        return which.test(pair, effect) ? Optional.of(answer.to(pair, effect)) : Optional.empty();
      }
    };
  }

  private static Removal unstopped(BiPredicate<Pair, Effect> where) {
    return instead(
        (pair, effect) -> effect instanceof Effect.StopResource && where.test(pair, effect),
        (pair, effect) -> {
          Effect.StopResource stop = (Effect.StopResource) effect;
          return now ->
              new Event.ResourceAnswered(
                  now,
                  stop.id(),
                  stop.resource(),
                  new Outcome.Succeeded<>(Event.Finding.STOPPED),
                  1);
        });
  }

  private static Removal memory(UnaryOperator<PairMemory> change) {
    return new Removal() {
      @Override
      Node known(Node node) {
        return Nodes.with(node, change);
      }
    };
  }

  /**
   * The peer's record passes for the one that the proof was about, at the core and at the guard.
   */
  private static Removal freshBasis() {
    return new Removal() {
      @Override
      NodeEvent told(Node node, NodeEvent event) {
        Pair pair = node.pairs().get(World.PAIR);
        return pair.state() instanceof State.Claiming claiming
                && claiming.cutOff().isPresent()
                && event
                    instanceof
                    NodeEvent.ForPair(
                        var name,
                        Event.GuardAnswered(
                            var now,
                            var id,
                            Outcome.Succeeded<GuardReading>(GuardReading reading)))
            ? new NodeEvent.ForPair(
                name,
                new Event.GuardAnswered(
                    now,
                    id,
                    new Outcome.Succeeded<>(
                        new GuardReading(
                            reading.own(), claiming.cutOff().get(), Optional.empty()))))
            : event;
      }

      @Override
      Guard guard(Guard shipped) {
        return new Deceptions.FreshBasis(shipped);
      }
    };
  }

  private static boolean isStopping(State state) {
    return state instanceof State.Stopping || state instanceof State.Ejected;
  }

  private static Event stopped(Event.ResourceAnswered answer) {
    return new Event.ResourceAnswered(
        answer.now(),
        answer.id(),
        answer.resource(),
        new Outcome.Succeeded<>(Event.Finding.STOPPED),
        answer.tookNanos());
  }

  /** The answer that the guard is held, without a look at it. */
  static Function<Moment, Event> held(Pair pair, Effect effect) {
    Effect.VerifyGuard verify = (Effect.VerifyGuard) effect;
    GuardReading last = pair.observed().reading().orElseThrow();
    return now -> new Event.GuardAnswered(now, verify.id(), new Outcome.Succeeded<>(last));
  }

  /** A reading in which this node holds an epoch above all, and the peer has nothing. */
  static GuardReading asOwn(GuardReading reading, Epoch epoch) {
    return new GuardReading(
        with(reading.own(), epoch, Disposition.HELD),
        with(reading.peer(), Epoch.NONE, Disposition.NONE),
        Optional.empty());
  }

  static EpochRecord with(EpochRecord record, Epoch epoch, Disposition disposition) {
    return new EpochRecord(
        record.node(),
        record.boot(),
        record.sequence(),
        epoch,
        disposition,
        record.requestId(),
        record.reason(),
        record.executed());
  }
}
