package io.hotpair.core.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.HealthKind;
import io.hotpair.core.model.HealthLimits;
import io.hotpair.core.model.HealthReading;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.Moment;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class HealthTrackTest {
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final Duration PERIOD = Duration.ofSeconds(5);

  /** Degraded from 100, failing from 500, failed from 3000; 3 looks down, 4 up. */
  private static final HealthLimits LIMITS = limits(100, 500, 3_000, 3, 4);

  private Moment now = Moment.ZERO;

  @Test
  void whatWasNeverLookedAtIsUnknownAndOkFromTheFirstGoodLook() {
    HealthTrack track = HealthTrack.begin(LIMITS);
    assertEquals(HealthVerdict.UNKNOWN, track.verdict());
    assertEquals(HealthVerdict.OK, levels(track, 5).verdict());
  }

  @Test
  void oneOddLookChangesNothing() {
    assertEquals(HealthVerdict.OK, levels(well(), 9_000, 5, 9_000, 9_000, 5).verdict());
  }

  @Test
  void severalWorseLooksInARowAreBelieved() {
    assertEquals(HealthVerdict.OK, levels(well(), 600, 600).verdict());
    assertEquals(HealthVerdict.FAILING, levels(well(), 600, 600, 600).verdict());
  }

  @Test
  void whatIsBelievedIsTheLeastOfTheWorseLooks() {
    assertEquals(HealthVerdict.DEGRADED, levels(well(), 9_000, 150, 9_000).verdict());
    assertEquals(HealthVerdict.FAILED, levels(well(), 9_000, 9_000, 9_000).verdict());
  }

  @Test
  void aVerdictIsHeldUntilTheValueIsATenthBelowItsLimit() {
    HealthTrack degraded = levels(well(), 100, 100, 100);
    assertEquals(HealthVerdict.DEGRADED, levels(degraded, 91, 91, 91, 91, 91).verdict());
    assertEquals(HealthVerdict.OK, levels(degraded, 89, 89, 89, 89).verdict());
  }

  @Test
  void recoveryIsBelievedLaterThanDecline() {
    HealthTrack failing = levels(well(), 600, 600, 600);
    assertEquals(HealthVerdict.FAILING, levels(failing, 5, 5, 5).verdict());
    assertEquals(HealthVerdict.OK, levels(failing, 5, 5, 5, 5).verdict());
    assertEquals(HealthVerdict.DEGRADED, levels(failing, 5, 5, 200, 5).verdict());
    assertEquals(HealthVerdict.FAILING, levels(failing, 5, 5, 600, 5, 5, 5).verdict());
  }

  @Test
  void silenceIsNoRecovery() {
    HealthTrack failing = levels(well(), 600, 600, 600);
    HealthTrack silent = failing;
    for (int look = 0; look < 3; look++) {
      silent = silent.look(tick(), new HealthReading.NotKnown("no answer"));
    }
    assertEquals(HealthVerdict.FAILING, silent.verdict());
    silent = silent.look(tick(), new HealthReading.NotKnown("no answer"));
    assertEquals(HealthVerdict.UNKNOWN, silent.verdict());
    assertEquals(-1, silent.value());
  }

  @Test
  void whatNoLongerTellsIsUnknownAndNotOk() {
    HealthTrack track = well();
    for (int look = 0; look < 3; look++) {
      assertEquals(HealthVerdict.OK, track.verdict());
      track = track.look(tick(), new HealthReading.NotKnown("no answer"));
    }
    assertEquals(HealthVerdict.UNKNOWN, track.verdict());
  }

  @Test
  void aCountIsJudgedByItsGrowthAndNotByWhatItWasBefore() {
    HealthTrack track = counts(HealthTrack.begin(LIMITS), 1_000_000);
    assertEquals(HealthVerdict.OK, track.verdict());
    track = counts(track, 1_000_150, 1_000_150, 1_000_150);
    assertEquals(HealthVerdict.DEGRADED, track.verdict());
    assertEquals(150, track.value());
  }

  @Test
  void aCountsGrowthIsForgottenAfterTheWindow() {
    HealthTrack track = counts(HealthTrack.begin(LIMITS), 0, 150, 150, 150);
    assertEquals(HealthVerdict.DEGRADED, track.verdict());
    now = now.plus(WINDOW);
    track = counts(track, 150, 150, 150, 150);
    assertEquals(0, track.value());
    assertEquals(HealthVerdict.OK, track.verdict());
  }

  @Test
  void aCountThatFallsHasBegunAnew() {
    HealthTrack track = counts(HealthTrack.begin(LIMITS), 900, 3, 4);
    assertEquals(1, track.value());
  }

  @Test
  void aCountThatAlwaysGrowsIsKeptInBoundsAndNeverSeemsToGrowLess() {
    HealthTrack track = HealthTrack.begin(LIMITS);
    for (int look = 0; look < 1_000; look++) {
      track = counts(track, look);
    }
    long within = WINDOW.dividedBy(PERIOD);
    assertTrue(track.value() >= within, track.value() + " of " + within);
    assertTrue(track.samples().size() <= 64, track.samples().size() + " samples");
  }

  @Test
  void aDeviceThatJudgesItselfIsBelievedAfterAsManyLooks() {
    HealthTrack track = well();
    HealthReading said = new HealthReading.Judged(HealthVerdict.FAILING, "will fail");
    track = track.look(tick(), said).look(tick(), said);
    assertEquals(HealthVerdict.OK, track.verdict());
    assertEquals(HealthVerdict.FAILING, track.look(tick(), said).verdict());
  }

  @Test
  void limitsOutOfOrderAreRefused() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> limits(500, 100, 3_000, 3, 4));
    assertEquals(
        "degraded from 500 is above failing from 100, so nothing would be degraded",
        refused.getMessage());
  }

  @Test
  void everyKindHasLimitsInOrderAndAnAdvice() {
    for (HealthKind kind : HealthKind.values()) {
      assertTrue(kind.advice().length() > 20, kind + " does not say what to do");
      assertEquals(
          kind.hasLimits(),
          !kind.usual().text(kind.unit()).isEmpty(),
          kind + " has limits without a unit, or a unit without limits");
    }
  }

  private HealthTrack well() {
    return levels(HealthTrack.begin(LIMITS), 5);
  }

  private HealthTrack levels(HealthTrack track, long... values) {
    HealthTrack next = track;
    for (long value : values) {
      next = next.look(tick(), new HealthReading.Measured(value, ""));
    }
    return next;
  }

  private HealthTrack counts(HealthTrack track, long... totals) {
    HealthTrack next = track;
    for (long total : totals) {
      next = next.look(tick(), new HealthReading.Counted(total, ""));
    }
    return next;
  }

  private Moment tick() {
    now = now.plus(PERIOD);
    return now;
  }

  private static HealthLimits limits(
      long degraded, long failing, long failed, int worseAfter, int betterAfter) {
    return new HealthLimits(
        OptionalLong.of(degraded),
        OptionalLong.of(failing),
        OptionalLong.of(failed),
        PERIOD,
        worseAfter,
        betterAfter,
        WINDOW);
  }
}
