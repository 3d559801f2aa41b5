package io.hotpair.core.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * All times of the protocol, checked against each other. The rules are numbered as in
 * agent/ARCHITECTURE.md, "Timing rules".
 *
 * @param interval h: between two heartbeats; at least 50 ms
 * @param misses n: heartbeats that may be missed; at least 3
 * @param jitter J: how late a heartbeat may be that is not missed
 * @param deadTime D: silence after which a path is down
 * @param auditPeriod r: between two looks at the guard, and between two disk beats
 * @param ioDeadline io: for one read or write of the shared disk
 * @param fenceDeadline for one fence level that names no deadline, off and status together
 * @param offerTime how long an offer stands before it is withdrawn
 * @param joinWait how long a joining node listens for its peer before it acts without it
 * @param isolationGrace how long an isolated active serves on
 * @param lease L: how long a lease holds after its renewal was issued
 * @param watchdog W: after which the watchdog resets the node
 * @param driftPerMillion ρ: how far two clocks drift apart, in millionths
 * @param margin m: what is added where two deadlines meet
 */
public record Timings(
    Duration interval,
    int misses,
    Duration jitter,
    Duration deadTime,
    Duration auditPeriod,
    Duration ioDeadline,
    Duration fenceDeadline,
    Duration offerTime,
    Duration joinWait,
    Duration isolationGrace,
    Duration lease,
    Duration watchdog,
    int driftPerMillion,
    Duration margin) {

  /** For a quiet local network: dead time 0.32 s. A restarted agent is slower than the takeover. */
  public static final Timings FAST =
      new Timings(
          Duration.ofMillis(100),
          3,
          Duration.ofMillis(20),
          Duration.ofMillis(320),
          Duration.ofMillis(100),
          Duration.ofMillis(100),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(3),
          Duration.ofSeconds(10),
          Duration.ofMillis(1600),
          Duration.ofMillis(1000),
          200,
          Duration.ofMillis(100));

  /** For most sites: dead time 4.2 s; a restarted agent adopts its group before it is over. */
  public static final Timings BALANCED =
      new Timings(
          Duration.ofMillis(500),
          8,
          Duration.ofMillis(200),
          Duration.ofMillis(4200),
          Duration.ofMillis(500),
          Duration.ofMillis(1000),
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofSeconds(6),
          Duration.ofSeconds(30),
          Duration.ofMillis(12000),
          Duration.ofMillis(8000),
          200,
          Duration.ofMillis(500));

  /** For slow or crowded machines: dead time 12 s. */
  public static final Timings RELAXED =
      new Timings(
          Duration.ofSeconds(1),
          10,
          Duration.ofSeconds(2),
          Duration.ofSeconds(12),
          Duration.ofSeconds(1),
          Duration.ofSeconds(4),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofSeconds(15),
          Duration.ofSeconds(60),
          Duration.ofSeconds(40),
          Duration.ofSeconds(28),
          500,
          Duration.ofSeconds(2));

  /** Refuses values that break a rule with {@link IllegalArgumentException}, naming every one. */
  public Timings {
    List<String> broken =
        brokenRules(
            interval,
            misses,
            jitter,
            deadTime,
            auditPeriod,
            ioDeadline,
            fenceDeadline,
            offerTime,
            joinWait,
            isolationGrace,
            lease,
            watchdog,
            driftPerMillion,
            margin);
    if (!broken.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", broken));
    }
  }

  // One sentence for each broken rule, with the numbers: the reader should not have to calculate.
  private static List<String> brokenRules(
      Duration interval,
      int misses,
      Duration jitter,
      Duration deadTime,
      Duration auditPeriod,
      Duration ioDeadline,
      Duration fenceDeadline,
      Duration offerTime,
      Duration joinWait,
      Duration isolationGrace,
      Duration lease,
      Duration watchdog,
      int driftPerMillion,
      Duration margin) {
    List<String> broken = new ArrayList<>();
    atLeast(broken, "interval", interval, Duration.ofMillis(50));
    atLeast(broken, "jitter", jitter, Duration.ofMillis(1));
    atLeast(broken, "audit-period", auditPeriod, Duration.ofMillis(50));
    atLeast(broken, "io-deadline", ioDeadline, Duration.ofMillis(20));
    atLeast(broken, "fence-deadline", fenceDeadline, Duration.ofMillis(500));
    atLeast(broken, "isolation-grace", isolationGrace, deadTime);
    atLeast(broken, "watchdog", watchdog, Duration.ofMillis(1));
    atLeast(broken, "margin", margin, Duration.ofMillis(1));
    if (misses < 3) {
      broken.add("rule 1: misses is " + misses + ", allowed are 3 and more");
    }
    require(
        broken,
        "rule 1: dead-time >= misses * interval + jitter",
        deadTime,
        interval.multipliedBy(Math.max(misses, 0)).plus(jitter));
    Duration leaseFloor = watchdog.plus(auditPeriod).plus(ioDeadline.multipliedBy(2)).plus(margin);
    require(broken, "rule 2: lease >= watchdog + audit + 2 * io + margin", lease, leaseFloor);
    require(broken, "rule 7: audit-period <= dead-time", deadTime, auditPeriod);
    require(broken, "rule 8: offer-time >= 2 * dead-time", offerTime, deadTime.multipliedBy(2));
    require(broken, "rule 9: join-wait >= dead-time", joinWait, deadTime);
    if (driftPerMillion < 0 || driftPerMillion > 10_000) {
      broken.add("drift is " + driftPerMillion + " millionths, allowed are 0 to 10000");
    }
    return List.copyOf(broken);
  }

  private static void atLeast(List<String> broken, String name, Duration value, Duration floor) {
    if (value.compareTo(floor) < 0) {
      broken.add(
          name
              + " is "
              + value.toMillis()
              + " ms, allowed are "
              + floor.toMillis()
              + " ms and more");
    }
  }

  private static void require(List<String> broken, String rule, Duration left, Duration right) {
    if (left.compareTo(right) < 0) {
      broken.add(rule + " does not hold: " + left.toMillis() + " ms < " + right.toMillis() + " ms");
    }
  }

  /** How long a standby waits from the last change that it saw before a lease is over; rule 3. */
  public Duration leaseWait() {
    long drift = lease.toNanos() * 2 * driftPerMillion / 1_000_000;
    return lease.plusNanos(drift).plus(auditPeriod).plus(ioDeadline).plus(margin);
  }

  /**
   * A span so many times, for what is asked on every tick: Duration's own multiplication goes by
   * way of BigDecimal.
   *
   * @throws ArithmeticException if it is longer than 292 years
   */
  public static Duration times(Duration span, int many) {
    return Duration.ofNanos(Math.multiplyExact(span.toNanos(), many));
  }

  /** How late a node may be before its own lag counts against it. */
  public Duration halfDeadTime() {
    // As in times: without BigDecimal.
    return Duration.ofNanos(deadTime.toNanos() / 2);
  }

  /**
   * Whether a watchdog that is fed now resets this node before its lease is over; rule 2.
   *
   * @param renewed when the newest renewal that succeeded was issued
   */
  public boolean leaseOutlives(Moment renewed, Moment now) {
    return !renewed.plus(lease).isBefore(now.plus(watchdog));
  }

  /** Silence of the disk after which its beat is stale. */
  public Duration diskDeadTime() {
    Duration floor = auditPeriod.plus(auditPeriod).plus(jitter);
    return floor.compareTo(deadTime) > 0 ? floor : deadTime;
  }
}
