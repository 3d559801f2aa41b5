package io.hotpair.core.pair;

import io.hotpair.core.detector.DiskTrack;
import io.hotpair.core.detector.PeerView;
import io.hotpair.core.model.Action;
import io.hotpair.core.model.BootId;
import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.FailbackPolicy;
import io.hotpair.core.model.FaultCause;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NodeHealth;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Order;
import io.hotpair.core.model.PairMemory;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.PairReport;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.PathState;
import io.hotpair.core.model.PeerHealth;
import io.hotpair.core.model.Readiness;
import io.hotpair.core.model.Requester;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.ResourceState;
import io.hotpair.core.model.Surface;
import io.hotpair.core.model.Suspension;
import io.hotpair.core.model.Timings;
import io.hotpair.core.plan.GroupPlan;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The situations that rules are tested in: blade1 decides, vpe1 is its peer, epoch 5 is held. */
final class Situations {
  static final Moment NOW = Moment.ZERO.plus(Duration.ofHours(1));
  static final Moment BEFORE = Moment.ZERO.plus(Duration.ofHours(1).minusSeconds(1));
  static final Epoch FIVE = new Epoch(5);
  static final EffectId FLIGHT = new EffectId(40, FIVE);
  static final EffectId WATCH = new EffectId(39, FIVE);
  static final EffectId AUDIT = new EffectId(38, FIVE);
  static final ResourceName FS = new ResourceName("fs");
  static final ResourceName IP = new ResourceName("ip");
  static final PairName PAIR = new PairName("erp");
  static final NodeName BLADE1 = new NodeName("blade1");
  static final NodeName VPE1 = new NodeName("vpe1");
  static final GuardReading FRESH = reading(Disposition.NONE, 0, Disposition.NONE, 0);
  static final GuardReading OWN = reading(Disposition.HELD, 5, Disposition.OFFERED, 4);
  static final GuardReading PEERS = reading(Disposition.OFFERED, 4, Disposition.HELD, 5);

  private Situations() {}

  static PairConfig config(GuardKind guard) {
    return config(
        guard,
        new GroupPlan(
            List.of(FS, IP), Map.of(FS, Duration.ofSeconds(10), IP, Duration.ofSeconds(10))));
  }

  static PairConfig config(GuardKind guard, GroupPlan plan) {
    return new PairConfig(
        PAIR,
        BLADE1,
        VPE1,
        true,
        guard,
        plan,
        Timings.BALANCED,
        FailbackPolicy.MANUAL,
        2,
        3,
        Duration.ofMinutes(10),
        Duration.ofSeconds(30),
        guard == GuardKind.NONE ? "without a guard nothing moves by itself" : "");
  }

  static PairConfig config() {
    return config(GuardKind.FENCE);
  }

  static GuardReading reading(Disposition own, long ownEpoch, Disposition peer, long peerEpoch) {
    return new GuardReading(record(1, own, ownEpoch), record(2, peer, peerEpoch), Optional.empty());
  }

  /** As {@link #reading}, after a start that failed on both. */
  static GuardReading failed(Disposition own, long ownEpoch, Disposition peer, long peerEpoch) {
    return new GuardReading(
        because(record(1, own, ownEpoch), MoveReason.START_FAILED),
        because(record(2, peer, peerEpoch), MoveReason.START_FAILED),
        Optional.empty());
  }

  private static EpochRecord because(EpochRecord record, MoveReason reason) {
    return new EpochRecord(
        record.node(),
        record.boot(),
        record.sequence(),
        record.epoch(),
        record.disposition(),
        record.requestId(),
        reason,
        record.executed());
  }

  private static EpochRecord record(int node, Disposition disposition, long epoch) {
    return epoch == 0
        ? EpochRecord.none(node)
        : new EpochRecord(
            node,
            new BootId(node),
            epoch,
            new Epoch(epoch),
            disposition,
            "",
            MoveReason.NONE,
            List.of());
  }

  // What is observed.

  static PairReport report(PairState state, boolean needsFencing, Suspension suspension) {
    return new PairReport(
        PAIR,
        state,
        FIVE,
        Readiness.READY,
        false,
        MoveReason.NONE,
        needsFencing,
        suspension,
        Optional.empty(),
        Optional.empty());
  }

  /** The peer says that it is in a state, at an epoch. */
  static PeerView heard(PairState state, Epoch epoch, boolean running) {
    PairReport usual = report(state, false, Suspension.NONE);
    return heard(
        new PairReport(
            PAIR,
            state,
            epoch,
            usual.readiness(),
            running,
            usual.relief(),
            usual.needsFencing(),
            usual.suspension(),
            usual.order(),
            usual.settled()));
  }

  static PeerView heard(PairReport report) {
    Map<PathKind, PathState> paths =
        Map.of(
            PathKind.PRIVATE,
            PathState.UP,
            PathKind.PUBLIC,
            PathState.UP,
            PathKind.DISK,
            PathState.UP);
    return new PeerView(
        PeerHealth.ONLINE,
        paths,
        false,
        false,
        NOW,
        Optional.of(report),
        false,
        true,
        HealthVerdict.OK,
        false,
        false);
  }

  /** The same peer with another health. */
  static PeerView heard(HealthVerdict health, Readiness readiness) {
    PairReport usual = report(PairState.STANDBY, false, Suspension.NONE);
    PeerView well =
        heard(
            new PairReport(
                PAIR,
                usual.state(),
                usual.epoch(),
                readiness,
                usual.running(),
                usual.relief(),
                usual.needsFencing(),
                usual.suspension(),
                usual.order(),
                usual.settled()));
    return new PeerView(
        well.health(),
        well.paths(),
        well.networkSilent(),
        well.diskStale(),
        well.lastSign(),
        well.report(),
        well.digestDiffers(),
        well.publicUp(),
        health,
        well.leaving(),
        well.lookIsDue());
  }

  /** This machine with a part that is not well. */
  static LocalView local(HealthVerdict health) {
    return new LocalView(
        true,
        Duration.ZERO,
        0,
        new NodeHealth(health, "system-disk: " + health.label()),
        Readiness.READY);
  }

  static PeerView heard() {
    return heard(report(PairState.STANDBY, false, Suspension.NONE));
  }

  static PeerView silent(PeerHealth health, boolean diskStale) {
    Map<PathKind, PathState> paths =
        Map.of(
            PathKind.PRIVATE,
            PathState.DOWN,
            PathKind.PUBLIC,
            PathState.DOWN,
            PathKind.DISK,
            diskStale ? PathState.DOWN : PathState.UP);
    return new PeerView(
        health,
        paths,
        true,
        diskStale,
        BEFORE,
        Optional.empty(),
        false,
        true,
        HealthVerdict.UNKNOWN,
        false,
        false);
  }

  static DiskTrack disk(Moment answered, GuardReading reading, boolean cloned) {
    return new DiskTrack(
        answered,
        answered,
        answered,
        true,
        0,
        100,
        Optional.empty(),
        true,
        Optional.of(reading),
        cloned);
  }

  static Event.Tick tick(Moment now, PeerView peer, GuardReading reading) {
    return new Event.Tick(now, peer, disk(now, reading, false), LocalView.WELL);
  }

  // What the pair does.

  static Pair pair(State state, GuardReading reading, boolean inFlight) {
    Pair fresh = Pair.begin(PairMemory.EMPTY, BEFORE);
    ResourceState does =
        switch (state.word()) {
          case ACTIVE, STOPPING, SUSPENDED, EJECTED -> ResourceState.RUNNING;
          case JOINING, STANDBY, CONFIRMING, CLAIMING, STARTING, FAULTED -> ResourceState.STOPPED;
        };
    Watch watch =
        Watch.UNKNOWN
            .with(does, "as before")
            .monitoring(Optional.of(WATCH), NOW.plus(Duration.ofHours(1)));
    Map<ResourceName, Watch> watches =
        new HashMap<>(
            Map.of(
                FS, watch, IP, watch.monitoring(Optional.empty(), NOW.plus(Duration.ofHours(1)))));
    Optional<ResourceName> called = inFlight ? called(state) : Optional.empty();
    called.ifPresent(
        resource -> watches.computeIfPresent(resource, (_, old) -> called(state, old)));
    return new Pair(
        state,
        "as before",
        new PairMemory(
            reading.largestEpoch(),
            new Suspension(1, state instanceof State.Suspended),
            PairMemory.Counters.ZERO,
            PairMemory.LastMove.NONE,
            List.of(),
            ""),
        new Observed(BEFORE, heard(), disk(BEFORE, reading, false), LocalView.WELL),
        40,
        inFlight && called.isEmpty() ? Optional.of(FLIGHT) : Optional.empty(),
        Optional.of(AUDIT),
        watches,
        Optional.empty(),
        List.of(),
        false,
        false);
  }

  /** The resource whose start or stop is in flight; empty if it is something else. */
  private static Optional<ResourceName> called(State state) {
    return switch (state) {
      case State.Starting starting when starting.verified() -> Optional.of(FS);
      case State.Stopping stopping when stopping.step() == State.StopStep.STOP -> Optional.of(IP);
      case State.Ejected ejected -> Optional.of(IP);
      default -> Optional.empty();
    };
  }

  private static Watch called(State state, Watch watch) {
    boolean starts = state instanceof State.Starting;
    return watch
        .with(starts ? ResourceState.STARTING : ResourceState.STOPPING, "")
        .calling(
            Optional.of(
                new Watch.Call(starts ? Watch.Call.Kind.START : Watch.Call.Kind.STOP, FLIGHT)));
  }

  /** The same with a look at a resource under way. */
  static Pair looking(Pair pair, ResourceName resource, EffectId look) {
    Step step = new Step(config(), pair, NOW);
    Watch watch = pair.watch(resource);
    step.watch(resource, watch.monitoring(Optional.of(look), watch.nextMonitor()));
    return step.pair();
  }

  /** The same after automatic moves. */
  static Pair moved(Pair pair, int times) {
    return new Pair(
        pair.state(),
        pair.reason(),
        pair.memory(),
        pair.observed(),
        pair.effects(),
        pair.flight(),
        pair.audit(),
        pair.watches(),
        pair.tracked(),
        Collections.nCopies(times, BEFORE),
        pair.suppressing(),
        pair.leaving());
  }

  /** The same after a start of the group that failed here. */
  static Pair failedStart(Pair pair) {
    Step step = new Step(config(), pair, NOW);
    step.remember(old -> old.withFailedStart("fs: exit 1"));
    return step.pair();
  }

  static Pair joining() {
    return pair(new State.Joining(BEFORE, Optional.empty(), Map.of()), OWN, true);
  }

  static Pair standby() {
    return standby(PEERS);
  }

  static Pair standby(GuardReading reading) {
    return pair(new State.Standby(BEFORE, BEFORE), reading, false);
  }

  static Pair confirming() {
    return pair(new State.Confirming(BEFORE, 99), PEERS, false);
  }

  static Pair claiming(State.ClaimStep step) {
    State.Move move = State.Move.begin(MoveReason.PEER_SILENT, "", BEFORE);
    return pair(
        new State.Claiming(move, step, Optional.of(PEERS.peer()), BEFORE),
        PEERS,
        step != State.ClaimStep.WAIT_LEASE);
  }

  static Pair starting() {
    State.Move move = State.Move.begin(MoveReason.PEER_SILENT, "", BEFORE);
    return pair(new State.Starting(FIVE, move, List.of(FS, IP), true), OWN, true);
  }

  /** The same, with the guard being verified for the first start. */
  static Pair verifying() {
    State.Move move = State.Move.begin(MoveReason.PEER_SILENT, "", BEFORE);
    return pair(new State.Starting(FIVE, move, List.of(FS, IP), false), OWN, true);
  }

  static State.Active running() {
    return new State.Active(
        FIVE,
        BEFORE,
        BEFORE,
        BEFORE.plus(Timings.BALANCED.auditPeriod()),
        Optional.empty(),
        State.Standing.begin(false, false));
  }

  static Pair active() {
    return pair(running(), OWN, false);
  }

  static Pair stopping(State.StopStep step) {
    State.Move move = State.Move.begin(MoveReason.ORDERED, "order-1", BEFORE);
    List<ResourceName> remaining =
        switch (step) {
          case STOP, ASK_FOR_FENCING -> List.of(IP, FS);
          case PARK, OFFERED, WITHDRAW, PARKED -> List.of();
        };
    boolean inFlight =
        switch (step) {
          case STOP, PARK, WITHDRAW -> true;
          case ASK_FOR_FENCING, OFFERED, PARKED -> false;
        };
    return pair(new State.Stopping(FIVE, move, remaining, List.of(), step, BEFORE), OWN, inFlight);
  }

  /** After the address did not say that it stopped. */
  static Pair lookingAfterStop() {
    Step step = new Step(config(), stopping(State.StopStep.STOP), NOW);
    Watch.Call look = new Watch.Call(Watch.Call.Kind.LOOK, FLIGHT);
    step.watch(IP, step.watch(IP).calling(Optional.of(look)));
    return step.pair();
  }

  static Pair ejected() {
    return pair(new State.Ejected("the guard is lost", List.of(IP, FS), BEFORE), PEERS, true);
  }

  static Pair faulted() {
    return pair(
        new State.Faulted(FaultCause.START_FAILED, "fs did not start", Epoch.NONE),
        reading(Disposition.OFFERED, 5, Disposition.RETREATED, 6),
        false);
  }

  static Pair suspendedActive() {
    return pair(new State.Suspended(running()), OWN, false);
  }

  static Pair suspendedStandby() {
    return pair(new State.Suspended(new State.Standby(BEFORE, BEFORE)), PEERS, false);
  }

  static Event.Ordered ordered(Action action) {
    return ordered(action, action == Action.FORCE_TAKEOVER);
  }

  static Event.Ordered ordered(Action action, boolean force) {
    return new Event.Ordered(
        NOW,
        new Order(
            "order-2",
            action,
            PAIR,
            Optional.empty(),
            Optional.empty(),
            force,
            new Requester(Surface.CLI, "operator", "")));
  }
}
