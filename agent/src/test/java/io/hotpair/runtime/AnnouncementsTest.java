package io.hotpair.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotpair.core.model.Moment;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.PairState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When clients are told where an address is, in milliseconds; a tick every 50. */
final class AnnouncementsTest {
  private static final PairName ERP = new PairName("erp");
  private static final Duration DEAD = Duration.ofMillis(320);

  private final List<Long> told = new ArrayList<>();
  private long millis = 1000;
  private final Announcements announcements =
      new Announcements(Set.of(ERP), DEAD, now(), pair -> told.add(millis));

  private Moment now() {
    return new Moment(Duration.ofMillis(millis).toNanos());
  }

  private void ticks(long until, boolean active, Optional<PairState> peer) {
    while (millis < until) {
      millis += 50;
      announcements.begin(now());
      announcements.decided(ERP, active, peer);
    }
  }

  @Test
  void afterATakeoverTheyAreToldAgainAndAgainForSomeSeconds() {
    ticks(2000, false, Optional.empty());
    assertEquals(List.of(), told);
    ticks(20_000, true, Optional.empty());
    assertEquals(List.of(2250L, 2450L, 2850L, 3650L, 5250L, 8450L), told);
  }

  @Test
  void aPeerThatHasLetGoMayHaveAnsweredForThem() {
    ticks(2000, true, Optional.of(PairState.ACTIVE));
    told.clear();
    ticks(20_000, true, Optional.of(PairState.ACTIVE));
    told.clear();
    ticks(21_000, true, Optional.of(PairState.EJECTED));
    assertEquals(List.of(20_250L, 20_450L, 20_850L), told);
    told.clear();
    ticks(22_000, true, Optional.of(PairState.JOINING));
    assertEquals(List.of(21_250L, 21_450L, 21_850L), told);
  }

  @Test
  void aPeerThatBecomesActiveGivesNoReason() {
    ticks(20_000, true, Optional.of(PairState.STANDBY));
    told.clear();
    ticks(30_000, true, Optional.of(PairState.CLAIMING));
    ticks(40_000, true, Optional.of(PairState.ACTIVE));
    assertEquals(List.of(), told);
  }

  @Test
  void whoStoodStillSaysNothingMore() {
    ticks(1300, true, Optional.empty());
    told.clear();
    millis += DEAD.toMillis();
    ticks(20_000, true, Optional.empty());
    assertEquals(List.of(), told);
  }

  @Test
  void whoIsActiveNoMoreSaysNothingMore() {
    ticks(1300, true, Optional.empty());
    told.clear();
    ticks(20_000, false, Optional.empty());
    assertEquals(List.of(), told);
  }
}
