package io.hotpair.core.pair;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotpair.core.detector.DiskTrack;
import io.hotpair.core.detector.PeerView;
import io.hotpair.core.model.CannotTakeOverCause;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.NodeHealth;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.PeerHealth;
import io.hotpair.core.model.Readiness;
import io.hotpair.core.model.Suspension;
import io.hotpair.core.model.Timings;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** For each thing that is missing, why a node could not take over. */
final class FitnessTest {
  private static final DiskTrack DISK = Situations.disk(Situations.NOW, Situations.PEERS, false);

  private static CannotTakeOverCause own(Pair pair) {
    return Fitness.own(Situations.config(), pair).cause();
  }

  /** A standby that observes this. */
  private static CannotTakeOverCause standby(PeerView peer, DiskTrack disk, LocalView local) {
    return own(seeing(new Observed(Situations.NOW, peer, disk, local)));
  }

  private static Observed well() {
    return new Observed(Situations.NOW, Situations.heard(), DISK, LocalView.WELL);
  }

  private static Pair seeing(Observed observed) {
    return seeing(Situations.standby(), observed);
  }

  private static Pair seeing(Pair pair, Observed observed) {
    return new Pair(
        pair.state(),
        pair.reason(),
        pair.memory(),
        observed,
        pair.effects(),
        pair.flight(),
        pair.audit(),
        pair.watches(),
        pair.tracked(),
        pair.moves(),
        pair.suppressing(),
        pair.leaving());
  }

  private static LocalView local(boolean publicUp, Duration lag, Readiness equipment) {
    return new LocalView(publicUp, lag, 0, NodeHealth.WELL, equipment);
  }

  private static PeerView another() {
    PeerView well = Situations.heard();
    return new PeerView(
        well.health(),
        well.paths(),
        well.networkSilent(),
        well.diskStale(),
        well.lastSign(),
        well.report(),
        true,
        well.publicUp(),
        well.nodeHealth(),
        well.leaving(),
        well.lookIsDue());
  }

  @Test
  void aStandbyThatLacksNothingIsReady() {
    assertEquals(CannotTakeOverCause.NONE, standby(Situations.heard(), DISK, LocalView.WELL));
  }

  @Test
  void whatItDoesSaysWhy() {
    assertEquals(CannotTakeOverCause.ACTIVE, own(Situations.active()));
    assertEquals(CannotTakeOverCause.ACTIVE, own(Situations.suspendedActive()));
    assertEquals(CannotTakeOverCause.JOINING, own(Situations.joining()));
    assertEquals(CannotTakeOverCause.FAULTED, own(Situations.faulted()));
    assertEquals(CannotTakeOverCause.EJECTED, own(Situations.ejected()));
    assertEquals(CannotTakeOverCause.SUSPENDED, own(Situations.suspendedStandby()));
    assertEquals(CannotTakeOverCause.MOVE_UNDER_WAY, own(Situations.starting()));
    assertEquals(
        CannotTakeOverCause.MOVE_UNDER_WAY, own(Situations.claiming(State.ClaimStep.CLAIM)));
    assertEquals(CannotTakeOverCause.MOVE_UNDER_WAY, own(Situations.stopping(State.StopStep.STOP)));
  }

  @Test
  void withoutAGuardItIsNotArmed() {
    assertEquals(
        CannotTakeOverCause.NOT_ARMED,
        Fitness.own(Situations.config(GuardKind.NONE), Situations.standby()).cause());
  }

  @Test
  void anotherSiteFileAtThePeerKeepsBothFromIt() {
    assertEquals(
        CannotTakeOverCause.CONFIGURATION_DIFFERS, standby(another(), DISK, LocalView.WELL));
    assertEquals(
        CannotTakeOverCause.CONFIGURATION_DIFFERS,
        Fitness.ofPeer(new Observed(Situations.NOW, another(), DISK, LocalView.WELL)).cause());
  }

  @Test
  void aDiskThatDoesNotAnswerKeepsItFromIt() {
    Moment old = Moment.ZERO.plus(Duration.ofMinutes(30));
    assertEquals(
        CannotTakeOverCause.DISK_UNREACHABLE,
        standby(Situations.heard(), Situations.disk(old, Situations.PEERS, false), LocalView.WELL));
    assertEquals(
        CannotTakeOverCause.DISK_UNREACHABLE,
        standby(Situations.heard(), DiskTrack.begin(Situations.NOW), LocalView.WELL));
  }

  @Test
  void aPublicNetworkThatIsDownOnlyHereKeepsItFromIt() {
    assertEquals(
        CannotTakeOverCause.PUBLIC_NETWORK_DOWN,
        standby(Situations.heard(), DISK, local(false, Duration.ZERO, Readiness.READY)));
  }

  @Test
  void aDeciderThatComesLateKeepsItFromIt() {
    Duration late = Timings.BALANCED.halfDeadTime().plusMillis(1);
    assertEquals(
        CannotTakeOverCause.DECIDING_LATE,
        standby(Situations.heard(), DISK, local(true, late, Readiness.READY)));
  }

  @Test
  void whatItsEquipmentLacksIsTold() {
    Readiness missing = new Readiness(CannotTakeOverCause.RESOURCE_MISSING, "fs: no such agent");
    assertEquals(
        missing,
        Fitness.own(
            Situations.config(),
            seeing(
                new Observed(
                    Situations.NOW,
                    Situations.heard(),
                    DISK,
                    local(true, Duration.ZERO, missing)))));
  }

  @Test
  void aPartThatIsFailingIsToldAndADeadActiveIsTakenOverAllTheSame() {
    LocalView failing = Situations.local(HealthVerdict.FAILING);
    Observed observed = new Observed(Situations.NOW, Situations.heard(), DISK, failing);
    assertEquals(
        new Readiness(CannotTakeOverCause.HEALTH_FAILING, "system-disk: failing"),
        Fitness.own(Situations.config(), seeing(observed)));
    assertEquals(Readiness.READY, Fitness.fit(Situations.config(), observed));
  }

  @Test
  void aStartThatFailedIsToldAndADeadActiveIsTakenOverAllTheSame() {
    Pair failed = Situations.failedStart(Situations.standby());
    assertEquals(
        new Readiness(
            CannotTakeOverCause.START_FAILED,
            "its last start failed; mend it, then clear the fault there: fs: exit 1"),
        Fitness.own(Situations.config(), seeing(failed, well())));
    assertEquals(Readiness.READY, Fitness.fit(Situations.config(), well()));
  }

  @Test
  void aFailedStartIsToldBeforeAPartThatIsFailing() {
    LocalView failing = Situations.local(HealthVerdict.FAILING);
    Pair failed = Situations.failedStart(Situations.standby());
    assertEquals(
        CannotTakeOverCause.START_FAILED,
        own(seeing(failed, new Observed(Situations.NOW, Situations.heard(), DISK, failing))));
  }

  @Test
  void movesThatAreUsedUpAreToldUntilTheyAreLongAgo() {
    Pair moved = Situations.moved(Situations.standby(), 3);
    assertEquals(
        new Readiness(
            CannotTakeOverCause.MOVES_USED_UP,
            "3 automatic moves were made within 10 min: a silent peer is not taken over until"
                + " that is long ago"),
        Fitness.own(Situations.config(), seeing(moved, well())));
    assertEquals(
        CannotTakeOverCause.NONE, own(seeing(Situations.moved(Situations.standby(), 2), well())));
    Moment later = Situations.BEFORE.plus(Situations.config().moveWindow());
    Observed longAfter =
        new Observed(
            later,
            Situations.heard(),
            Situations.disk(later, Situations.PEERS, false),
            LocalView.WELL);
    assertEquals(CannotTakeOverCause.NONE, own(seeing(moved, longAfter)));
  }

  @Test
  void aPeerWhoseMovesAreUsedUpTakesWhatItIsAskedToTake() {
    Readiness used = new Readiness(CannotTakeOverCause.MOVES_USED_UP, "3 moves");
    assertEquals(false, used.isReady());
    assertEquals(true, used.isReadyIfAsked());
    assertEquals(
        false, new Readiness(CannotTakeOverCause.START_FAILED, "fs: exit 1").isReadyIfAsked());
  }

  @Test
  void aPeerThatIsNotHeardOrDoesNotKnowThePairIsNotReady() {
    assertEquals(
        CannotTakeOverCause.NOT_HEARD,
        Fitness.ofPeer(
                new Observed(
                    Situations.NOW,
                    Situations.silent(PeerHealth.SILENT, true),
                    DISK,
                    LocalView.WELL))
            .cause());
    PeerView well = Situations.heard(Situations.report(PairState.STANDBY, false, Suspension.NONE));
    PeerView ignorant =
        new PeerView(
            well.health(),
            well.paths(),
            well.networkSilent(),
            well.diskStale(),
            well.lastSign(),
            Optional.empty(),
            well.digestDiffers(),
            well.publicUp(),
            well.nodeHealth(),
            well.leaving(),
            well.lookIsDue());
    assertEquals(
        CannotTakeOverCause.NOT_HEARD,
        Fitness.ofPeer(new Observed(Situations.NOW, ignorant, DISK, LocalView.WELL)).cause());
  }
}
