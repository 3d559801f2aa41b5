package io.hotpair.heartbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.PairReport;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PartsTest {
  private final Parts parts = new Parts();

  @Test
  void aBeatOfOnePartIsHeardAsItIs() {
    Beat beat = TestSite.beat(1, 5, 1, TestSite.report("a"));
    assertSame(beat, parts.add(beat, 0, true).orElseThrow());
  }

  @Test
  void onlyTheLastPartMakesABeatHeard() {
    assertEquals(Optional.empty(), parts.add(part(1, "a", "b"), 0, false));
    assertEquals(Optional.empty(), parts.add(part(1, "c"), 1, false));
    assertEquals(Optional.of(part(1, "a", "b", "c", "d")), parts.add(part(1, "d"), 2, true));
  }

  @Test
  void aLostPartLeavesTheReportBefore() {
    parts.add(part(1, "a"), 0, false);
    parts.add(part(1, "b"), 1, true);
    assertEquals(Optional.of(part(2, "a", "b")), parts.add(part(2, "b"), 1, true));
  }

  @Test
  void aNewLifeBringsNothingOfTheOldOne() {
    parts.add(part(1, "a"), 0, false);
    parts.add(part(1, "b"), 1, true);
    Beat ofNewLife = TestSite.beat(1, 6, 1, TestSite.report("b"));
    assertEquals(Optional.of(ofNewLife), parts.add(ofNewLife, 1, true));
  }

  private static Beat part(long sequence, String... pairs) {
    return TestSite.beat(
        1, 5, sequence, List.of(pairs).stream().map(TestSite::report).toArray(PairReport[]::new));
  }
}
