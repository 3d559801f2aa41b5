package io.hotpair.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotpair.core.model.NoticeDraft;
import io.hotpair.core.model.NoticeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When it is told that somebody was refused, and how often. */
final class RefusalWatchTest {
  private final List<NoticeDraft> told = new ArrayList<>();
  private long snmp;
  private long network;
  private long now = Long.MAX_VALUE - 1_000; // the clock may turn over
  private final RefusalWatch watch =
      new RefusalWatch(Map.of("SNMP messages", () -> snmp, "datagrams", () -> network), told::add);

  @Test
  void nothingIsToldWhileNobodyIsRefused() {
    look(1000);
    assertEquals(List.of(), told);
  }

  @Test
  void theFirstIsToldAtOnceAndAFloodOnlyNowAndThen() {
    snmp = 1;
    look(1);
    assertEquals(1, told.size());
    assertEquals(NoticeKind.AUTHENTICATION_FAILURES, told.getFirst().kind());
    assertEquals(
        "refused since the last such event, or the agent's start: 1 SNMP messages; look for a wrong"
            + " key or password, and for who sends it",
        told.getFirst().text());

    long looks = RefusalWatch.QUIET.dividedBy(RefusalWatch.LOOK);
    for (int more = 0; more < looks - 1; more++) {
      snmp += 10;
      network += 1;
      look(1);
    }
    assertEquals(1, told.size());
    look(1);
    assertEquals(2, told.size());
    assertEquals(
        "refused since the last such event, or the agent's start: "
            + 10 * (looks - 1)
            + " SNMP messages, "
            + (looks - 1)
            + " datagrams; look for a wrong key or password, and for who sends it",
        told.get(1).text());
    look(looks);
    assertEquals(2, told.size(), "nothing new");
  }

  private void look(long times) {
    for (long time = 0; time < times; time++) {
      now += RefusalWatch.LOOK.toNanos();
      watch.look(now);
    }
  }
}
