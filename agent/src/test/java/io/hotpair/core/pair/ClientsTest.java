package io.hotpair.core.pair;

import static io.hotpair.core.pair.Situations.FS;
import static io.hotpair.core.pair.Situations.IP;
import static io.hotpair.core.pair.Situations.NOW;
import static io.hotpair.core.pair.Situations.OWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.detector.PathTrack;
import io.hotpair.core.detector.PeerTrack;
import io.hotpair.core.detector.PeerView;
import io.hotpair.core.model.Beat;
import io.hotpair.core.model.BootId;
import io.hotpair.core.model.ClientView;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NodeHealth;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairReport;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.PathState;
import io.hotpair.core.model.ProbePlan;
import io.hotpair.core.model.Readiness;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.ResourceState;
import io.hotpair.core.model.Suspension;
import io.hotpair.core.model.Timings;
import io.hotpair.core.plan.GroupPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an active does about a client's view, and when a standby has one. */
final class ClientsTest {
  private static final Duration PACE = Duration.ofSeconds(3);
  private static final int FAILURES = 3;

  /** Beyond the pace, two heartbeats: what the standby says by then it has asked since. */
  private static final Duration EXCUSED = PACE.plus(Timings.BALANCED.interval().multipliedBy(2));

  private Pair pair = Situations.active();
  private List<Effect> effects = List.of();

  @Test
  void whatClientsGetNoAnswerFromIsRestartedWithAllThatBuildsOnIt() {
    tick(NOW, unserved(FS, FAILURES));
    assertEquals(IP, only(Effect.StopResource.class).resource());
    assertEquals(ResourceState.FAILED, pair.watch(FS).state());
    assertEquals(
        "not served to clients, says vpe1: tcp 10.0.0.100:80 is not connected",
        pair.watch(FS).lastResult());
    assertEquals(
        "fs is not served to clients, says vpe1: tcp 10.0.0.100:80 is not connected",
        only(Effect.Notify.class).notice().text());
    assertEquals(NoticeKind.RESOURCE_FAILED, only(Effect.Notify.class).notice().kind());
    assertEquals(1, pair.watch(FS).restartsUsed());
  }

  @Test
  void whatIsServedOrUnknownOrTooFewIsLeftAlone() {
    tick(NOW, ClientView.UNKNOWN);
    tick(NOW, ClientView.SERVED);
    tick(NOW, unserved(FS, FAILURES - 1));
    tick(NOW, unserved(new ResourceName("stranger"), 99));
    assertTrue(only(Effect.StopResource.class, 0));
    assertTrue(pair.watches().values().stream().allMatch(watch -> watch.failures() == 0));
  }

  @Test
  void inMaintenanceNothingIsRestarted() {
    pair = Situations.pair(new State.Suspended(Situations.running()), OWN, false);
    tick(NOW, unserved(FS, FAILURES));
    assertTrue(only(Effect.StopResource.class, 0));
  }

  @Test
  void aRestartIsGivenTheTimeToShow() {
    Moment restarted = restart(NOW, FAILURES);
    // The standby has gone on asking meanwhile, and its row has grown.
    tick(restarted.plus(EXCUSED.minusMillis(1)), unserved(IP, FAILURES + 4));
    tick(restarted.plus(EXCUSED), unserved(IP, FAILURES + 4));
    tick(restarted.plus(EXCUSED), unserved(IP, 2 * FAILURES + 3));
    assertTrue(only(Effect.StopResource.class, 0));
    tick(restarted.plus(EXCUSED), unserved(IP, 2 * FAILURES + 4));
    assertEquals(IP, only(Effect.StopResource.class).resource());
    assertEquals(2, pair.watch(IP).restartsUsed());
  }

  @Test
  void aRowThatWasBrokenCountsFromItsBegin() {
    Moment restarted = restart(NOW, FAILURES);
    tick(restarted, unserved(IP, FAILURES + 4));
    tick(restarted.plus(EXCUSED), ClientView.SERVED);
    tick(restarted.plus(EXCUSED), unserved(IP, FAILURES));
    assertEquals(IP, only(Effect.StopResource.class).resource());
  }

  @Test
  void aStandbyThatIsNotHeardForAMomentDoesNotMakeItsRowCountAnew() {
    Moment restarted = restart(NOW, FAILURES);
    tick(restarted, unserved(IP, FAILURES + 4));
    tick(restarted.plus(EXCUSED), ClientView.UNKNOWN);
    tick(restarted.plus(EXCUSED), unserved(IP, FAILURES + 4));
    assertTrue(only(Effect.StopResource.class, 0));
  }

  @Test
  void whenTheRestartsAreUsedUpItMoves() {
    Moment now = NOW;
    for (int time = 0; time < Situations.config().restarts(); time++) {
      now = restart(now, FAILURES).plus(EXCUSED);
      tick(now, ClientView.SERVED);
    }
    tick(now, unserved(IP, FAILURES));
    assertEquals(PairState.STOPPING, pair.state().word());
    State.Stopping stopping = (State.Stopping) pair.state();
    assertEquals(MoveReason.RESOURCE_FAILED, stopping.move().reason());
    assertEquals(
        "ip failed 3 times: not served to clients, says vpe1: tcp 10.0.0.100:80 is not connected",
        pair.reason());
  }

  @Test
  void whatRestsFromItsRestartsIsLeftAloneUntilItHasRested() {
    Moment until = NOW.plus(Duration.ofMinutes(1));
    Step step = new Step(config(), pair, NOW);
    Watch used = pair.watch(IP).restarted().restarted().with(ResourceState.FAILED, "as before");
    step.watch(IP, used.resting(until));
    pair = Situations.moved(step.pair(), config().maxMoves());

    tick(until.plus(Duration.ofNanos(-1)), unserved(IP, FAILURES));
    assertTrue(only(Effect.StopResource.class, 0));
    assertEquals("as before", pair.watch(IP).lastResult());

    tick(until, unserved(IP, FAILURES));
    assertEquals(IP, only(Effect.StopResource.class).resource());
    assertEquals(3, pair.watch(IP).restartsUsed());
  }

  /** A client's view outranks the agent's own. */
  @Test
  void aMonitorThatSaysThatAllIsWellForgivesNothingMeanwhile() {
    restart(NOW, FAILURES);
    Moment later = NOW.plus(Duration.ofHours(2));
    tick(later, unserved(IP, 1));
    monitor(later, IP);
    assertEquals(1, pair.watch(IP).restartsUsed());
    Moment next = later.plus(Duration.ofSeconds(10));
    tick(next, ClientView.SERVED);
    monitor(next, IP);
    assertEquals(0, pair.watch(IP).restartsUsed());
  }

  @Test
  void aStandbyJudgesOnlyOverAWayThatIsWell() {
    PathTrack well = path(PathState.UP);
    Pair standby = standby(Situations.report(PairState.ACTIVE, false, Suspension.NONE), true);
    assertTrue(Clients.mayJudge(standby, well));
    assertFalse(Clients.mayJudge(standby, path(PathState.DOWN)), "it is not heard there");
    assertFalse(
        Clients.mayJudge(standby, PathTrack.begin(PathKind.PUBLIC, NOW)), "it hears nothing there");
    assertFalse(
        Clients.mayJudge(
            standby(Situations.report(PairState.ACTIVE, false, Suspension.NONE), false), well),
        "its own network is down");
    assertFalse(
        Clients.mayJudge(
            standby(Situations.report(PairState.STOPPING, false, Suspension.NONE), true), well),
        "the group is being stopped");
    assertFalse(Clients.mayJudge(Situations.active(), well), "it runs the group itself");
  }

  private static PathTrack path(PathState peerHears) {
    Beat beat =
        new Beat(
            2,
            new BootId(2),
            1,
            NOW,
            Beat.Echo.NONE,
            Map.of(PathKind.PUBLIC, peerHears),
            7,
            true,
            HealthVerdict.OK,
            false,
            false,
            List.of());
    return PeerTrack.begin(NOW).hear(PathKind.PUBLIC, beat, NOW, Timings.BALANCED).client();
  }

  private static Pair standby(PairReport peer, boolean publicUp) {
    LocalView local = new LocalView(publicUp, Duration.ZERO, 0, NodeHealth.WELL, Readiness.READY);
    Event.Tick tick =
        new Event.Tick(
            NOW, Situations.heard(peer), Situations.disk(NOW, Situations.PEERS, false), local);
    return PairRules.step(config(), Situations.standby(), tick).next();
  }

  /** The address is restarted; when that was over. */
  private Moment restart(Moment now, int misses) {
    tick(now, unserved(IP, misses));
    take(answered(now, Event.Finding.STOPPED));
    take(new Event.GuardAnswered(now, pair.flight().orElseThrow(), new Outcome.Succeeded<>(OWN)));
    take(answered(now, Event.Finding.RUNNING));
    assertEquals(ResourceState.RUNNING, pair.watch(IP).state());
    return now;
  }

  private Event answered(Moment now, Event.Finding finding) {
    return new Event.ResourceAnswered(
        now, pair.watch(IP).call().orElseThrow().id(), IP, new Outcome.Succeeded<>(finding), 1);
  }

  private void monitor(Moment now, ResourceName resource) {
    // The tick before has asked for it.
    EffectId id = pair.watch(resource).monitor().orElseThrow();
    take(
        new Event.ResourceAnswered(
            now, id, resource, new Outcome.Succeeded<>(Event.Finding.RUNNING), 1));
  }

  private static ClientView unserved(ResourceName resource, int misses) {
    return ClientView.unserved(resource, misses, "tcp 10.0.0.100:80 is not connected");
  }

  private void tick(Moment now, ClientView clients) {
    PeerView peer =
        Situations.heard(
            Situations.report(PairState.STANDBY, false, Suspension.NONE).with(clients));
    take(new Event.Tick(now, peer, Situations.disk(now, OWN, false), LocalView.WELL));
  }

  private void take(Event event) {
    Transition transition = PairRules.step(config(), pair, event);
    pair = transition.next();
    effects = transition.effects();
  }

  private <T extends Effect> T only(Class<T> kind) {
    List<T> found = effects.stream().filter(kind::isInstance).map(kind::cast).toList();
    assertEquals(1, found.size(), effects::toString);
    return found.getFirst();
  }

  private boolean only(Class<? extends Effect> kind, int count) {
    return effects.stream().filter(kind::isInstance).count() == count;
  }

  private static PairConfig config() {
    PairConfig usual = Situations.config(GuardKind.FENCE);
    GroupPlan plan =
        new GroupPlan(
            usual.plan().startOrder(),
            usual.plan().monitorInterval(),
            List.of(new ProbePlan(FS, FAILURES, PACE), new ProbePlan(IP, FAILURES, PACE)));
    return new PairConfig(
        usual.pair(),
        usual.self(),
        usual.peer(),
        usual.preferred(),
        usual.guard(),
        plan,
        usual.timings(),
        usual.failback(),
        usual.restarts(),
        usual.maxMoves(),
        usual.moveWindow(),
        usual.healthGrace(),
        usual.notArmed());
  }
}
