package io.hotpair.simulation;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.CannotTakeOverCause;
import io.hotpair.core.model.ClaimRequest;
import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairReport;
import io.hotpair.core.model.Park;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.Readiness;
import io.hotpair.core.model.Timings;
import io.hotpair.core.pair.Effect;
import io.hotpair.core.pair.Event;
import io.hotpair.core.pair.Node;
import io.hotpair.core.pair.NodeEvent;
import io.hotpair.core.pair.Pair;
import io.hotpair.core.pair.State;
import io.hotpair.port.EpochRecords;
import io.hotpair.port.Guard;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Worlds in which a rule has no effect because its code is deceived. */
final class Deceptions {
  private Deceptions() {}

  /** An active that is told that it holds the guard, whatever was read or heard. */
  static final class BlindActive extends Unbelieving {
    @Override
    NodeEvent told(Node node, NodeEvent said) {
      NodeEvent event = super.told(node, said);
      Pair pair = node.pairs().get(World.PAIR);
      if (!(pair.state() instanceof State.Active active)) {
        return event;
      }
      if (event instanceof NodeEvent.Looked looked) {
        return new NodeEvent.Looked(
            looked.now(),
            looked.pair(),
            looked.peerBeat(),
            Removals.asOwn(looked.records(), active.epoch()),
            looked.cloned(),
            looked.asked());
      }
      return event;
    }

    @Override
    Optional<Function<Moment, Event>> instead(Pair pair, Effect effect) {
      if (effect instanceof Effect.VerifyGuard verify
          && pair.state() instanceof State.Active active
          && pair.observed().reading().isPresent()) {
        GuardReading own = Removals.asOwn(pair.observed().reading().get(), active.epoch());
        return Optional.of(
            now -> new Event.GuardAnswered(now, verify.id(), new Outcome.Succeeded<>(own)));
      }
      return Optional.empty();
    }
  }

  /** Hears nothing on the public network; a beat there is none. */
  static final class DeafOnPublic extends Removal {
    @Override
    NodeEvent told(Node node, NodeEvent event) {
      return event instanceof NodeEvent.Heard heard && heard.kind() == PathKind.PUBLIC
          ? new NodeEvent.Ticked(heard.now(), node.local(), node.equipment())
          : event;
    }
  }

  /** Hears and reads other beats than the peer's. */
  abstract static class Mishearing extends Removal {
    abstract Beat instead(Beat beat);

    @Override
    NodeEvent told(Node node, NodeEvent event) {
      return switch (event) {
        case NodeEvent.Heard heard ->
            new NodeEvent.Heard(
                heard.now(), heard.peer(), heard.kind(), instead(heard.beat()), heard.received());
        case NodeEvent.Looked looked ->
            new NodeEvent.Looked(
                looked.now(),
                looked.pair(),
                looked.peerBeat().map(this::instead),
                looked.records(),
                looked.cloned(),
                looked.asked());
        case NodeEvent.Ticked ticked -> ticked;
        case NodeEvent.CarrierLost lost -> lost;
        case NodeEvent.DiskFailed failed -> failed;
        case NodeEvent.Probed probed -> probed;
        case NodeEvent.ForPair inner -> inner;
        case NodeEvent.Leaving leaving -> leaving;
      };
    }

    /** The same beat with other reports. */
    static Beat with(Beat beat, HealthVerdict health, UnaryOperator<PairReport> reports) {
      return new Beat(
          beat.sender(),
          beat.boot(),
          beat.sequence(),
          beat.sent(),
          beat.echo(),
          beat.hears(),
          beat.digest(),
          beat.publicUp(),
          health,
          beat.leaving(),
          beat.probe(),
          beat.reports().stream().map(reports).toList());
    }
  }

  /** Does not believe a peer that says that it holds the guard: only the disk would tell. */
  static class Unbelieving extends Mishearing {
    @Override
    Beat instead(Beat beat) {
      return with(beat, beat.health(), Unbelieving::withoutEpoch);
    }

    private static PairReport withoutEpoch(PairReport report) {
      return new PairReport(
          report.pair(),
          report.state(),
          Epoch.NONE,
          report.readiness(),
          report.running(),
          report.relief(),
          report.needsFencing(),
          report.suspension(),
          report.order(),
          report.settled(),
          report.luns(),
          report.clients());
    }
  }

  /** Starts on without a look at the guard, whatever the peer says. */
  static final class BlindStart extends Unbelieving {
    @Override
    Optional<Function<Moment, Event>> instead(Pair pair, Effect effect) {
      return effect instanceof Effect.VerifyGuard && pair.state() instanceof State.Starting
          ? Optional.of(Removals.held(pair, effect))
          : Optional.empty();
    }
  }

  /** Whatever the peer says of its health, it is heard to be well. */
  static final class PeerAlwaysWell extends Mishearing {
    @Override
    Beat instead(Beat beat) {
      return with(beat, HealthVerdict.OK, PeerAlwaysWell::ready);
    }

    private static PairReport ready(PairReport report) {
      return report.readiness().cause() != CannotTakeOverCause.HEALTH_FAILING
          ? report
          : new PairReport(
              report.pair(),
              report.state(),
              report.epoch(),
              Readiness.READY,
              report.running(),
              report.relief(),
              report.needsFencing(),
              report.suspension(),
              report.order(),
              report.settled(),
              report.luns(),
              report.clients());
    }
  }

  /** Nobody remembers what was carried out: neither the node nor the records. */
  static final class Forgetful extends Removal {
    @Override
    Node known(Node node) {
      return Nodes.with(node, old -> old.withExecuted(List.of()));
    }

    @Override
    EpochRecords records(EpochRecords shipped) {
      return RecordRemovals.withoutExecuted(shipped);
    }
  }

  /** The standby counts with the shortest lease that the other timings allow. */
  static final class ShortLease extends Removal {
    @Override
    Timings timings(Timings site) {
      Duration watchdog = Duration.ofMillis(1);
      Duration lease =
          watchdog
              .plus(site.auditPeriod())
              .plus(site.ioDeadline().multipliedBy(2))
              .plus(site.margin());
      return new Timings(
          site.interval(),
          site.misses(),
          site.jitter(),
          site.deadTime(),
          site.auditPeriod(),
          site.ioDeadline(),
          site.fenceDeadline(),
          site.offerTime(),
          site.joinWait(),
          site.isolationGrace(),
          lease,
          watchdog,
          site.driftPerMillion(),
          site.margin());
    }
  }

  /** A standby that takes its own key for the peer's. */
  static final class OwnKeyIgnored extends Removal {
    @Override
    NodeEvent told(Node node, NodeEvent event) {
      Pair pair = node.pairs().get(World.PAIR);
      boolean idle = !pair.mayRun() && pair.held().isEmpty();
      return idle && event instanceof NodeEvent.Looked looked && looked.records().isOwn()
          ? new NodeEvent.Looked(
              looked.now(),
              looked.pair(),
              looked.peerBeat(),
              new GuardReading(
                  Removals.with(
                      looked.records().own(), looked.records().own().epoch(), Disposition.NONE),
                  Removals.with(
                      looked.records().peer(),
                      looked.records().own().epoch(),
                      Disposition.CLAIMING),
                  Optional.empty()),
              looked.cloned(),
              looked.asked())
          : event;
    }
  }

  /** A claim that names what is read now, not what the proof was about. */
  record FreshBasis(Guard shipped) implements Guard {
    @Override
    public Outcome<GuardReading> read() {
      return shipped.read();
    }

    @Override
    public Outcome<Epoch> claim(ClaimRequest request) {
      if (!(shipped.read() instanceof Outcome.Succeeded<GuardReading>(GuardReading now))) {
        return shipped.claim(request);
      }
      return shipped.claim(
          new ClaimRequest(
              request.epoch().max(now.largestEpoch().next()),
              request.proof(),
              now,
              request.preferred(),
              request.reason(),
              request.executed()));
    }

    @Override
    public Outcome<GuardReading> verify(Epoch epoch) {
      return shipped.verify(epoch);
    }

    @Override
    public Outcome<GuardReading> park(Park park) {
      return shipped.park(park);
    }
  }
}
