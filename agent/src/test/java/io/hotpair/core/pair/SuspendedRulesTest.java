package io.hotpair.core.pair;

import static io.hotpair.core.pair.Situations.NOW;
import static io.hotpair.core.pair.Situations.OWN;
import static io.hotpair.core.pair.Situations.PEERS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotpair.core.detector.PeerView;
import io.hotpair.core.model.Action;
import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.PeerHealth;
import io.hotpair.core.model.Suspension;
import org.junit.jupiter.api.Test;

final class SuspendedRulesTest {
  @Test
  void aSilentPeerIsNotTakenOver() {
    Steps.of(
            Situations.suspendedStandby(),
            Situations.tick(NOW, Situations.silent(PeerHealth.SILENT, true), PEERS))
        .is(PairState.SUSPENDED)
        .asksNothing();
  }

  @Test
  void theGuardIsStillAudited() {
    Steps.of(
            Situations.suspendedActive(),
            new Event.GuardAnswered(NOW, Situations.AUDIT, new Outcome.Failed<>("lost")))
        .is(PairState.EJECTED);
  }

  @Test
  void orderedByANodeThatDoesNotHearItsPeerItOutlivesThePeersNewerWord() {
    PeerView unheard = Situations.silent(PeerHealth.SILENT, false);
    Steps steps =
        Steps.of(Situations.standby(), Situations.tick(NOW, unheard, PEERS))
            .then(Situations.ordered(Action.SUSPEND))
            .then(
                Situations.tick(
                    NOW,
                    Situations.heard(
                        Situations.report(PairState.ACTIVE, false, new Suspension(9, false))),
                    PEERS))
            .then(Situations.tick(NOW, Situations.heard(), PEERS));
    steps.is(PairState.SUSPENDED);
    Suspension ordered = steps.pair().memory().suspension();
    Suspension resumed = ordered.change(false, true);
    assertEquals(resumed, ordered.merge(resumed), "an end that is ordered with it known");
  }

  @Test
  void orderedByANodeThatHearsItsPeerItIsOneChange() {
    Steps steps = Steps.of(Situations.standby(), Situations.ordered(Action.SUSPEND));
    assertEquals(new Suspension(2, true), steps.pair().memory().suspension());
  }

  @Test
  void itDoesNotEndByAPeerThatMayRunTheGroupUnheardBesideALease() {
    assertEquals(OperationState.REFUSED, resumed(GuardKind.LEASE, unheard(), PEERS, false));
    assertEquals(OperationState.SUCCEEDED, resumed(GuardKind.LEASE, unheard(), PEERS, true));
    assertEquals(
        OperationState.SUCCEEDED,
        resumed(GuardKind.LEASE, Situations.heard(), PEERS, false),
        "a peer that is heard");
    assertEquals(
        OperationState.SUCCEEDED,
        resumed(
            GuardKind.LEASE,
            unheard(),
            Situations.reading(Disposition.OFFERED, 4, Disposition.CLEAN, 5),
            false),
        "a peer that left in good order");
    assertEquals(
        OperationState.SUCCEEDED,
        resumed(GuardKind.FENCE, unheard(), PEERS, false),
        "a guard that cuts off");
  }

  private static PeerView unheard() {
    return Situations.silent(PeerHealth.SILENT, true);
  }

  private static OperationState resumed(
      GuardKind guard, PeerView peer, GuardReading reading, boolean force) {
    PairConfig config = Situations.config(guard);
    Pair suspended =
        PairRules.step(config, Situations.suspendedStandby(), Situations.tick(NOW, peer, reading))
            .next();
    Transition last = PairRules.step(config, suspended, Situations.ordered(Action.RESUME, force));
    boolean ended = !last.next().memory().suspension().suspended();
    Effect.Report report =
        last.effects().stream()
            .filter(Effect.Report.class::isInstance)
            .map(Effect.Report.class::cast)
            .findFirst()
            .orElseThrow();
    assertEquals(report.state() == OperationState.SUCCEEDED, ended);
    return report.state();
  }

  @Test
  void itEndsOnBothNodesWhenItEndsOnOne() {
    Event.Tick over =
        Situations.tick(
            NOW,
            Situations.heard(Situations.report(PairState.STANDBY, false, new Suspension(2, false))),
            OWN);
    Steps steps = Steps.of(Situations.suspendedActive(), over).is(PairState.ACTIVE);
    assertEquals(new Suspension(2, false), steps.pair().memory().suspension());
  }
}
