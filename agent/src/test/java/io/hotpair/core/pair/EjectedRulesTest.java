package io.hotpair.core.pair;

import static io.hotpair.core.pair.Situations.BEFORE;
import static io.hotpair.core.pair.Situations.FS;
import static io.hotpair.core.pair.Situations.IP;
import static io.hotpair.core.pair.Situations.NOW;
import static io.hotpair.core.pair.Situations.PEERS;
import static io.hotpair.core.pair.Steps.done;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.Timings;
import org.junit.jupiter.api.Test;

final class EjectedRulesTest {
  @Test
  void whenAllIsDownItLooksAgainBeforeItTakesAPart() {
    Steps steps = stopped(Steps.of(Situations.ejected(), idle()), IP);
    assertEquals(FS, steps.only(Effect.StopResource.class).resource());
    stopped(steps, FS).is(PairState.JOINING);
  }

  @Test
  void whatDoesNotStopInTimeTakesTheMachineWithIt() {
    Steps steps =
        Steps.of(
            Situations.ejected(),
            Situations.tick(
                BEFORE.plus(Timings.BALANCED.fenceDeadline()), Situations.heard(), PEERS));
    steps.only(Effect.FenceSelf.class);
  }

  @Test
  void aFailedStopIsTriedAgain() {
    Steps steps = Steps.of(Situations.ejected(), idle());
    steps.then(
        new Event.ResourceAnswered(NOW, Situations.FLIGHT, IP, new Outcome.Failed<>("busy"), 1));
    steps.then(idle());
    assertEquals(IP, steps.only(Effect.StopResource.class).resource());
  }

  private static Event.Tick idle() {
    return Situations.tick(NOW, Situations.heard(), PEERS);
  }

  private static Steps stopped(Steps steps, ResourceName resource) {
    return steps.then(
        new Event.ResourceAnswered(NOW, steps.flight(), resource, done(Event.Finding.STOPPED), 1));
  }
}
