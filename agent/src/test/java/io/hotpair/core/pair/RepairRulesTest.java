package io.hotpair.core.pair;

import static io.hotpair.core.pair.Situations.IP;
import static io.hotpair.core.pair.Situations.NOW;
import static io.hotpair.core.pair.Situations.OWN;
import static io.hotpair.core.pair.Steps.done;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotpair.core.detector.PeerView;
import io.hotpair.core.model.Action;
import io.hotpair.core.model.CannotTakeOverCause;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.Readiness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A resource that fails again after each restart, at a node whose peer could not run it. */
final class RepairRulesTest {
  private static final PeerView UNREADY =
      Situations.heard(
          HealthVerdict.OK, new Readiness(CannotTakeOverCause.RESOURCE_MISSING, "no agent"));
  private static final Duration MONITORS = Situations.config().plan().monitorInterval().get(IP);

  @Test
  void pastItsRestartsAResourceRestsForSpansThatGrowToFiveMinutes() {
    Failing ip = new Failing(Situations.active());
    List<Duration> rests = new ArrayList<>();
    for (int restart = 0; restart < 9; restart++) {
      rests.add(ip.failsUntilRestarted());
      ip.restarts();
    }
    assertEquals(
        List.of(0, 0, 10, 20, 40, 80, 160, 300, 300),
        rests.stream().map(rest -> (int) rest.toSeconds()).toList());
    assertEquals(1, ip.toldOfRest);
  }

  @Test
  void aPeerThatBecomesReadyTakesItAtOnce() {
    Failing ip = resting();
    ip.steps.then(Situations.tick(ip.now, Situations.heard(), OWN)).is(PairState.STOPPING);
  }

  @Test
  void whileMovesAreSuppressedItRestsToo() {
    Failing ip = new Failing(Situations.moved(Situations.active(), 3), Situations.heard());
    ip.failsUntilRestarted();
    ip.restarts();
    ip.failsUntilRestarted();
    ip.restarts();
    assertEquals(MONITORS, ip.failsUntilRestarted());
  }

  @Test
  void aPersonWhoClearsItHasItRestartedAtOnce() {
    Failing ip = resting();
    ip.steps.then(Situations.ordered(Action.CLEAR_FAULT));
    assertEquals(OperationState.SUCCEEDED, ip.steps.only(Effect.Report.class).state());
    assertEquals(IP, ip.steps.only(Effect.StopResource.class).resource());
    assertEquals(1, ip.steps.pair().watch(IP).restartsUsed());
  }

  @Test
  void whereNothingRestsThereIsNothingToClear() {
    Steps steps = Steps.of(Situations.active(), Situations.ordered(Action.CLEAR_FAULT));
    assertEquals(OperationState.REFUSED, steps.only(Effect.Report.class).state());
  }

  private static Failing resting() {
    Failing ip = new Failing(Situations.active());
    ip.failsUntilRestarted();
    ip.restarts();
    ip.failsUntilRestarted();
    ip.restarts();
    ip.fails();
    ip.steps.is(PairState.ACTIVE).asksNothing();
    return ip;
  }

  /** The address fails at every look, and comes up at every restart. */
  private static final class Failing {
    final PeerView peer;
    Steps steps;
    Moment now = NOW;
    long toldOfRest;

    Failing(Pair active) {
      this(active, UNREADY);
    }

    Failing(Pair active, PeerView peer) {
      this.peer = peer;
      steps = Steps.of(active, Situations.tick(now, peer, OWN));
    }

    Duration failsUntilRestarted() {
      Moment failed = now;
      fails();
      while (steps.all(Effect.StopResource.class).isEmpty()) {
        now = now.plus(MONITORS);
        fails();
      }
      return now.since(failed);
    }

    void fails() {
      EffectId look = new EffectId(1000 + steps.pair().effects(), Situations.FIVE);
      Pair before = steps.pair();
      Pair looking = Situations.looking(before, IP, look);
      steps =
          Steps.of(
              looking, new Event.ResourceAnswered(now, look, IP, done(Event.Finding.FAILED), 1));
      toldOfRest +=
          steps.all(Effect.Notify.class).stream()
              .filter(told -> told.notice().kind() == NoticeKind.RESOURCE_FAILED)
              .filter(told -> told.notice().text().contains("up to 5 min"))
              .count();
    }

    void restarts() {
      steps.then(answer(Event.Finding.STOPPED));
      steps.then(new Event.GuardAnswered(now, steps.flight(), done(OWN)));
      steps.then(answer(Event.Finding.RUNNING));
      assertEquals(true, steps.pair().flight().isEmpty());
    }

    private Event answer(Event.Finding finding) {
      return new Event.ResourceAnswered(now, steps.flight(), IP, done(finding), 1);
    }
  }
}
