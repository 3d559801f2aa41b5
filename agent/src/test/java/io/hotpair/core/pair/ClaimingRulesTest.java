package io.hotpair.core.pair;

import static io.hotpair.core.pair.Situations.NOW;
import static io.hotpair.core.pair.Situations.PEERS;
import static io.hotpair.core.pair.Steps.done;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotpair.core.model.ClaimRequest;
import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.PeerHealth;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClaimingRulesTest {

  @Test
  void aTakeoverCutsOffReadsClaimsAndOnlyThenStarts() {
    Steps steps = silent();
    steps.only(Effect.FencePeer.class);
    steps.then(new Event.FenceAnswered(NOW, steps.flight(), done("off")));
    steps.only(Effect.ReadGuard.class);
    steps.then(new Event.GuardAnswered(NOW, steps.flight(), done(PEERS)));
    ClaimRequest request = steps.only(Effect.ClaimGuard.class).request();
    assertEquals(new Epoch(6), request.epoch());
    assertEquals(ClaimRequest.Proof.PEER_CUT_OFF, request.proof());
    steps.then(new Event.ClaimAnswered(NOW, steps.flight(), done(new Epoch(6))));
    steps.is(PairState.STARTING).only(Effect.StartResource.class);
  }

  @Test
  void aSwitchThatDoesNotConfirmProvesNothing() {
    List<Outcome<String>> answers =
        List.of(
            new Outcome.Failed<>("no"),
            new Outcome.Unknown<>("?"),
            new Outcome.TimedOut<>(Duration.ofSeconds(20)));
    for (Outcome<String> answer : answers) {
      Steps steps = silent();
      steps.then(new Event.FenceAnswered(NOW, steps.flight(), answer));
      steps.is(PairState.STANDBY).asksNothing();
      assertEquals(List.of(NoticeKind.TAKEOVER_FAILED), steps.told());
    }
  }

  @Test
  void aPeerThatWroteSinceItWasCutOffIsNotPassedOver() {
    GuardReading back = Situations.reading(Disposition.OFFERED, 4, Disposition.HELD, 6);
    Steps steps = silent();
    steps.then(new Event.FenceAnswered(NOW, steps.flight(), done("off")));
    steps.then(new Event.GuardAnswered(NOW, steps.flight(), done(back)));
    steps.is(PairState.STANDBY).asksNothing();
  }

  @Test
  void aClaimOfUnknownFateIsReadAgainBeforeAnythingElse() {
    Steps steps = silent();
    steps.then(new Event.FenceAnswered(NOW, steps.flight(), done("off")));
    steps.then(new Event.GuardAnswered(NOW, steps.flight(), done(PEERS)));
    steps.then(new Event.ClaimAnswered(NOW, steps.flight(), new Outcome.Unknown<>("I/O")));
    steps.is(PairState.JOINING).asksNothing();
  }

  @Test
  void anAnswerToAnEarlierEffectIsDropped() {
    Steps steps = silent();
    steps.then(new Event.FenceAnswered(NOW, Situations.WATCH, done("off")));
    steps.is(PairState.CLAIMING).asksNothing();
  }

  @Test
  void whatIsLeftCleanIsClaimedWithoutCuttingOff() {
    GuardReading clean = Situations.reading(Disposition.OFFERED, 4, Disposition.CLEAN, 5);
    Steps steps = Steps.of(Situations.standby(), Situations.tick(NOW, Situations.heard(), clean));
    steps.then(new Event.GuardAnswered(NOW, steps.flight(), done(clean)));
    ClaimRequest request = steps.only(Effect.ClaimGuard.class).request();
    assertEquals(ClaimRequest.Proof.PEER_RECORD, request.proof());
  }

  private static Steps silent() {
    return Steps.of(
        Situations.confirming(),
        Situations.tick(NOW, Situations.silent(PeerHealth.SILENT, true), PEERS));
  }
}
