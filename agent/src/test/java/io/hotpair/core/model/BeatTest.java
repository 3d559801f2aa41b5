package io.hotpair.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A beat gives each pair's report, and all of them in their order. */
final class BeatTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 9, 1_000})
  void eachPairHasItsReport(int pairs) {
    List<PairReport> reports = reports(pairs);
    Beat beat = beat(reports);
    assertEquals(reports, beat.reports());
    for (PairReport report : reports) {
      assertEquals(Optional.of(report), beat.reportOf(report.pair()));
    }
    assertEquals(Optional.empty(), beat.reportOf(new PairName("unknown")));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 20})
  void ofAPairThatIsToldTwiceTheFirstCounts(int pairs) {
    List<PairReport> reports = reports(pairs);
    PairReport first = reports.getFirst();
    reports.add(report(first.pair(), PairState.ACTIVE));
    assertEquals(Optional.of(first), beat(reports).reportOf(first.pair()));
  }

  private static List<PairReport> reports(int pairs) {
    return new ArrayList<>(
        IntStream.range(0, pairs)
            .mapToObj(number -> report(new PairName("pair" + number), PairState.STANDBY))
            .toList());
  }

  private static PairReport report(PairName pair, PairState state) {
    return new PairReport(
        pair,
        state,
        Epoch.NONE,
        Readiness.READY,
        false,
        MoveReason.NONE,
        false,
        Suspension.NONE,
        Optional.empty(),
        Optional.empty());
  }

  private static Beat beat(List<PairReport> reports) {
    return new Beat(
        2,
        new BootId(7),
        1,
        Moment.ZERO,
        Beat.Echo.NONE,
        Map.of(),
        0,
        true,
        HealthVerdict.OK,
        false,
        false,
        reports);
  }
}
