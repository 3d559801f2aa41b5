package io.hotpair.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.BootId;
import io.hotpair.core.model.CannotTakeOverCause;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.FailbackPolicy;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairMemory;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.Readiness;
import io.hotpair.core.model.Timings;
import io.hotpair.core.model.WatchdogState;
import io.hotpair.core.pair.Node;
import io.hotpair.core.pair.NodeConfig;
import io.hotpair.core.pair.Pair;
import io.hotpair.core.pair.PairConfig;
import io.hotpair.core.pair.State;
import io.hotpair.core.plan.GroupPlan;
import io.hotpair.port.Watchdog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When the watchdog is fed: never beyond the lease, and never for nothing. */
final class WatchdogFeederTest {
  private static final Timings TIMINGS = Timings.BALANCED;
  private static final Duration SLACK = TIMINGS.lease().minus(TIMINGS.watchdog());
  private static final PairName PAIR = new PairName("erp");
  private static final Moment START = Moment.ZERO.plus(Duration.ofHours(1));

  private final FakeWatchdog watchdog = new FakeWatchdog();
  private Moment now = START;
  private Optional<Moment> renewed = Optional.empty();
  private final WatchdogFeeder feeder =
      new WatchdogFeeder(watchdog, Set.of(PAIR), pair -> renewed, () -> now, TIMINGS);

  @Test
  void itIsNotArmedBeforeTheFirstRenewalOfALifeThatMayHaveFoundARunningGroup() {
    feeder.round();
    feeder.decided(node(joining()));
    feeder.round();
    assertEquals(List.of(), watchdog.calls);
    renewed = Optional.of(now);
    feeder.round();
    assertEquals(List.of("arm 8000"), watchdog.calls);
    feeder.round();
    assertEquals(List.of("arm 8000", "feed"), watchdog.calls);
  }

  @Test
  void itIsFedUpToTheMomentFromWhichItWouldOutliveTheLease() {
    arm(active());
    now = START.plus(SLACK);
    feeder.round();
    assertEquals(List.of("arm 8000", "feed"), watchdog.calls);
    now = START.plus(SLACK).plus(Duration.ofNanos(1));
    feeder.round();
    assertEquals(List.of("arm 8000", "feed"), watchdog.calls, "now + W is after the lease's end");
    // Fed for the last time at START + L - W, it resets the machine at START + L: the lease's end.
    renewed = Optional.of(now);
    feeder.round();
    assertEquals(List.of("arm 8000", "feed", "feed"), watchdog.calls, "renewed while still alive");
  }

  @Test
  void aStandbyThatLosesTheDiskIsNotResetButNotReadyEither() {
    arm(new State.Standby(START, START));
    assertEquals(Readiness.READY, feeder.readiness(PAIR, now));
    now = START.plus(TIMINGS.lease());
    feeder.round();
    assertEquals(List.of("arm 8000", "feed"), watchdog.calls);
    Readiness readiness = feeder.readiness(PAIR, now);
    assertEquals(CannotTakeOverCause.NOT_ARMED, readiness.cause());
    assertEquals("the lease is not being renewed", readiness.detail());
  }

  @Test
  void whatTheDeviceSaysIsTheReasonWhyNothingIsTakenOverHere() {
    watchdog.refusal = Optional.of("/dev/watchdog0 would reset after 60 s");
    arm(new State.Standby(START, START));
    assertEquals(
        new Readiness(CannotTakeOverCause.NOT_ARMED, "/dev/watchdog0 would reset after 60 s"),
        feeder.readiness(PAIR, now));
    watchdog.refusal = Optional.empty();
    feeder.round();
    assertTrue(feeder.readiness(PAIR, now).isReady(), "it is tried again");
  }

  @Test
  void itsStandingAndItsTimeAreTold() {
    assertEquals(WatchdogState.NOT_ARMED, feeder.state());
    assertEquals(-1, feeder.timeMillis());
    arm(active());
    assertEquals(WatchdogState.ARMED, feeder.state());
    assertEquals(8_000, feeder.timeMillis());
    feeder.starve();
    assertEquals(WatchdogState.STARVED, feeder.state());
  }

  @Test
  void whoFencesItselfIsNeverFedAgain() {
    arm(active());
    feeder.starve();
    renewed = Optional.of(now);
    feeder.round();
    assertEquals(List.of("arm 8000"), watchdog.calls);
    assertFalse(feeder.readiness(PAIR, now).isReady());
  }

  @Test
  void theEndStopsItOnlyIfNothingIsLeftRunning() throws InterruptedException {
    arm(active());
    feeder.end(true);
    assertEquals(List.of("arm 8000", "disarm"), watchdog.calls);
    feeder.round();
    assertEquals(List.of("arm 8000", "disarm"), watchdog.calls);
  }

  @Test
  void anEndThatLeavesSomethingRunningLeavesTheWatchdogRunning() throws InterruptedException {
    arm(active());
    feeder.end(false);
    assertEquals(List.of("arm 8000"), watchdog.calls);
  }

  private void arm(State state) {
    renewed = Optional.of(START);
    feeder.decided(node(state));
    feeder.round();
  }

  private static State joining() {
    return Pair.begin(PairMemory.EMPTY, START).state();
  }

  private static State active() {
    return new State.Active(
        new Epoch(5), START, START, START, Optional.empty(), State.Standing.begin(false, false));
  }

  private static Node node(State state) {
    NodeName self = new NodeName("blade1");
    NodeName peer = new NodeName("blade2");
    PairConfig pair =
        new PairConfig(
            PAIR,
            self,
            peer,
            true,
            GuardKind.LEASE,
            new GroupPlan(List.of(), Map.of()),
            TIMINGS,
            FailbackPolicy.MANUAL,
            2,
            3,
            Duration.ofMinutes(10),
            Duration.ZERO,
            "");
    NodeConfig config =
        new NodeConfig(self, 1, TIMINGS, 0, Map.of(peer, List.of(PAIR)), Map.of(PAIR, pair));
    Node node = Node.begin(config, new BootId(1), Map.of(), START);
    Pair begun = node.pairs().get(PAIR);
    Pair moved =
        new Pair(
            state,
            begun.reason(),
            begun.memory(),
            begun.observed(),
            0,
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            List.of(),
            false,
            false);
    return new Node(
        node.boot(),
        Map.of(),
        START,
        node.local(),
        Map.of(),
        node.peers(),
        node.disks(),
        node.services(),
        Map.of(PAIR, moved));
  }

  /** Says what it was told. */
  private static final class FakeWatchdog implements Watchdog {
    final List<String> calls = new ArrayList<>();
    Optional<String> refusal = Optional.empty();

    @Override
    public String name() {
      return "/dev/watchdog0";
    }

    @Override
    public Outcome<Duration> arm(Duration longest) {
      calls.add("arm " + longest.toMillis());
      return refusal.isEmpty()
          ? new Outcome.Succeeded<>(longest)
          : new Outcome.Failed<>(refusal.get());
    }

    @Override
    public Outcome<Boolean> feed() {
      calls.add("feed");
      return new Outcome.Succeeded<>(true);
    }

    @Override
    public Outcome<Boolean> disarm() {
      calls.add("disarm");
      return new Outcome.Succeeded<>(true);
    }
  }
}
