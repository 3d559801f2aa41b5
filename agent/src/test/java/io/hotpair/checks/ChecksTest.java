package io.hotpair.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.checks.Finding.Verdict;
import io.hotpair.core.model.FailbackPolicy;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.LunMatch;
import io.hotpair.core.model.LunName;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.Timings;
import io.hotpair.core.model.site.LunSpec;
import io.hotpair.core.model.site.PairSpec;
import io.hotpair.port.FenceDevice;
import io.hotpair.port.Inspection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What is well passes, what is broken fails, and what is not known never passes. */
final class ChecksTest {
  private static final NodeName A = new NodeName("a");
  private static final NodeName B = new NodeName("b");
  private static final PairName ERP = new PairName("erp");

  private final FakeMachine machine = new FakeMachine();

  @Test
  void aCheckThatHangsIsAFailureAndHidesNoOther() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    Check hanging =
        Check.single(
            "hanging",
            Duration.ofMillis(50),
            () -> {
              try {
                never.await();
              } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
              }
              return Finding.pass("hanging", "");
            });
    Check broken =
        Check.single(
            "broken",
            Duration.ofSeconds(20),
            () -> {
              throw new IllegalStateException("a defect");
            });
    Check well = Check.single("well", Duration.ofSeconds(20), () -> Finding.pass("well", "seen"));
    List<Finding> findings = CheckRun.of(List.of(hanging, broken, well));
    assertEquals(
        List.of(Verdict.FAIL, Verdict.FAIL, Verdict.PASS),
        findings.stream().map(Finding::verdict).toList());
    assertEquals("unknown: no answer within 50 ms", findings.getFirst().text());
    assertTrue(findings.get(1).text().contains("a defect"), findings.get(1).text());
  }

  @Test
  void readsAreJudgedByTheDeadlineThatABeatHas() {
    assertEquals(Verdict.PASS, latency(Collections.nCopies(200, 1_000_000L)));
    assertEquals(Verdict.WARN, latency(Collections.nCopies(200, 600_000_000L)));
    List<Long> oneLate = new ArrayList<>(Collections.nCopies(199, 1_000_000L));
    oneLate.add(Timings.BALANCED.ioDeadline().toNanos());
    assertEquals(Verdict.FAIL, latency(oneLate));
    machine.times = new Outcome.Failed<>("cannot read /dev/x");
    assertEquals(Verdict.FAIL, disks().latency(pair(GuardKind.FENCE), lun(), "/dev/x").verdict());
  }

  private Verdict latency(List<Long> nanos) {
    machine.times = new Outcome.Succeeded<>(nanos);
    return disks().latency(pair(GuardKind.FENCE), lun(), "/dev/x").verdict();
  }

  @Test
  void endlessQueueingFailsALeaseAndWarnsOtherwise() {
    machine.disk =
        new Outcome.Succeeded<>(
            new Inspection.DiskFacts(
                "naa.6001", List.of(new Inspection.Queueing("iscsi session1", Optional.empty()))));
    assertEquals(Verdict.FAIL, queueing(GuardKind.LEASE));
    assertEquals(Verdict.WARN, queueing(GuardKind.FENCE));
    machine.disk = bounded(5);
    assertEquals(Verdict.PASS, queueing(GuardKind.LEASE));
    machine.disk = bounded(120);
    assertEquals(Verdict.FAIL, queueing(GuardKind.LEASE), "longer than the peer waits");
    assertEquals(Verdict.PASS, queueing(GuardKind.FENCE));
  }

  @Test
  void aBoundThatNobodyTellsFailsALease() {
    machine.disk =
        new Outcome.Succeeded<>(
            new Inspection.DiskFacts(
                "naa.6001",
                List.of(Inspection.Queueing.unknown("multipath dm-2", "no multipathd"))));
    assertEquals(Verdict.FAIL, queueing(GuardKind.LEASE));
    assertEquals(Verdict.WARN, queueing(GuardKind.FENCE));
    Finding finding = disks().layers(pair(GuardKind.LEASE), lun(GuardKind.LEASE)).getLast();
    assertTrue(finding.text().contains("no multipathd"), finding.text());
    assertTrue(finding.advice().startsWith("install and start multipathd"), finding.advice());
    machine.disk = new Outcome.Succeeded<>(new Inspection.DiskFacts("naa.6001", List.of()));
    assertEquals(Verdict.FAIL, queueing(GuardKind.LEASE), "nothing is known of it");
    assertEquals(Verdict.PASS, queueing(GuardKind.FENCE));
  }

  private static Outcome<Inspection.DiskFacts> bounded(long seconds) {
    return new Outcome.Succeeded<>(
        new Inspection.DiskFacts(
            "naa.6001",
            List.of(
                new Inspection.Queueing(
                    "iscsi session1", Optional.of(Duration.ofSeconds(seconds))))));
  }

  private Verdict queueing(GuardKind guard) {
    PairSpec pair = pair(guard);
    return disks().layers(pair, pair.arbiter()).getLast().verdict();
  }

  @Test
  void aDiskThatDoesNotTellIsNoPass() {
    machine.disk = new Outcome.Unknown<>("multipathd does not say");
    List<Finding> findings = disks().layers(pair(GuardKind.FENCE), lun());
    assertEquals(List.of(Verdict.FAIL), findings.stream().map(Finding::verdict).toList());
  }

  @Test
  void aFenceDeviceMustFitAnswerAndSayOn() {
    Outcome<Boolean> fits = new Outcome.Succeeded<>(true);
    Outcome<FenceDevice.Power> on = new Outcome.Succeeded<>(FenceDevice.Power.ON);
    assertEquals(Verdict.PASS, fence(fits, on).verdict());
    assertEquals(
        Verdict.WARN, fence(fits, new Outcome.Succeeded<>(FenceDevice.Power.OFF)).verdict());
    assertEquals(Verdict.FAIL, fence(fits, new Outcome.Unknown<>("no answer")).verdict());
    Finding misfit = fence(new Outcome.Failed<>("unknown parameter ippport"), on);
    assertEquals(Verdict.FAIL, misfit.verdict());
    assertTrue(misfit.text().contains("ippport"), misfit.text());
  }

  private static Finding fence(Outcome<Boolean> check, Outcome<FenceDevice.Power> status) {
    return FenceChecks.level(B, 1, new FakeFence(check, status));
  }

  @Test
  void aPathMustCarryBothWays() {
    assertEquals(Verdict.PASS, path(PathKind.PRIVATE, true, true));
    assertEquals(Verdict.FAIL, path(PathKind.PRIVATE, true, false));
    assertEquals(Verdict.FAIL, path(PathKind.PUBLIC, false, true));
    assertEquals(Verdict.PASS, path(PathKind.DISK, true, false), "a disk is read, not heard");
    assertEquals(Verdict.FAIL, path(PathKind.DISK, false, false));
  }

  private static Verdict path(PathKind kind, boolean heard, boolean hears) {
    PeerFacts.Way way = new PeerFacts.Way(kind, heard, hears, "");
    return PeerChecks.of(
            new PeerFacts(ERP, B, List.of(way), Optional.of(false), Optional.empty(), List.of()))
        .getFirst()
        .verdict();
  }

  @Test
  void aConfigurationThatWasNotComparedIsNoPass() {
    assertEquals(Verdict.FAIL, configuration(Optional.empty()));
    assertEquals(Verdict.FAIL, configuration(Optional.of(true)));
    assertEquals(Verdict.PASS, configuration(Optional.of(false)));
  }

  private static Verdict configuration(Optional<Boolean> differs) {
    return PeerChecks.of(new PeerFacts(ERP, B, List.of(), differs, Optional.empty(), List.of()))
        .getFirst()
        .verdict();
  }

  @Test
  void bothNodesMustMeanTheSameLun() {
    assertEquals(Verdict.PASS, lunAtPeer("naa.6001", LunMatch.SAME).verdict());
    assertEquals(Verdict.FAIL, lunAtPeer("naa.6001", LunMatch.DIFFERENT).verdict());
    assertEquals(Verdict.FAIL, lunAtPeer("naa.6001", LunMatch.UNKNOWN).verdict());
    assertEquals(Verdict.FAIL, lunAtPeer("", LunMatch.UNKNOWN).verdict());
    assertEquals(Verdict.WARN, lunAtPeer("", LunMatch.NEITHER_SAYS).verdict());
    assertTrue(lunAtPeer("naa.6001", LunMatch.DIFFERENT).text().contains("naa.6001"));
  }

  private static Finding lunAtPeer(String identity, LunMatch match) {
    PeerFacts.Lun lun = new PeerFacts.Lun(new LunName("data"), identity, match);
    return PeerChecks.of(
            new PeerFacts(ERP, B, List.of(), Optional.of(false), Optional.empty(), List.of(lun)))
        .getLast();
  }

  @Test
  void clocksAndBoot() {
    assertEquals(
        List.of(Verdict.PASS, Verdict.PASS),
        new MachineChecks(machine).clocks().stream().map(Finding::verdict).toList());
    machine.source = "jiffies";
    machine.synchronised = new Outcome.Unknown<>("no adjtimex here");
    assertEquals(
        List.of(Verdict.WARN, Verdict.WARN),
        new MachineChecks(machine).clocks().stream().map(Finding::verdict).toList());
    assertEquals(Verdict.PASS, new MachineChecks(machine).boot().verdict());
    machine.since = Duration.ofSeconds(40);
    assertEquals(Verdict.WARN, new MachineChecks(machine).boot().verdict());
  }

  @Test
  void reservationsThatAreNotKnownAreNoPass() {
    assertEquals(
        Verdict.PASS, ReservationChecks.of(ERP, () -> new Outcome.Succeeded<>(true)).verdict());
    assertEquals(
        Verdict.FAIL, ReservationChecks.of(ERP, () -> new Outcome.Unknown<>("busy")).verdict());
    assertEquals(
        Verdict.FAIL,
        ReservationChecks.of(ERP, () -> new Outcome.Failed<>("no PREEMPT AND ABORT")).verdict());
  }

  private DiskChecks disks() {
    return new DiskChecks(machine, Timings.BALANCED);
  }

  private static LunSpec lun() {
    return lun(GuardKind.FENCE);
  }

  private static LunSpec lun(GuardKind guard) {
    return new LunSpec(new LunName("data"), "/dev/x", guard, Optional.of("/dev/y"));
  }

  private static PairSpec pair(GuardKind guard) {
    return new PairSpec(
        ERP,
        A,
        B,
        List.of(lun(guard)),
        List.of(),
        FailbackPolicy.MANUAL,
        1,
        3,
        Duration.ofMinutes(10));
  }

  private record FakeFence(Outcome<Boolean> check, Outcome<Power> power) implements FenceDevice {
    @Override
    public String name() {
      return "fence_fake";
    }

    @Override
    public Duration deadline() {
      return Duration.ofSeconds(1);
    }

    @Override
    public Outcome<Power> off(Listener listener) {
      throw new IllegalStateException("a check never switches off");
    }

    @Override
    public Outcome<Power> status(Listener listener) {
      return power;
    }
  }
}
