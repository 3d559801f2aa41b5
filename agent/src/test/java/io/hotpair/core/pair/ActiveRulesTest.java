package io.hotpair.core.pair;

import static io.hotpair.core.pair.Situations.FIVE;
import static io.hotpair.core.pair.Situations.FS;
import static io.hotpair.core.pair.Situations.IP;
import static io.hotpair.core.pair.Situations.NOW;
import static io.hotpair.core.pair.Situations.OWN;
import static io.hotpair.core.pair.Steps.done;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotpair.core.detector.PeerView;
import io.hotpair.core.model.Action;
import io.hotpair.core.model.CannotTakeOverCause;
import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NodeHealth;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairReport;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.PeerHealth;
import io.hotpair.core.model.Readiness;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.Suspension;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ActiveRulesTest {
  private static final Moment LOST = NOW.plus(Duration.ofMinutes(1));

  /** Of the balanced timings: an audit period and an I/O deadline. */
  private static final Duration GRACE = Duration.ofMillis(1500);

  private static final Duration HEALTH_GRACE = Situations.config().healthGrace();

  private static final PeerView FAILING_PEER =
      Situations.heard(
          HealthVerdict.FAILING,
          new Readiness(CannotTakeOverCause.HEALTH_FAILING, "lun-erp: failing"));

  private static final PeerView PEER_WITHOUT_DISK =
      Situations.heard(
          new PairReport(
              Situations.PAIR,
              PairState.STANDBY,
              FIVE,
              new Readiness(CannotTakeOverCause.DISK_UNREACHABLE, "no answer"),
              false,
              MoveReason.NONE,
              false,
              Suspension.NONE,
              Optional.empty(),
              Optional.empty()));

  @Test
  void lateDecisionsHaveTheGuardProvenAtOnce() {
    LocalView late =
        new LocalView(
            true, Duration.ofMillis(2101), 0, NodeHealth.WELL, LocalView.WELL.equipment());
    Pair idle = Steps.of(Situations.active(), audited(done(OWN))).pair();
    Event.Tick tick =
        new Event.Tick(NOW, Situations.heard(), Situations.disk(NOW, OWN, false), late);
    assertEquals(FIVE, Steps.of(idle, tick).only(Effect.VerifyGuard.class).epoch());
  }

  @Test
  void aGuardThatIsLostBringsTheAddressDownFirst() {
    Steps steps = Steps.of(Situations.active(), audited(new Outcome.Failed<>("another holds it")));
    steps.is(PairState.EJECTED);
    assertEquals(IP, steps.only(Effect.StopResource.class).resource());
    assertEquals(List.of(NoticeKind.GUARD_LOST, NoticeKind.NODE_EJECTED), steps.told());
  }

  @Test
  void aCopyOfThisNodeBringsEverythingDown() {
    Event.Tick cloned =
        new Event.Tick(NOW, Situations.heard(), Situations.disk(NOW, OWN, true), LocalView.WELL);
    Steps steps = Steps.of(Situations.active(), cloned).is(PairState.EJECTED);
    assertEquals(List.of(NoticeKind.GUARD_LOST, NoticeKind.NODE_EJECTED), steps.told());
  }

  @Test
  void anAuditWithoutAnAnswerChangesNothingYet() {
    Steps.of(Situations.active(), audited(new Outcome.Unknown<>("I/O")))
        .is(PairState.ACTIVE)
        .asksNothing();
  }

  @Test
  void anActiveNeverFencesItsStandby() {
    for (PeerHealth health : PeerHealth.values()) {
      Steps.of(Situations.active(), Situations.tick(NOW, Situations.silent(health, true), OWN))
          .is(PairState.ACTIVE)
          .asksNothing();
    }
  }

  @Test
  void aPeersClaimUnderWayIsNoLoss() {
    Steps.of(
            Situations.active(),
            Situations.tick(
                NOW,
                Situations.heard(),
                Situations.reading(Disposition.HELD, 5, Disposition.CLAIMING, 6)))
        .is(PairState.ACTIVE)
        .asksNothing();
  }

  @Test
  void aPeerThatSaysThatItHoldsTheGuardAboveIsBelievedWhereTheDiskIsLost() {
    Epoch six = new Epoch(6);
    for (PairState state : List.of(PairState.STARTING, PairState.ACTIVE, PairState.STOPPING)) {
      PeerView holder = Situations.heard(state, six, true);
      Steps.of(Situations.active(), withoutDisk(NOW, holder)).is(PairState.EJECTED);
      Steps.of(Situations.suspendedActive(), withoutDisk(NOW, holder)).is(PairState.EJECTED);
    }
    PeerView suspended = Situations.heard(PairState.SUSPENDED, six, true);
    Steps.of(Situations.active(), withoutDisk(NOW, suspended)).is(PairState.EJECTED);
  }

  @Test
  void aPeerThatHoldsNothingAboveIsNoLoss() {
    Epoch six = new Epoch(6);
    for (PeerView peer :
        List.of(
            Situations.heard(PairState.ACTIVE, FIVE, true),
            Situations.heard(PairState.CLAIMING, six, false),
            Situations.heard(PairState.EJECTED, six, true),
            Situations.heard(PairState.SUSPENDED, six, false),
            Situations.heard(PairState.FAULTED, six, false))) {
      Steps.of(Situations.active(), Situations.tick(NOW, peer, OWN)).is(PairState.ACTIVE);
    }
  }

  @Test
  void aFailedResourceIsRestartedTogetherWithWhatBuildsOnIt() {
    Steps steps = Steps.of(Situations.active(), broken());
    assertEquals(IP, steps.only(Effect.StopResource.class).resource());
    steps.then(answered(steps, IP, Event.Finding.STOPPED));
    assertEquals(FS, steps.only(Effect.StopResource.class).resource());
    steps.then(answered(steps, FS, Event.Finding.STOPPED));
    assertEquals(FIVE, steps.only(Effect.VerifyGuard.class).epoch());
    steps.then(verified(steps, new Outcome.Succeeded<>(OWN)));
    assertEquals(FS, steps.only(Effect.StartResource.class).resource());
    steps.then(answered(steps, FS, Event.Finding.RUNNING));
    steps.then(verified(steps, new Outcome.Succeeded<>(OWN)));
    assertEquals(IP, steps.only(Effect.StartResource.class).resource());
    steps.then(answered(steps, IP, Event.Finding.RUNNING));
    assertEquals(List.of(NoticeKind.RESOURCE_RECOVERED), steps.told());
  }

  @Test
  void nothingIsRestartedUnderAGuardThatWasLost() {
    Steps steps = Steps.of(Situations.active(), broken());
    steps.then(answered(steps, IP, Event.Finding.STOPPED));
    steps.then(answered(steps, FS, Event.Finding.STOPPED));
    steps.then(verified(steps, new Outcome.Unknown<>("no answer"))).asksNothing();
    steps.then(Situations.tick(NOW, Situations.heard(), OWN));
    steps.then(verified(steps, new Outcome.Failed<>("held by another")));
    steps.is(PairState.EJECTED);
  }

  @Test
  void aRestartThatWaitsForALostDiskIsGivenUp() {
    Steps steps = Steps.of(Situations.active(), broken());
    steps.then(answered(steps, IP, Event.Finding.STOPPED));
    steps.then(answered(steps, FS, Event.Finding.STOPPED));
    steps.then(verified(steps, new Outcome.Unknown<>("no answer")));
    steps.then(withoutDisk(LOST, Situations.heard()));
    steps.then(verified(steps, new Outcome.Unknown<>("no answer")));
    steps.then(withoutDisk(LOST.plus(GRACE), Situations.heard()));
    steps.is(PairState.STOPPING);
  }

  @Test
  void afterALostDiskTheWholeGroupIsRestarted() {
    Steps steps = Steps.of(Situations.active(), broken());
    steps.then(answered(steps, IP, Event.Finding.STOPPED));
    steps.then(answered(steps, FS, Event.Finding.STOPPED));
    steps.then(verified(steps, new Outcome.Unknown<>("no answer")));
    steps.then(Situations.tick(NOW, Situations.heard(), OWN));
    steps.then(verified(steps, new Outcome.Succeeded<>(OWN)));
    assertEquals(IP, steps.only(Effect.StopResource.class).resource());
    steps.then(answered(steps, IP, Event.Finding.STOPPED));
    assertEquals(FS, steps.only(Effect.StopResource.class).resource());
    steps.then(answered(steps, FS, Event.Finding.STOPPED));
    steps.then(verified(steps, new Outcome.Succeeded<>(OWN)));
    assertEquals(FS, steps.only(Effect.StartResource.class).resource());
  }

  @Test
  void aDiskThatIsLostHereIsLeftToAPeerThatGoesOnHavingIt() {
    Steps steps = Steps.of(Situations.active(), withoutDisk(LOST, Situations.heard()));
    steps.is(PairState.ACTIVE);
    steps.then(withoutDisk(LOST.plus(GRACE.minusMillis(1)), Situations.heard()));
    steps.is(PairState.ACTIVE);
    steps.then(withoutDisk(LOST.plus(GRACE), Situations.heard()));
    steps.is(PairState.STOPPING);
  }

  @Test
  void aDiskThatBothLoseAndFindAgainMovesNothing() {
    Steps steps = Steps.of(Situations.active(), withoutDisk(LOST, Situations.heard()));
    Moment told = LOST.plus(GRACE.minusMillis(1));
    steps.then(withoutDisk(told, PEER_WITHOUT_DISK));
    steps.then(withoutDisk(told.plus(Duration.ofMinutes(5)), PEER_WITHOUT_DISK));
    steps.is(PairState.ACTIVE);
    Moment back = told.plus(Duration.ofMinutes(6));
    steps.then(withoutDisk(back, Situations.heard()));
    steps.then(withoutDisk(back.plus(GRACE.minusMillis(1)), Situations.heard()));
    steps.is(PairState.ACTIVE);
    steps.then(Situations.tick(back.plus(GRACE), Situations.heard(), OWN));
    steps.is(PairState.ACTIVE);
  }

  private static Event.Tick withoutDisk(Moment now, PeerView peer) {
    return new Event.Tick(
        now, peer, Situations.disk(Situations.BEFORE, OWN, false), LocalView.WELL);
  }

  @Test
  void aNodeThatIsFailingGivesThePairToAPeerThatIsWell() {
    Steps steps = Steps.of(Situations.active(), failing(NOW, Situations.heard()));
    steps.is(PairState.ACTIVE);
    steps.then(failing(NOW.plus(HEALTH_GRACE.minusMillis(1)), Situations.heard()));
    steps.is(PairState.ACTIVE);
    steps.then(failing(NOW.plus(HEALTH_GRACE), Situations.heard()));
    steps.is(PairState.STOPPING);
    assertEquals(List.of(NoticeKind.SWITCHOVER_STARTED), steps.told());
    assertEquals(
        "system-disk: failing here, and no part of vpe1 is failing", steps.pair().reason());
  }

  @Test
  void aFaultThatBothHaveMovesNothing() {
    PeerView same =
        Situations.heard(
            HealthVerdict.FAILING,
            new Readiness(CannotTakeOverCause.HEALTH_FAILING, "lun-erp: failing"));
    assertStays(same);
  }

  @Test
  void aPeerThatIsOnlyLessIllIsNotWellEnough() {
    Steps steps = Steps.of(Situations.active(), ill(NOW, HealthVerdict.FAILED, FAILING_PEER));
    steps.then(ill(NOW.plus(HEALTH_GRACE.multipliedBy(5)), HealthVerdict.FAILED, FAILING_PEER));
    steps.is(PairState.ACTIVE);
  }

  @Test
  void aPeerThatDoesNotSayHowItIsIsNoBetter() {
    assertStays(Situations.heard(HealthVerdict.UNKNOWN, Readiness.READY));
  }

  @Test
  void aPeerThatCouldNotTakeOverIsNoBetter() {
    assertStays(PEER_WITHOUT_DISK);
  }

  @Test
  void aPartThatIsOnlyDegradedMovesNothing() {
    Steps steps =
        Steps.of(Situations.active(), ill(NOW, HealthVerdict.DEGRADED, Situations.heard()));
    Moment later = NOW.plus(HEALTH_GRACE.multipliedBy(5));
    steps.then(ill(later, HealthVerdict.DEGRADED, Situations.heard()));
    steps.is(PairState.ACTIVE);
  }

  @Test
  void aLossThatIsOnlyHereMovesToAPeerThatIsFailingButNotToOneThatHasFailed() {
    assertEquals(true, ActiveRules.peerCould(stepWith(FAILING_PEER)));
    assertEquals(true, ActiveRules.peerCouldRun(stepWith(FAILING_PEER)));
    Step failed =
        stepWith(
            Situations.heard(
                HealthVerdict.FAILED,
                new Readiness(CannotTakeOverCause.HEALTH_FAILING, "system-disk: failed")));
    assertEquals(false, ActiveRules.peerCould(failed));
    assertEquals(false, ActiveRules.peerCouldRun(failed));
  }

  @Test
  void aPeerWhoseLastStartFailedTakesAPairThatIsOfNoUseHereAndNothingElse() {
    Readiness startFailed = new Readiness(CannotTakeOverCause.START_FAILED, "fs: exit 1");
    Step step = stepWith(Situations.heard(HealthVerdict.OK, startFailed));
    assertEquals(true, ActiveRules.peerCould(step));
    assertEquals(false, ActiveRules.peerCouldRun(step));
    assertEquals(false, ActiveRules.peerIsWell(step));
    Step failedToo = stepWith(Situations.heard(HealthVerdict.FAILED, startFailed));
    assertEquals(false, ActiveRules.peerCould(failedToo));
  }

  @Test
  void aPeerWhoseMovesAreUsedUpIsAskedAsBefore() {
    Readiness usedUp = new Readiness(CannotTakeOverCause.MOVES_USED_UP, "3 moves");
    assertEquals(
        true, ActiveRules.peerIsWell(stepWith(Situations.heard(HealthVerdict.OK, usedUp))));
  }

  private static Step stepWith(PeerView peer) {
    Step step = new Step(Situations.config(), Situations.active(), NOW);
    step.observe(new Observed(NOW, peer, Situations.disk(NOW, OWN, false), LocalView.WELL));
    return step;
  }

  private static void assertStays(PeerView peer) {
    Steps steps = Steps.of(Situations.active(), failing(NOW, peer));
    steps.then(failing(NOW.plus(HEALTH_GRACE), peer));
    steps.then(failing(NOW.plus(HEALTH_GRACE.multipliedBy(5)), peer));
    steps.is(PairState.ACTIVE);
  }

  private static Event.Tick failing(Moment now, PeerView peer) {
    return ill(now, HealthVerdict.FAILING, peer);
  }

  private static Event.Tick ill(Moment now, HealthVerdict health, PeerView peer) {
    return new Event.Tick(now, peer, Situations.disk(now, OWN, false), Situations.local(health));
  }

  @Test
  void aSwitchoverWaitsForNoRestartButIsRefused() {
    Steps steps = Steps.of(Situations.active(), broken());
    steps.then(Situations.ordered(Action.SWITCHOVER));
    assertEquals(OperationState.REFUSED, steps.only(Effect.Report.class).state());
  }

  @Test
  void anAgentThatStopsDuringARestartLetsItEndFirst() {
    Steps steps = Steps.of(Situations.active(), broken());
    steps.then(new Event.Leaving(NOW, false));
    steps.is(PairState.ACTIVE).asksNothing();
  }

  private static Event verified(Steps steps, Outcome<GuardReading> outcome) {
    return new Event.GuardAnswered(NOW, steps.flight(), outcome);
  }

  private static Event audited(Outcome<GuardReading> outcome) {
    return new Event.GuardAnswered(NOW, Situations.AUDIT, outcome);
  }

  private static Event broken() {
    return new Event.ResourceAnswered(NOW, Situations.WATCH, FS, done(Event.Finding.FAILED), 1);
  }

  private static Event answered(Steps steps, ResourceName resource, Event.Finding finding) {
    return new Event.ResourceAnswered(NOW, steps.flight(), resource, done(finding), 1);
  }
}
