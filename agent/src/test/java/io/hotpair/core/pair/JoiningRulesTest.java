package io.hotpair.core.pair;

import static io.hotpair.core.pair.Situations.BEFORE;
import static io.hotpair.core.pair.Situations.FRESH;
import static io.hotpair.core.pair.Situations.FS;
import static io.hotpair.core.pair.Situations.IP;
import static io.hotpair.core.pair.Situations.NOW;
import static io.hotpair.core.pair.Situations.OWN;
import static io.hotpair.core.pair.Situations.PEERS;
import static io.hotpair.core.pair.Steps.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.detector.PeerView;
import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairMemory;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.ResourceName;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JoiningRulesTest {

  @Test
  void aFreshAgentReadsTheGuardAndLooksAtEveryResource() {
    Steps steps = fresh();
    steps.only(Effect.ReadGuard.class);
    assertEquals(
        List.of(FS, IP),
        steps.all(Effect.MonitorResource.class).stream()
            .map(Effect.MonitorResource::resource)
            .toList());
  }

  @Test
  void whereNothingRunsItStandsBy() {
    found(OWN, Event.Finding.STOPPED).is(PairState.STANDBY);
  }

  @Test
  void aGroupThatRunsUnderItsOwnGuardIsAdoptedOnceThatIsProven() {
    Steps steps = found(OWN, Event.Finding.RUNNING).is(PairState.JOINING);
    assertEquals(Situations.FIVE, steps.only(Effect.VerifyGuard.class).epoch());
    steps.then(new Event.GuardAnswered(NOW, steps.flight(), done(OWN))).is(PairState.ACTIVE);
    assertEquals(List.of(NoticeKind.GROUP_ADOPTED), steps.told());
    steps.asksNothing();
  }

  @Test
  void aGroupThatRunsUnderAnothersGuardIsBroughtDown() {
    Steps steps = found(PEERS, Event.Finding.RUNNING).is(PairState.EJECTED);
    assertEquals(IP, steps.only(Effect.StopResource.class).resource());
  }

  @Test
  void aBrokenResourceMayRun() {
    found(PEERS, Event.Finding.FAILED).is(PairState.EJECTED);
  }

  @Test
  void aMonitorWithoutAnAnswerIsNeitherRunningNorStopped() {
    Steps steps = fresh();
    steps.then(new Event.GuardAnswered(NOW, steps.flight(), done(OWN)));
    answer(steps, FS, done(Event.Finding.STOPPED));
    answer(steps, IP, new Outcome.Unknown<>("no answer"));
    steps.is(PairState.JOINING).asksNothing();
  }

  @Test
  void aServiceThatRanBeforeIsClaimedAndSaidToRunAllTheWhile() {
    Steps steps = found(FRESH, Event.Finding.RUNNING).is(PairState.CLAIMING);
    assertTrue(steps.pair().mayRun());
    steps.then(new Event.GuardAnswered(NOW, steps.flight(), done(FRESH))).is(PairState.CLAIMING);
    steps.only(Effect.ClaimGuard.class);
    assertTrue(steps.pair().mayRun());
  }

  @Test
  void aClaimOfADeadLifeIsTakenBackFirst() {
    GuardReading reading = Situations.reading(Disposition.CLAIMING, 6, Disposition.HELD, 5);
    Steps steps = fresh();
    steps.then(new Event.GuardAnswered(NOW, steps.flight(), done(reading)));
    assertEquals(Disposition.RETREATED, steps.only(Effect.ParkGuard.class).park().disposition());
  }

  @Test
  void whereTheGuardIsNotReadThePeersWordEndsAGroupThatRuns() {
    Epoch six = new Epoch(6);
    unread(Situations.heard(PairState.ACTIVE, six, true), Event.Finding.RUNNING)
        .is(PairState.EJECTED);
    unread(Situations.heard(PairState.ACTIVE, six, true), Event.Finding.STOPPED)
        .is(PairState.JOINING);
    unread(Situations.heard(PairState.ACTIVE, Situations.FIVE, true), Event.Finding.RUNNING)
        .is(PairState.JOINING);
  }

  private static Steps unread(PeerView peer, Event.Finding finding) {
    Steps steps = Steps.of(Pair.begin(PairMemory.EMPTY, BEFORE), Situations.tick(NOW, peer, OWN));
    answer(steps, FS, done(finding));
    steps.then(new Event.GuardAnswered(NOW, steps.flight(), new Outcome.Unknown<>("no LUN")));
    return steps;
  }

  private static Steps fresh() {
    return Steps.of(
        Pair.begin(PairMemory.EMPTY, BEFORE), Situations.tick(NOW, Situations.heard(), OWN));
  }

  private static Steps found(GuardReading reading, Event.Finding finding) {
    Steps steps = fresh();
    steps.then(new Event.GuardAnswered(NOW, steps.flight(), done(reading)));
    answer(steps, FS, done(finding));
    answer(steps, IP, done(finding));
    return steps;
  }

  private static void answer(Steps steps, ResourceName resource, Outcome<Event.Finding> outcome) {
    EffectId id = steps.pair().watch(resource).monitor().orElseThrow();
    steps.then(new Event.ResourceAnswered(NOW, id, resource, outcome, 1));
  }
}
