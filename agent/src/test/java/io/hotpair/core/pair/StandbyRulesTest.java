package io.hotpair.core.pair;

import static io.hotpair.core.pair.Situations.BEFORE;
import static io.hotpair.core.pair.Situations.FRESH;
import static io.hotpair.core.pair.Situations.NOW;
import static io.hotpair.core.pair.Situations.OWN;
import static io.hotpair.core.pair.Situations.PEERS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotpair.core.detector.PeerView;
import io.hotpair.core.model.Action;
import io.hotpair.core.model.CannotTakeOverCause;
import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.NodeHealth;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.PeerHealth;
import io.hotpair.core.model.Readiness;
import io.hotpair.core.model.Suspension;
import io.hotpair.core.model.Timings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StandbyRulesTest {
  @Test
  void aHolderThatIsHeardIsLeftAlone() {
    Steps.of(Situations.standby(), Situations.tick(NOW, Situations.heard(), PEERS))
        .is(PairState.STANDBY)
        .asksNothing();
  }

  @Test
  void aFreshPairIsClaimedAtOnceByThePreferredNodeThatHearsItsPeer() {
    Steps.of(Situations.standby(FRESH), Situations.tick(NOW, Situations.heard(), FRESH))
        .is(PairState.CLAIMING);
  }

  @Test
  void aPeerThatClaimsAFreshPairIsLetFinish() {
    PeerView claims = Situations.heard(PairState.CLAIMING, Epoch.NONE, false);
    Steps.of(Situations.standby(FRESH), Situations.tick(NOW, claims, FRESH))
        .is(PairState.STANDBY)
        .asksNothing();
  }

  @Test
  void aPreferredNodeAloneListensForExactlyTheJoinWait() {
    Moments at = new Moments(Timings.BALANCED.joinWait());
    Steps.of(
            Situations.standby(FRESH),
            Situations.tick(at.before, Situations.silent(PeerHealth.UNCLEAN, true), FRESH))
        .is(PairState.STANDBY);
    Steps.of(
            Situations.standby(FRESH),
            Situations.tick(at.then, Situations.silent(PeerHealth.UNCLEAN, true), FRESH))
        .is(PairState.CLAIMING);
  }

  @Test
  void anUnfitNodeFencesNobodyWhoAsksForIt() {
    Event.Tick asked =
        new Event.Tick(
            NOW,
            Situations.heard(Situations.report(PairState.STOPPING, true, Suspension.NONE)),
            Situations.disk(NOW, PEERS, false),
            new LocalView(
                true,
                Duration.ZERO,
                0,
                NodeHealth.WELL,
                new Readiness(CannotTakeOverCause.RESOURCE_MISSING, "no fs agent")));
    Steps.of(Situations.standby(), asked).is(PairState.STANDBY).asksNothing();
  }

  @Test
  void withoutAGuardNothingIsTakenOverWhateverThePeerAsks() {
    Event.Tick asked =
        Situations.tick(
            NOW,
            Situations.heard(Situations.report(PairState.STOPPING, true, Suspension.NONE)),
            PEERS);
    Transition transition =
        PairRules.step(Situations.config(GuardKind.NONE), Situations.standby(), asked);
    assertEquals(PairState.STANDBY, transition.next().state().word());
  }

  @Test
  void startsThatFailedOnBothWaitForAPerson() {
    GuardReading failed = Situations.failed(Disposition.OFFERED, 5, Disposition.RETREATED, 6);
    Steps steps = Steps.of(Situations.standby(), Situations.tick(NOW, Situations.heard(), failed));
    steps.is(PairState.FAULTED);
    assertEquals(List.of(NoticeKind.FAULTED), steps.told());
  }

  @Test
  void anOrderForThePeerToCarryOutIsFollowedUntilItIsOver() {
    Steps steps =
        Steps.of(
            Situations.standby(),
            Situations.tick(
                NOW,
                Situations.heard(Situations.report(PairState.ACTIVE, false, Suspension.NONE)),
                PEERS));
    steps.then(Situations.ordered(Action.SWITCHOVER));
    steps.is(PairState.STANDBY);
    assertEquals("order-2", steps.pair().tracked().orElseThrow().order().requestId());
  }

  @Test
  void theOwnKeyWithNobodyRunningIsClaimedAnew() {
    Steps.of(Situations.standby(), Situations.tick(NOW, Situations.heard(), OWN))
        .is(PairState.CLAIMING);
  }

  @Test
  void theOwnKeyIsLeftToAPeerThatIsReadyWhereThisNodeIsNotArmed() {
    Steps steps = Steps.of(Situations.standby(OWN), notArmed(Situations.heard()));
    assertEquals(Disposition.CLEAN, steps.only(Effect.ParkGuard.class).park().disposition());
  }

  @Test
  void theOwnKeyIsKeptWhereThePeerCouldNotRunTheGroupEither() {
    PeerView neither =
        Situations.heard(
            HealthVerdict.OK, new Readiness(CannotTakeOverCause.NOT_ARMED, "no watchdog"));
    Steps.of(Situations.standby(OWN), notArmed(neither)).is(PairState.STANDBY).asksNothing();
  }

  @Test
  void aFailedStartIsClearedByAPersonInMaintenanceToo() {
    for (Pair pair : List.of(Situations.standby(), Situations.suspendedStandby())) {
      Steps steps = Steps.of(Situations.failedStart(pair), Situations.ordered(Action.CLEAR_FAULT));
      assertEquals(OperationState.SUCCEEDED, steps.only(Effect.Report.class).state());
      assertEquals("", steps.pair().memory().failedStart());
      steps.is(pair.state().word());
    }
    Steps nothing = Steps.of(Situations.standby(), Situations.ordered(Action.CLEAR_FAULT));
    assertEquals(OperationState.REFUSED, nothing.only(Effect.Report.class).state());
    Steps moving =
        Steps.of(
            Situations.failedStart(Situations.starting()), Situations.ordered(Action.CLEAR_FAULT));
    assertEquals(OperationState.REFUSED, moving.only(Effect.Report.class).state());
  }

  @Test
  void anOrderToThisNodeIsRefusedAfterAFailedStartAndNotForMovesThatAreUsedUp() {
    PeerView active = Situations.heard(Situations.report(PairState.ACTIVE, false, Suspension.NONE));
    Steps failed = Steps.of(Situations.failedStart(Situations.standby()), ticked(active));
    failed.then(Situations.ordered(Action.SWITCHOVER));
    assertEquals(OperationState.REFUSED, failed.only(Effect.Report.class).state());

    Steps moved = Steps.of(Situations.moved(Situations.standby(), 3), ticked(active));
    moved.then(Situations.ordered(Action.SWITCHOVER));
    assertEquals(OperationState.RUNNING, moved.only(Effect.Report.class).state());
  }

  private static Event.Tick ticked(PeerView peer) {
    return Situations.tick(NOW, peer, PEERS);
  }

  private static Event.Tick notArmed(PeerView peer) {
    return new Event.Tick(
        NOW,
        peer,
        Situations.disk(NOW, OWN, false),
        new LocalView(
            true,
            Duration.ZERO,
            0,
            NodeHealth.WELL,
            new Readiness(CannotTakeOverCause.NOT_ARMED, "/dev/watchdog: busy")));
  }

  /** The instant at which a span since the state's begin is over, and the one before. */
  private static final class Moments {
    final Moment then;
    final Moment before;

    Moments(Duration span) {
      then = BEFORE.plus(span);
      before = then.plus(Duration.ofNanos(-1));
    }
  }
}
