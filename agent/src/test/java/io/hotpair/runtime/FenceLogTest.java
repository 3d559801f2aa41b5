package io.hotpair.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.port.FenceDevice.Power;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A second way that does not answer shows, although the first one does. */
final class FenceLogTest {
  private static final NodeName VPE1 = new NodeName("vpe1");

  @Test
  void eachLevelHasItsOwnStatusTextAndTime() {
    AtomicLong clock = new AtomicLong(1_000);
    FenceLog log = new FenceLog(clock::get);
    log.note(VPE1, 1, new Outcome.Succeeded<>(Power.ON));
    clock.set(2_000);
    log.note(VPE1, 2, new Outcome.Unknown<>("no answer"));
    assertEquals(new FenceLog.Entry("on", "ON", 1_000), log.last(VPE1, 1));
    assertEquals(new FenceLog.Entry("unknown", "unknown: no answer", 2_000), log.last(VPE1, 2));
    assertEquals(FenceLog.Entry.NONE, log.last(VPE1, 3));
    assertEquals(FenceLog.Entry.NONE, log.last(new NodeName("blade1"), 1));
  }
}
