package io.hotpair.core.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotpair.core.model.ClientView;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.ProbePlan;
import io.hotpair.core.model.ResourceName;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ServiceTrackTest {
  private static final Moment NOW = Moment.ZERO.plus(Duration.ofHours(1));
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final ResourceName WEB = new ResourceName("web");
  private static final ResourceName IP = new ResourceName("ip");
  private static final Epoch FIVE = new Epoch(5);
  private static final List<ProbePlan> PLANS =
      List.of(new ProbePlan(WEB, 3, SECOND), new ProbePlan(IP, 2, SECOND));
  private static final Outcome<Boolean> SERVED = new Outcome.Succeeded<>(true);
  private static final Outcome<Boolean> REFUSED = new Outcome.Failed<>("refused");

  private ServiceTrack track = ServiceTrack.begin(2, NOW).at(NOW, FIVE, true, 0);
  private Moment now = NOW;

  @Test
  void whatAllProbesFindIsServed() {
    probe(0, SERVED);
    assertEquals(ClientView.UNKNOWN, view());
    probe(1, SERVED);
    assertEquals(ClientView.SERVED, view());
  }

  @Test
  void onlySeveralInARowCount() {
    bothServed();
    probe(0, REFUSED);
    probe(0, REFUSED);
    probe(0, SERVED);
    probe(0, REFUSED);
    probe(0, REFUSED);
    pass(PATIENCE);
    assertEquals(ClientView.UNKNOWN, view());
    probe(0, new Outcome.TimedOut<>(SECOND));
    assertEquals(ClientView.unserved(WEB, 3, "no answer within 1000 ms"), view());
    probe(0, REFUSED);
    assertEquals(ClientView.unserved(WEB, 4, "refused"), view());
    probe(0, SERVED);
    assertEquals(ClientView.SERVED, view());
  }

  @Test
  void theyCountOnceALostNetworkWouldHaveBeenFound() {
    bothServed();
    probe(1, REFUSED);
    probe(1, REFUSED);
    assertEquals(ClientView.UNKNOWN, view());
    pass(PATIENCE.minus(SECOND.multipliedBy(3)).minusNanos(1));
    probe(1, REFUSED);
    assertEquals(ClientView.UNKNOWN, view());
    pass(Duration.ofNanos(1));
    probe(1, REFUSED);
    assertEquals(ClientView.unserved(IP, 4, "refused"), view());
  }

  @Test
  void whatWasNeverAnsweredIsUnknown() {
    probe(1, SERVED);
    for (int time = 0; time < 10; time++) {
      probe(0, REFUSED);
    }
    pass(PATIENCE);
    assertEquals(ClientView.UNKNOWN, view());
  }

  @Test
  void whoWasNotAskedHasNotRefused() {
    bothServed();
    probe(1, REFUSED);
    probe(1, new Outcome.Unknown<>("psql is not installed"));
    probe(1, REFUSED);
    pass(PATIENCE);
    assertEquals(ClientView.UNKNOWN, view());
  }

  @Test
  void whileTheWayIsNotWellNothingCounts() {
    bothServed();
    probe(1, REFUSED);
    probe(1, REFUSED);
    pass(PATIENCE);
    Moment begun = now;
    pass(SECOND);
    track = track.at(now, FIVE, false, 0);
    assertEquals(ClientView.UNKNOWN, view());
    // What was begun before has met the same way.
    track = track.probed(1, REFUSED, begun).probed(1, REFUSED, begun);
    pass(PATIENCE);
    assertEquals(ClientView.UNKNOWN, view());
    probe(1, REFUSED);
    pass(PATIENCE);
    probe(1, REFUSED);
    assertEquals(ClientView.unserved(IP, 2, "refused"), view());
  }

  /** A node that stands still asks nothing, and sees no network come and go. */
  @Test
  void standingStillIsNoMiss() {
    bothServed();
    probe(1, REFUSED);
    probe(1, REFUSED);
    Moment begun = now;
    now = now.plus(PATIENCE);
    assertEquals(ClientView.UNKNOWN, view());
    track = track.restartWindow(now).probed(1, REFUSED, begun);
    probe(1, REFUSED);
    assertEquals(ClientView.UNKNOWN, view());
  }

  /** A path that comes and goes is up, and carries no probe. */
  @Test
  void aBeatThatWasLostBreaksTheRow() {
    bothServed();
    probe(1, REFUSED);
    probe(1, REFUSED);
    track = track.at(now, FIVE, true, 1);
    probe(1, REFUSED);
    pass(PATIENCE);
    assertEquals(ClientView.UNKNOWN, view());
    probe(1, REFUSED);
    assertEquals(ClientView.unserved(IP, 2, "refused"), view());
  }

  @Test
  void anotherEpochIsAnotherService() {
    bothServed();
    track = track.at(now, new Epoch(6), true, 0);
    probe(1, REFUSED);
    probe(1, REFUSED);
    pass(PATIENCE);
    assertEquals(ClientView.UNKNOWN, view());
  }

  @Test
  void theFirstInTheStartOrderIsNamed() {
    bothServed();
    for (int time = 0; time < 3; time++) {
      probe(1, REFUSED);
      probe(0, REFUSED);
      pass(PATIENCE);
    }
    assertEquals(WEB, view().resource().orElseThrow());
  }

  @Test
  void aPairWithoutProbesHasNoView() {
    ServiceTrack none = ServiceTrack.begin(0, NOW).at(NOW, FIVE, true, 0);
    assertEquals(ClientView.UNKNOWN, none.view(List.of(), PATIENCE));
  }

  private void bothServed() {
    probe(0, SERVED);
    probe(1, SERVED);
  }

  private void probe(int place, Outcome<Boolean> outcome) {
    Moment asked = now;
    pass(SECOND);
    track = track.probed(place, outcome, asked);
  }

  private void pass(Duration time) {
    now = now.plus(time);
    track = track.at(now, track.epoch(), true, track.lost());
  }

  private ClientView view() {
    return track.view(PLANS, PATIENCE);
  }
}
