package io.hotpair.core.pair;

import static io.hotpair.core.pair.Situations.FS;
import static io.hotpair.core.pair.Situations.IP;
import static io.hotpair.core.pair.Situations.NOW;
import static io.hotpair.core.pair.Situations.OWN;
import static io.hotpair.core.pair.Steps.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.detector.PeerView;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairState;
import org.junit.jupiter.api.Test;

final class StartingRulesTest {

  @Test
  void theGuardIsProvenBeforeEachStage() {
    Steps steps = fsRuns();
    steps.only(Effect.VerifyGuard.class);
    steps.then(new Event.GuardAnswered(NOW, steps.flight(), done(OWN)));
    assertEquals(IP, steps.only(Effect.StartResource.class).resource());
  }

  @Test
  void aDiskThatDoesNotAnswerStartsNothingMore() {
    Steps steps = fsRuns();
    steps.then(new Event.GuardAnswered(NOW, steps.flight(), new Outcome.Unknown<>("I/O")));
    steps.is(PairState.STARTING).asksNothing();
    steps.then(Situations.tick(NOW, Situations.heard(), OWN)).only(Effect.VerifyGuard.class);
  }

  @Test
  void aGuardThatIsLostOnTheWayBringsAllDown() {
    Steps steps = fsRuns();
    steps.then(new Event.GuardAnswered(NOW, steps.flight(), new Outcome.Failed<>("lost")));
    steps.is(PairState.EJECTED).only(Effect.StopResource.class);
  }

  @Test
  void aPeerThatSaysThatItHoldsTheGuardAboveIsBelieved() {
    Steps steps = fsRuns();
    steps.then(new Event.GuardAnswered(NOW, steps.flight(), new Outcome.Unknown<>("I/O")));
    PeerView holder = Situations.heard(PairState.ACTIVE, new Epoch(6), true);
    steps.then(Situations.tick(NOW, holder, OWN)).is(PairState.EJECTED);
  }

  @Test
  void theLastResourceMakesItActiveAndCountsOnce() {
    Steps steps = fsRuns();
    steps.then(new Event.GuardAnswered(NOW, steps.flight(), done(OWN)));
    steps.then(new Event.ResourceAnswered(NOW, steps.flight(), IP, done(Event.Finding.RUNNING), 1));
    steps.is(PairState.ACTIVE);
    assertEquals(1, steps.pair().memory().counters().takeovers());
    assertTrue(steps.told().contains(NoticeKind.TAKEOVER_COMPLETED));
  }

  @Test
  void aStartWithoutAnAnswerIsAFailedStart() {
    Steps steps =
        Steps.of(
            Situations.starting(),
            new Event.ResourceAnswered(NOW, Situations.FLIGHT, FS, new Outcome.Unknown<>("?"), 1));
    steps.is(PairState.STOPPING);
    assertEquals(FS, steps.only(Effect.StopResource.class).resource());
  }

  @Test
  void whatFailedIsRememberedUntilTheGroupRunsHere() {
    Steps failed =
        Steps.of(
            Situations.starting(),
            new Event.ResourceAnswered(
                NOW, Situations.FLIGHT, FS, new Outcome.Failed<>("exit 1"), 1));
    assertEquals("fs: exit 1", failed.pair().memory().failedStart());

    Steps steps =
        Steps.of(
            Situations.failedStart(Situations.starting()),
            new Event.ResourceAnswered(NOW, Situations.FLIGHT, FS, done(Event.Finding.RUNNING), 1));
    steps.then(new Event.GuardAnswered(NOW, steps.flight(), done(OWN)));
    assertEquals("fs: exit 1", steps.pair().memory().failedStart());
    steps.then(new Event.ResourceAnswered(NOW, steps.flight(), IP, done(Event.Finding.RUNNING), 1));
    steps.is(PairState.ACTIVE);
    assertEquals("", steps.pair().memory().failedStart());
  }

  private static Steps fsRuns() {
    return Steps.of(
        Situations.starting(),
        new Event.ResourceAnswered(NOW, Situations.FLIGHT, FS, done(Event.Finding.RUNNING), 1));
  }
}
