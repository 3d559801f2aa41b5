package io.hotpair.core.pair;

import static io.hotpair.core.pair.Situations.NOW;
import static io.hotpair.core.pair.Situations.PEERS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotpair.core.detector.PeerView;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.NodeHealth;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.PeerHealth;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConfirmingRulesTest {
  private static final PeerView GONE = Situations.silent(PeerHealth.SILENT, true);

  @Test
  void aFreshBeatOnTheDiskMeansNoTakeoverHoweverLongTheNetworksAreSilent() {
    Moment later = NOW.plus(Duration.ofHours(2));
    Steps.of(
            Situations.confirming(),
            Situations.tick(later, Situations.silent(PeerHealth.SILENT, false), PEERS))
        .is(PairState.CONFIRMING)
        .asksNothing();
  }

  @Test
  void theDiskIsLookedAtOnceMoreWhateverItSaidBefore() {
    Pair confirming =
        Situations.pair(
            new State.Confirming(NOW, Situations.disk(NOW, PEERS, false).looks()), PEERS, false);
    Steps.of(confirming, Situations.tick(NOW, GONE, PEERS)).is(PairState.CONFIRMING).asksNothing();
    Steps.of(Situations.confirming(), Situations.tick(NOW, GONE, PEERS)).is(PairState.CLAIMING);
  }

  @Test
  void aDiskThatDoesNotAnswerHereProvesNothing() {
    Event.Tick blind =
        new Event.Tick(
            NOW.plus(Duration.ofMinutes(1)),
            GONE,
            Situations.disk(NOW, PEERS, false),
            LocalView.WELL);
    Steps.of(Situations.confirming(), blind).is(PairState.CONFIRMING).asksNothing();
  }

  @Test
  void aNodeThatDecidesLateTakesNothingOver() {
    LocalView late =
        new LocalView(
            true, Duration.ofMillis(2101), 0, NodeHealth.WELL, LocalView.WELL.equipment());
    Event.Tick tick = new Event.Tick(NOW, GONE, Situations.disk(NOW, PEERS, false), late);
    Steps.of(Situations.confirming(), tick).is(PairState.CONFIRMING).asksNothing();
  }

  @Test
  void aNodeThatBecomesFitLooksAtTheDiskOnceMore() {
    LocalView late =
        new LocalView(
            true, Duration.ofMillis(2101), 0, NodeHealth.WELL, LocalView.WELL.equipment());
    Event.Tick unfit = new Event.Tick(NOW, GONE, Situations.disk(NOW, PEERS, false), late);
    Steps.of(Situations.confirming(), unfit)
        .is(PairState.CONFIRMING)
        .then(Situations.tick(NOW, GONE, PEERS))
        .is(PairState.CONFIRMING)
        .asksNothing();
  }

  @Test
  void moreMovesThanAllowedAreSaidOnce() {
    Pair often = Situations.moved(Situations.confirming(), 3);
    Steps steps = Steps.of(often, Situations.tick(NOW, GONE, PEERS));
    steps.is(PairState.CONFIRMING).asksNothing();
    assertEquals(1, steps.told().stream().filter(NoticeKind.MOVES_SUPPRESSED::equals).count());
    steps.then(Situations.tick(NOW, GONE, PEERS));
    assertEquals(List.of(), steps.told());
  }
}
