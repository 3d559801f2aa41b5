package io.hotpair.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotpair.core.model.Moment;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class DiskWatchTest {
  private static final Duration PERIOD = Duration.ofMillis(500);
  private static final Moment DUE = at(1_000);

  @Test
  void aLookFollowsTheOtherByAPeriod() {
    assertEquals(at(1_500), DiskWatch.due(DUE, at(1_003), PERIOD));
  }

  @Test
  void looksInBetweenDoNotPutTheNextOff() {
    Moment due = DUE;
    for (long now = 600; now < 1_000; now += 10) {
      due = DiskWatch.due(due, at(now), PERIOD);
    }
    assertEquals(DUE, due);
  }

  @Test
  void aLookThatWasMissedIsDueAtOnce() {
    assertEquals(at(1_700), DiskWatch.due(DUE, at(1_700), PERIOD));
  }

  private static Moment at(long millis) {
    return new Moment(Duration.ofMillis(millis).toNanos());
  }
}
