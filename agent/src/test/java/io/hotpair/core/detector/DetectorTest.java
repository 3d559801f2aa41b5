package io.hotpair.core.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.BootId;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.PathState;
import io.hotpair.core.model.PeerHealth;
import io.hotpair.core.model.Timings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DetectorTest {
  private static final Timings TIMINGS = Timings.FAST;
  private static final Moment START = Moment.ZERO.plus(Duration.ofHours(1));
  private static final Duration INSTANT = Duration.ofNanos(1);
  private static final Duration LAG = Duration.ofSeconds(3);
  private static final GuardReading RECORDS =
      new GuardReading(EpochRecord.none(1), EpochRecord.none(2), Optional.empty());

  @Test
  void aPathIsDownExactlyAtTheDeadTime() {
    PeerTrack track = heardOnBoth(START);
    Moment dead = START.plus(TIMINGS.deadTime());

    assertFalse(track.at(dead.plus(INSTANT.negated()), TIMINGS).isSilent());
    assertTrue(track.at(dead, TIMINGS).isSilent());
    assertEquals(PeerHealth.SILENT, track.at(dead, TIMINGS).health(dead, TIMINGS));
  }

  @Test
  void onePathIsEnoughToBeHeard() {
    Moment later = START.plus(TIMINGS.deadTime());
    PeerTrack track = heardOnBoth(START).hear(PathKind.PUBLIC, beat(2), later, TIMINGS);

    PeerTrack now = track.at(later, TIMINGS);

    assertEquals(PathState.DOWN, now.crossover().state());
    assertFalse(now.isSilent());
  }

  @Test
  void aPeerThatWasNeverHeardIsSilentAfterTheDeadTimeButUnclean() {
    Moment later = START.plus(TIMINGS.deadTime());
    PeerTrack track = PeerTrack.begin(START).at(later, TIMINGS);
    assertTrue(track.isSilent());
    assertEquals(PeerHealth.UNCLEAN, track.health(later, TIMINGS));
  }

  @Test
  void aHintThatNothingAnswersSpendsTheDeadTime() {
    PeerTrack track = heardOnBoth(START).hint(START);
    Moment end = START.plus(PeerTrack.burstLength(TIMINGS));

    assertTrue(track.isProbing());
    assertFalse(track.at(end.plus(INSTANT.negated()), TIMINGS).isSilent());
    assertTrue(track.at(end, TIMINGS).isSilent());
  }

  @Test
  void anyBeatEndsAHint() {
    PeerTrack track = heardOnBoth(START).hint(START).hear(PathKind.PUBLIC, beat(2), START, TIMINGS);
    Moment end = START.plus(PeerTrack.burstLength(TIMINGS));
    assertFalse(track.isProbing());
    assertFalse(track.at(end, TIMINGS).isSilent());
  }

  @Test
  void ownLatenessCountsAgainstNobody() {
    Moment late = START.plus(TIMINGS.deadTime().multipliedBy(3));
    PeerTrack track = heardOnBoth(START).hint(START).restartWindow(late).at(late, TIMINGS);
    assertFalse(track.isSilent());
    assertTrue(track.at(late.plus(TIMINGS.deadTime()), TIMINGS).isSilent());
  }

  @Test
  void ownLatenessRevivesNobody() {
    Moment dead = START.plus(TIMINGS.deadTime());
    PeerTrack track = heardOnBoth(START).at(dead, TIMINGS).restartWindow(dead);
    assertTrue(track.at(dead, TIMINGS).isSilent());
  }

  @Test
  void ownLatenessBringsNoBeatOnTheDiskBack() {
    DiskTrack still = stoodStill();
    Moment late = START.plus(TIMINGS.diskDeadTime()).plus(LAG);

    DiskTrack after = still.restartWindow(late, LAG, TIMINGS);

    assertEquals(PathState.DOWN, after.state(late, TIMINGS));
    assertFalse(after.isStale(late, TIMINGS), "nothing was looked at since");
    assertEquals(PathState.DOWN, looked(after, 2, late).state(late, TIMINGS));
    assertTrue(looked(after, 2, late).isStale(late, TIMINGS));
    assertEquals(PathState.UP, looked(after, 3, late).state(late, TIMINGS));
  }

  @Test
  void ownLatenessTakesNoBeatOnTheDiskDown() {
    DiskTrack seen = looked(looked(DiskTrack.begin(START), 1, START), 2, START);
    Moment late = START.plus(LAG);

    DiskTrack after = seen.restartWindow(late, LAG, TIMINGS);

    assertEquals(PathState.UP, after.state(late, TIMINGS));
    assertEquals(PathState.UP, looked(after, 2, late).state(late, TIMINGS));
  }

  @Test
  void ownLatenessHidesNoDiskThatDidNotAnswerBefore() {
    DiskTrack seen = looked(looked(DiskTrack.begin(START), 1, START), 2, START);
    Duration silent = TIMINGS.diskDeadTime().plus(TIMINGS.ioDeadline());
    Moment late = START.plus(silent).plus(LAG);

    assertFalse(seen.restartWindow(late, LAG, TIMINGS).isReachable(late, TIMINGS));
    assertTrue(seen.restartWindow(late, LAG.plus(INSTANT), TIMINGS).isReachable(late, TIMINGS));
  }

  @Test
  void aBeatThatStoodStillDoesNotComeBackBecauseNobodyLooks() {
    DiskTrack still = stoodStill();
    for (long millis = 0; millis < 5_000; millis++) {
      Moment now = START.plus(TIMINGS.diskDeadTime()).plus(Duration.ofMillis(millis));
      assertEquals(PathState.DOWN, still.state(now, TIMINGS), millis + " ms after the look");
    }
  }

  @Test
  void theDisksBeatIsStaleOnlyByALookThatFoundItUnchangedForTheDeadTime() {
    DiskTrack seen = looked(looked(DiskTrack.begin(START), 1, START), 2, START);
    Moment stale = START.plus(TIMINGS.diskDeadTime());
    Moment before = stale.plus(INSTANT.negated());

    assertFalse(looked(seen, 2, before).isStale(stale, TIMINGS));
    assertTrue(looked(seen, 2, stale).isStale(stale, TIMINGS));
    assertFalse(looked(seen, 3, stale).isStale(stale, TIMINGS));
  }

  @Test
  void aSlowLookOpensTheWindowWhenItAnswersAndClosesItWhenItWasAsked() {
    DiskTrack first = looked(DiskTrack.begin(START), 1, START);
    Duration slow = TIMINGS.ioDeadline().minus(INSTANT);
    Moment answered = START.plus(slow);
    DiskTrack seen = looked(first, 2, START, answered);
    Moment stale = answered.plus(TIMINGS.diskDeadTime());
    Moment before = stale.plus(INSTANT.negated());
    Moment late = stale.plus(slow);

    assertFalse(looked(seen, 2, before, late).isStale(late, TIMINGS));
    assertTrue(looked(seen, 2, stale, late).isStale(late, TIMINGS));
  }

  @Test
  void withoutANewLookNothingIsStale() {
    DiskTrack seen = looked(looked(DiskTrack.begin(START), 1, START), 2, START);
    Moment stale = START.plus(TIMINGS.diskDeadTime());
    DiskTrack looked = looked(seen, 2, stale);
    Duration fresh = TIMINGS.auditPeriod().multipliedBy(2).plus(TIMINGS.ioDeadline());

    assertFalse(seen.isStale(stale.plus(Duration.ofMinutes(1)), TIMINGS));
    assertTrue(looked.isStale(stale.plus(fresh).plus(INSTANT.negated()), TIMINGS));
    assertFalse(looked.isStale(stale.plus(fresh), TIMINGS));
  }

  @Test
  void aBeatThatMovesOnTheDiskEndsAProofOfDeath() {
    Moment proven = START.plus(Duration.ofSeconds(1));
    PeerTrack track = heardOnBoth(START).prove(proven);
    DiskTrack disk = looked(looked(DiskTrack.begin(START), 1, START), 2, START);
    Moment now = proven.plus(Duration.ofMillis(100));

    assertEquals(PeerHealth.DEAD, view(track, disk, now).health());
    assertEquals(PeerHealth.SILENT, view(track, looked(disk, 3, now), now).health());
  }

  @Test
  void whatTheDiskSaysCountsWhenTheNetworksAreSilent() {
    Moment dead = START.plus(TIMINGS.deadTime());
    PeerTrack track = heardOnBoth(START).at(dead, TIMINGS);
    DiskTrack disk = looked(looked(DiskTrack.begin(START), 1, START), 2, dead);

    PeerView view = view(track, disk, dead);

    assertTrue(view.networkSilent());
    assertFalse(view.diskStale());
    assertEquals(PathState.UP, view.paths().get(PathKind.DISK));
    assertEquals(dead, view.lastSign());
  }

  private static DiskTrack stoodStill() {
    DiskTrack seen = looked(looked(DiskTrack.begin(START), 1, START), 2, START);
    return looked(seen, 2, START.plus(TIMINGS.diskDeadTime()));
  }

  private static PeerView view(PeerTrack track, DiskTrack disk, Moment now) {
    return PeerView.of(new PairName("erp"), track, disk, 0, now, TIMINGS);
  }

  private static PeerTrack heardOnBoth(Moment received) {
    return PeerTrack.begin(received)
        .hear(PathKind.PRIVATE, beat(1), received, TIMINGS)
        .hear(PathKind.PUBLIC, beat(1), received, TIMINGS);
  }

  private static DiskTrack looked(DiskTrack disk, long sequence, Moment asked) {
    return looked(disk, sequence, asked, asked);
  }

  private static DiskTrack looked(DiskTrack disk, long sequence, Moment asked, Moment answered) {
    return disk.look(Optional.of(beat(sequence)), RECORDS, false, asked, answered);
  }

  private static Beat beat(long sequence) {
    return new Beat(
        2,
        new BootId(7),
        sequence,
        START,
        Beat.Echo.NONE,
        Map.of(),
        0,
        true,
        HealthVerdict.OK,
        false,
        false,
        List.of());
  }
}
