package io.hotpair.core.pair;

import static io.hotpair.core.pair.Situations.BEFORE;
import static io.hotpair.core.pair.Situations.FIVE;
import static io.hotpair.core.pair.Situations.NOW;
import static io.hotpair.core.pair.Situations.OWN;
import static io.hotpair.core.pair.Steps.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.ResourceState;
import io.hotpair.core.plan.GroupPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A group of which two need only the first, and the last needs all. */
final class SideBySideTest {
  private static final ResourceName DATA = new ResourceName("data");
  private static final ResourceName DB = new ResourceName("db");
  private static final ResourceName WWW = new ResourceName("www");
  private static final ResourceName IP = new ResourceName("ip");
  private static final List<ResourceName> ALL = List.of(DATA, DB, WWW, IP);
  private static final GroupPlan PLAN =
      plan(
          Map.of(
              DATA, List.of(), DB, List.of(DATA), WWW, List.of(DATA), IP, List.of(DATA, DB, WWW)));

  @Test
  void whatNeedsTheSameStartsAtOnceAfterOneProof() {
    Steps steps = startingBoth();
    assertEquals(List.of(DB, WWW), started(steps));
    assertEquals("starting db, www", steps.pair().reason());
  }

  @Test
  void whatNeedsBothWaitsForTheSlowerOne() {
    Steps steps = startingBoth();
    answer(steps, WWW, Event.Finding.RUNNING).asksNothing();
    steps.then(tick()).asksNothing();
    answer(steps, DB, Event.Finding.RUNNING);
    proven(steps);
    assertEquals(List.of(IP), started(steps));
    answer(steps, IP, Event.Finding.RUNNING).is(PairState.ACTIVE);
  }

  @Test
  void aProofThatWasBegunBeforeAStartEndedIsMadeAnew() {
    GroupPlan plan =
        plan(Map.of(DATA, List.of(), DB, List.of(), WWW, List.of(DATA), IP, List.of(DB)));
    Steps steps =
        Steps.of(
            Situations.config(GuardKind.FENCE, plan), with(starting(), Set.of(DATA, DB)), tick());
    answer(steps, DATA, Event.Finding.RUNNING);
    EffectId first = steps.only(Effect.VerifyGuard.class).id();
    answer(steps, DB, Event.Finding.RUNNING).only(Effect.VerifyGuard.class);
    steps.then(new Event.GuardAnswered(NOW, first, done(OWN))).asksNothing();
    proven(steps);
    assertEquals(List.of(WWW, IP), started(steps));
  }

  @Test
  void oneThatDoesNotStartStopsTheOthersAndItsNeighbourOnceThatHasStarted() {
    Steps steps = startingBoth();
    answer(steps, DB, Event.Finding.FAILED).is(PairState.STOPPING);
    // The address never ran; www is still on its way, and data lies below it.
    assertEquals(List.of(DB), stopped(steps));
    answer(steps, DB, Event.Finding.STOPPED).asksNothing();
    answer(steps, WWW, Event.Finding.RUNNING);
    assertEquals(List.of(WWW), stopped(steps));
    answer(steps, WWW, Event.Finding.STOPPED);
    assertEquals(List.of(DATA), stopped(steps));
    answer(steps, DATA, Event.Finding.STOPPED).only(Effect.ParkGuard.class);
  }

  @Test
  void aGuardThatIsLostMeanwhileBringsAllDownAndEachStartEndsFirst() {
    Steps steps = startingBoth();
    steps.then(Situations.tick(NOW, Situations.heard(PairState.ACTIVE, new Epoch(6), true), OWN));
    steps.is(PairState.EJECTED);
    assertEquals(List.of(IP), stopped(steps));
    answer(steps, IP, Event.Finding.STOPPED).asksNothing();
    answer(steps, WWW, Event.Finding.RUNNING);
    assertEquals(List.of(WWW), stopped(steps));
    answer(steps, WWW, Event.Finding.STOPPED).asksNothing();
    answer(steps, DB, Event.Finding.FAILED);
    assertEquals(List.of(DB), stopped(steps));
    answer(steps, DB, Event.Finding.STOPPED);
    assertEquals(List.of(DATA), stopped(steps));
    answer(steps, DATA, Event.Finding.STOPPED).is(PairState.JOINING);
  }

  @Test
  void neighboursStopAtOnce() {
    Steps steps = stopping(GuardKind.FENCE);
    answer(steps, IP, Event.Finding.STOPPED);
    assertEquals(List.of(WWW, DB), stopped(steps));
    answer(steps, DB, Event.Finding.STOPPED).asksNothing();
    answer(steps, WWW, Event.Finding.STOPPED);
    assertEquals(List.of(DATA), stopped(steps));
  }

  @Test
  void oneThatDoesNotStopIsToBeCutOffAndItsNeighbourStopsAllTheSame() {
    Steps steps = stopping(GuardKind.FENCE);
    answer(steps, IP, Event.Finding.STOPPED);
    doesNotStop(steps, WWW);
    assertEquals(List.of(NoticeKind.RESOURCE_FAILED), steps.told());
    assertEquals(State.StopStep.ASK_FOR_FENCING, stopStep(steps));
    answer(steps, DB, Event.Finding.STOPPED).asksNothing();
    assertEquals(State.StopStep.ASK_FOR_FENCING, stopStep(steps));
  }

  @Test
  void whileItIsNotCutOffItIsTriedAgainAndNotToldAgain() {
    Steps steps = stopping(GuardKind.FENCE);
    answer(steps, IP, Event.Finding.STOPPED);
    answer(steps, DB, Event.Finding.STOPPED);
    doesNotStop(steps, WWW);
    steps.then(Situations.tick(NOW.plus(Duration.ofMinutes(1)), Situations.heard(), OWN));
    assertEquals(List.of(WWW), stopped(steps));
    doesNotStop(steps, WWW);
    assertEquals(List.of(), steps.told());
    assertEquals(State.StopStep.ASK_FOR_FENCING, stopStep(steps));
  }

  @Test
  void withoutAFenceItFaultsOnceItsNeighbourHasStopped() {
    Steps steps = stopping(GuardKind.NONE);
    answer(steps, IP, Event.Finding.STOPPED);
    doesNotStop(steps, WWW);
    steps.is(PairState.STOPPING);
    answer(steps, DB, Event.Finding.STOPPED).is(PairState.FAULTED);
    assertEquals(FIVE, ((State.Faulted) steps.pair().state()).held());
    assertTrue(steps.pair().reason().contains("www did not stop"), steps.pair().reason());
  }

  @Test
  void aRestartReachesWhatNeedsItOnly() {
    Steps steps = failing(DB);
    assertEquals(List.of(IP), stopped(steps));
    answer(steps, IP, Event.Finding.STOPPED);
    assertEquals(List.of(DB), stopped(steps));
    answer(steps, DB, Event.Finding.STOPPED);
    proven(steps);
    assertEquals(List.of(DB), started(steps));
    answer(steps, DB, Event.Finding.RUNNING);
    proven(steps);
    answer(steps, IP, Event.Finding.RUNNING);
    assertTrue(steps.told().contains(NoticeKind.RESOURCE_RECOVERED));
    assertEquals(ResourceState.RUNNING, steps.pair().watch(WWW).state());
  }

  @Test
  void aRestartWhoseStopFailsIsLookedAtAndThenToBeCutOff() {
    Steps steps = failing(DB);
    answer(steps, IP, Event.Finding.STOPPED);
    hangs(steps, DB).is(PairState.STOPPING);
    assertEquals(List.of(WWW), stopped(steps));
    assertEquals(DB, steps.only(Effect.MonitorResource.class).resource());
    answer(steps, DB, Event.Finding.RUNNING);
    assertEquals(State.StopStep.ASK_FOR_FENCING, stopStep(steps));
  }

  @Test
  void withoutAFenceAStopThatFailsInARestartIsTriedOnceMore() {
    Steps steps = failing(GuardKind.NONE, DB, with(Situations.running(), Set.of()));
    answer(steps, IP, Event.Finding.STOPPED);
    hangs(steps, DB).is(PairState.STOPPING);
    assertEquals(List.of(WWW, DB), stopped(steps));
  }

  @Test
  void oneThatDoesNotRestartHoldsUpWhatNeedsItOnly() {
    Steps steps = failing(DATA);
    for (ResourceName resource : List.of(IP, WWW, DB, DATA)) {
      answer(steps, resource, Event.Finding.STOPPED);
    }
    proven(steps);
    answer(steps, DATA, Event.Finding.RUNNING);
    proven(steps);
    assertEquals(List.of(DB, WWW), started(steps));
    answer(steps, DB, Event.Finding.FAILED);
    assertEquals(List.of(NoticeKind.RESOURCE_FAILED), steps.told());
    answer(steps, WWW, Event.Finding.RUNNING);
    // The address would need it; the monitors decide on both.
    assertEquals(Optional.empty(), ((State.Active) steps.pair().state()).repair());
    assertTrue(steps.told().contains(NoticeKind.RESOURCE_RECOVERED));
    assertTrue(steps.pair().reason().startsWith("db: restart failed"), steps.pair().reason());
  }

  @Test
  void whatLiesStoppedIsStartedAlong() {
    Steps steps =
        failing(WWW, with(Situations.running(), Set.of(), Map.of(DB, ResourceState.STOPPED)));
    assertEquals(List.of(IP), stopped(steps));
    answer(steps, IP, Event.Finding.STOPPED);
    assertEquals(List.of(WWW, DB), stopped(steps));
    answer(steps, WWW, Event.Finding.STOPPED);
    answer(steps, DB, Event.Finding.STOPPED);
    proven(steps);
    assertEquals(List.of(DB, WWW), started(steps));
  }

  @Test
  void whatNeedsAnotherThatHasFailedWaitsForItsRestart() {
    Steps steps =
        failing(WWW, with(Situations.running(), Set.of(), Map.of(DB, ResourceState.FAILED)));
    answer(steps, IP, Event.Finding.STOPPED);
    assertEquals(List.of(WWW), stopped(steps));
    answer(steps, WWW, Event.Finding.STOPPED);
    proven(steps);
    assertEquals(List.of(WWW), started(steps));
    answer(steps, WWW, Event.Finding.RUNNING).asksNothing();
    assertEquals(Optional.empty(), ((State.Active) steps.pair().state()).repair());
    assertEquals(ResourceState.STOPPED, steps.pair().watch(IP).state());
  }

  @Test
  void aDiskThatFailedWhileANeighbourWasStartingHasAllRestarted() {
    GroupPlan plan =
        plan(Map.of(DATA, List.of(), DB, List.of(DATA), WWW, List.of(DATA), IP, List.of(DATA, DB)));
    EffectId look = new EffectId(1000, FIVE);
    Steps steps =
        Steps.of(
            Situations.config(GuardKind.FENCE, plan),
            Situations.looking(with(Situations.running(), Set.of()), DATA, look),
            new Event.ResourceAnswered(NOW, look, DATA, done(Event.Finding.FAILED), 1));
    for (ResourceName resource : List.of(IP, WWW, DB, DATA)) {
      answer(steps, resource, Event.Finding.STOPPED);
    }
    proven(steps);
    answer(steps, DATA, Event.Finding.RUNNING);
    proven(steps);
    answer(steps, DB, Event.Finding.RUNNING);
    steps.then(
        new Event.GuardAnswered(
            NOW, steps.pair().flight().orElseThrow(), new Outcome.Unknown<>("I/O")));
    answer(steps, WWW, Event.Finding.RUNNING);
    proven(steps);
    assertEquals(List.of(IP, WWW), stopped(steps));
  }

  private static GroupPlan plan(Map<ResourceName, List<ResourceName>> needs) {
    return new GroupPlan(
        ALL,
        needs,
        ALL.stream().collect(Collectors.toMap(Function.identity(), _ -> Duration.ofSeconds(10))),
        List.of());
  }

  private static Steps startingBoth() {
    Steps steps =
        Steps.of(Situations.config(GuardKind.FENCE, PLAN), with(starting(), Set.of(DATA)), tick());
    answer(steps, DATA, Event.Finding.RUNNING);
    proven(steps);
    return steps;
  }

  private static Steps stopping(GuardKind guard) {
    State.Move move = State.Move.begin(MoveReason.ORDERED, "order-1", BEFORE);
    State.Stopping state =
        new State.Stopping(FIVE, move, PLAN.stopOrder(), List.of(), State.StopStep.STOP, BEFORE);
    return Steps.of(Situations.config(guard, PLAN), with(state, Set.of()), tick());
  }

  private static Steps failing(ResourceName resource) {
    return failing(resource, with(Situations.running(), Set.of()));
  }

  private static Steps failing(ResourceName resource, Pair pair) {
    return failing(GuardKind.FENCE, resource, pair);
  }

  private static Steps failing(GuardKind guard, ResourceName resource, Pair pair) {
    EffectId look = new EffectId(1000, FIVE);
    return Steps.of(
        Situations.config(guard, PLAN),
        Situations.looking(pair, resource, look),
        new Event.ResourceAnswered(NOW, look, resource, done(Event.Finding.FAILED), 1));
  }

  private static State starting() {
    return new State.Starting(
        FIVE, State.Move.begin(MoveReason.PEER_SILENT, "", BEFORE), ALL, true);
  }

  /** A pair in a state, with the starts of some resources in flight. */
  private static Pair with(State state, Set<ResourceName> begun) {
    return with(state, begun, Map.of());
  }

  private static Pair with(
      State state, Set<ResourceName> begun, Map<ResourceName, ResourceState> others) {
    Step step =
        new Step(Situations.config(GuardKind.FENCE, PLAN), Situations.pair(state, OWN, false), NOW);
    ResourceState does =
        state instanceof State.Starting ? ResourceState.STOPPED : ResourceState.RUNNING;
    for (ResourceName resource : ALL) {
      step.watch(
          resource,
          Watch.UNKNOWN
              .with(others.getOrDefault(resource, does), "as before")
              .monitoring(Optional.empty(), NOW.plus(Duration.ofHours(1)))
              .calling(
                  begun.contains(resource)
                      ? Optional.of(
                          new Watch.Call(
                              Watch.Call.Kind.START,
                              new EffectId(10 + ALL.indexOf(resource), FIVE)))
                      : Optional.empty()));
    }
    return step.pair();
  }

  private static Event.Tick tick() {
    return Situations.tick(NOW, Situations.heard(), OWN);
  }

  private static State.StopStep stopStep(Steps steps) {
    return ((State.Stopping) steps.pair().state()).step();
  }

  private static void proven(Steps steps) {
    steps.then(new Event.GuardAnswered(NOW, steps.pair().flight().orElseThrow(), done(OWN)));
  }

  private static Steps answer(Steps steps, ResourceName resource, Event.Finding finding) {
    return steps.then(
        new Event.ResourceAnswered(NOW, steps.call(resource), resource, done(finding), 1));
  }

  private static Steps hangs(Steps steps, ResourceName resource) {
    Outcome<Event.Finding> late = new Outcome.TimedOut<>(Duration.ofMinutes(1));
    return steps.then(new Event.ResourceAnswered(NOW, steps.call(resource), resource, late, 1));
  }

  /** Neither its stop nor the look after it says that it is down. */
  private static void doesNotStop(Steps steps, ResourceName resource) {
    steps.then(
        new Event.ResourceAnswered(
            NOW, steps.call(resource), resource, new Outcome.Failed<>("exit 1"), 1));
    assertEquals(resource, steps.only(Effect.MonitorResource.class).resource());
    answer(steps, resource, Event.Finding.RUNNING);
  }

  private static List<ResourceName> started(Steps steps) {
    return steps.all(Effect.StartResource.class).stream()
        .map(Effect.StartResource::resource)
        .toList();
  }

  private static List<ResourceName> stopped(Steps steps) {
    return steps.all(Effect.StopResource.class).stream()
        .map(Effect.StopResource::resource)
        .toList();
  }
}
