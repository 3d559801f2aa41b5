package io.hotpair.core.pair;

import static io.hotpair.core.pair.Situations.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotpair.core.model.Action;
import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.PairState;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FaultedRulesTest {
  @Test
  void nothingMovesUntilAPersonClearsIt() {
    Steps.of(
            Situations.faulted(),
            Situations.tick(
                NOW,
                Situations.heard(),
                Situations.reading(Disposition.OFFERED, 5, Disposition.CLEAN, 6)))
        .is(PairState.FAULTED)
        .asksNothing();
  }

  @Test
  void clearedItBeginsByLooking() {
    Steps steps = Steps.of(Situations.faulted(), Situations.ordered(Action.CLEAR_FAULT));
    steps.is(PairState.JOINING);
    assertEquals(List.of(NoticeKind.FAULT_CLEARED), steps.told());
  }

  @Test
  void clearedItForgetsTheFailedStart() {
    Steps steps =
        Steps.of(
            Situations.failedStart(Situations.faulted()), Situations.ordered(Action.CLEAR_FAULT));
    assertEquals("", steps.pair().memory().failedStart());
  }
}
