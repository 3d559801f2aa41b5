package io.hotpair.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimingsTest {
  @Test
  void theThreeSetsHoldTheirRules() {
    // They are constants: a broken one would fail to load. What people are told of them is checked.
    assertEquals(Duration.ofMillis(320), Timings.FAST.deadTime());
    assertEquals(Duration.ofMillis(4200), Timings.BALANCED.deadTime());
    assertEquals(Duration.ofSeconds(12), Timings.RELAXED.deadTime());
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "misses     | 2    | rule 1: misses is 2, allowed are 3 and more",
        "misses     | -1   | rule 1: misses is -1, allowed are 3 and more",
        "deadTime   | 4199 | rule 1: dead-time >= misses * interval + jitter does not hold:"
            + " 4199 ms < 4200 ms",
        "jitter     | 201  | rule 1: dead-time >= misses * interval + jitter does not hold:"
            + " 4200 ms < 4201 ms",
        "lease      | 10999 | rule 2: lease >= watchdog + audit + 2 * io + margin does not hold:"
            + " 10999 ms < 11000 ms",
        "watchdog   | 9001 | rule 2: lease >= watchdog + audit + 2 * io + margin does not hold:"
            + " 12000 ms < 12001 ms",
        "auditPeriod | 4201 | rule 7: audit-period <= dead-time does not hold: 4200 ms < 4201 ms",
        "offerTime  | 8399 | rule 8: offer-time >= 2 * dead-time does not hold: 8399 ms < 8400 ms",
        "joinWait   | 4199 | rule 9: join-wait >= dead-time does not hold: 4199 ms < 4200 ms",
        "interval   | 49   | interval is 49 ms, allowed are 50 ms and more",
        "jitter     | 0    | jitter is 0 ms, allowed are 1 ms and more",
        "auditPeriod | 49  | audit-period is 49 ms, allowed are 50 ms and more",
        "ioDeadline | 19   | io-deadline is 19 ms, allowed are 20 ms and more",
        "fenceDeadline | 499 | fence-deadline is 499 ms, allowed are 500 ms and more",
        "isolationGrace | 4199 | isolation-grace is 4199 ms, allowed are 4200 ms and more",
        "watchdog   | 0    | watchdog is 0 ms, allowed are 1 ms and more",
        "margin     | 0    | margin is 0 ms, allowed are 1 ms and more",
        "drift      | -1   | drift is -1 millionths, allowed are 0 to 10000",
        "drift      | 10001 | drift is 10001 millionths, allowed are 0 to 10000",
      })
  void aBrokenRuleIsNamedWithItsNumbers(String value, long changed, String rule) {
    String refusal =
        assertThrows(IllegalArgumentException.class, () -> balancedBut(Map.of(value, changed)))
            .getMessage();
    assertTrue(refusal.contains(rule), refusal);
  }

  @ParameterizedTest(name = "{0} {1} still holds")
  @CsvSource({
    "deadTime, 4200",
    "lease, 11000",
    "watchdog, 9000",
    "offerTime, 8400",
    "joinWait, 4200",
    "interval, 50",
    "ioDeadline, 20",
    "isolationGrace, 4200",
    "drift, 0",
    "drift, 10000"
  })
  void aValueOnTheEdgeOfItsRuleIsAllowed(String value, long changed) {
    balancedBut(Map.of(value, changed));
  }

  @Test
  void everyBrokenRuleIsNamedAtOnce() {
    String refusal =
        assertThrows(
                IllegalArgumentException.class,
                () -> balancedBut(Map.of("misses", 2L, "lease", 1L, "joinWait", 1L)))
            .getMessage();
    assertEquals(3, refusal.split("; ").length, refusal);
  }

  @Test
  void aStandbyWaitsForALeaseWithTheDriftOfBothClocks() {
    // 12 s + 2 * 200 millionths of it, + 500 ms audit + 1 s io + 500 ms margin
    assertEquals(Duration.ofNanos(14_004_800_000L), Timings.BALANCED.leaseWait());
    Timings longest = balancedBut(Map.of("lease", Duration.ofDays(1).toMillis(), "drift", 10000L));
    assertEquals(
        Duration.ofDays(1).multipliedBy(102).dividedBy(100).plusMillis(2000), longest.leaseWait());
  }

  @Test
  void aDiskMayMissOneBeatBeforeItIsStale() {
    assertEquals(Duration.ofMillis(4200), Timings.BALANCED.diskDeadTime());
    assertEquals(
        Duration.ofMillis(8200),
        balancedBut(Map.of("auditPeriod", 4000L, "lease", 20000L)).diskDeadTime());
  }

  private static Timings balancedBut(Map<String, Long> changes) {
    Timings from = Timings.BALANCED;
    Map<String, Long> left = new HashMap<>(changes);
    Timings timings =
        new Timings(
            time(left, "interval", from.interval()),
            Math.toIntExact(number(left, "misses", from.misses())),
            time(left, "jitter", from.jitter()),
            time(left, "deadTime", from.deadTime()),
            time(left, "auditPeriod", from.auditPeriod()),
            time(left, "ioDeadline", from.ioDeadline()),
            time(left, "fenceDeadline", from.fenceDeadline()),
            time(left, "offerTime", from.offerTime()),
            time(left, "joinWait", from.joinWait()),
            time(left, "isolationGrace", from.isolationGrace()),
            time(left, "lease", from.lease()),
            time(left, "watchdog", from.watchdog()),
            Math.toIntExact(number(left, "drift", from.driftPerMillion())),
            time(left, "margin", from.margin()));
    assertTrue(left.isEmpty(), "no such value: " + left);
    return timings;
  }

  private static Duration time(Map<String, Long> changes, String name, Duration usual) {
    return Duration.ofMillis(number(changes, name, usual.toMillis()));
  }

  private static long number(Map<String, Long> changes, String name, long usual) {
    Long changed = changes.remove(name);
    return changed == null ? usual : changed;
  }
}
