package io.hotpair.core.pair;

import static io.hotpair.core.pair.Situations.FS;
import static io.hotpair.core.pair.Situations.IP;
import static io.hotpair.core.pair.Situations.NOW;
import static io.hotpair.core.pair.Situations.OWN;
import static io.hotpair.core.pair.Steps.done;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotpair.core.model.ClaimRequest;
import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.PeerHealth;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.Timings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class StoppingRulesTest {

  @Test
  void theAddressGoesFirstAndTheOfferComesLast() {
    Steps steps = stopped(IP, Situations.FLIGHT, Steps.of(stop(), idle()));
    assertEquals(FS, steps.only(Effect.StopResource.class).resource());
    stopped(FS, steps.flight(), steps);
    assertEquals(Disposition.OFFERED, steps.only(Effect.ParkGuard.class).park().disposition());
    assertEquals("order-1", steps.only(Effect.ParkGuard.class).park().requestId());
  }

  @Test
  void aStopWithoutAnAnswerIsLookedAtBeforeAnythingElse() {
    Steps steps =
        Steps.of(
            stop(),
            new Event.ResourceAnswered(
                NOW, Situations.FLIGHT, IP, new Outcome.TimedOut<>(Duration.ofSeconds(60)), 1));
    assertEquals(IP, steps.only(Effect.MonitorResource.class).resource());
    stopped(IP, steps.flight(), steps);
    assertEquals(FS, steps.only(Effect.StopResource.class).resource());
  }

  @Test
  void anOfferThatStandsTooLongIsWithdrawnByAClaimThatThePeersOwnClaimDefeats() {
    Steps steps =
        Steps.of(
            Situations.stopping(State.StopStep.OFFERED),
            Situations.tick(
                Situations.BEFORE.plus(Timings.BALANCED.offerTime()), Situations.heard(), OWN));
    ClaimRequest request = steps.only(Effect.ClaimGuard.class).request();
    assertEquals(ClaimRequest.Proof.PEER_RECORD, request.proof());
    steps.then(new Event.ClaimAnswered(NOW, steps.flight(), done(new Epoch(6))));
    steps.is(PairState.STARTING);
    assertEquals(OperationState.FAILED, steps.only(Effect.Report.class).state());
  }

  @Test
  void aWithdrawalThatFailsStartsNothing() {
    Steps steps =
        Steps.of(
            Situations.stopping(State.StopStep.WITHDRAW),
            new Event.ClaimAnswered(NOW, Situations.FLIGHT, new Outcome.Failed<>("it claims")));
    steps.is(PairState.JOINING).asksNothing();
  }

  @Test
  void aPeerThatDiesOverItsClaimIsWatchedAgain() {
    Event.Tick claims =
        Situations.tick(
            Situations.BEFORE.plus(Timings.BALANCED.offerTime()),
            Situations.silent(PeerHealth.SILENT, true),
            Situations.reading(Disposition.OFFERED, 5, Disposition.CLAIMING, 6));
    Steps.of(Situations.stopping(State.StopStep.OFFERED), claims).is(PairState.STANDBY);
  }

  private static Pair stop() {
    return Situations.stopping(State.StopStep.STOP);
  }

  private static Event.Tick idle() {
    return Situations.tick(NOW, Situations.heard(), OWN);
  }

  private static Steps stopped(ResourceName resource, EffectId id, Steps steps) {
    return steps.then(
        new Event.ResourceAnswered(NOW, id, resource, done(Event.Finding.STOPPED), 1));
  }
}
