package io.hotpair.guard;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.ClaimRequest;
import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.RegistrationKey;
import io.hotpair.core.model.Reservation;
import io.hotpair.guard.ReservedInterleavings.Budget;
import io.hotpair.guard.ReservedInterleavings.Node;
import io.hotpair.guard.ReservedInterleavings.Scenario;
import io.hotpair.guard.ReservedInterleavings.World;
import io.hotpair.simulation.TargetState;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The shipped claim by reservations in every order of two nodes' commands. A claim may be decided
 * upon at any time, however well the other node is; never does a target take a write of an older
 * epoch once a newer one runs, and wherever all comes to rest somebody can claim.
 */
final class ScsiGuardModelTest {
  private static final int CLAIM = 0;
  private static final int ADOPT = 1;
  private static final int HAND_OVER = 2;
  private static final int AUDIT = 3;
  private static final int CARELESS = 4;

  private static final List<ReservedSteps.Program> PROGRAMS =
      List.of(
          ScsiGuardModelTest::claim,
          ScsiGuardModelTest::adopt,
          ScsiGuardModelTest::handOver,
          ScsiGuardModelTest::adoptAndAudit,
          ScsiGuardModelTest::careless);

  private static final List<List<String>> ONE_WAY = List.of(List.of("a0"), List.of("b0"));
  private static final List<List<String>> TWO_WAYS = List.of(List.of("a0", "a1"), List.of("b0"));

  private static final Budget QUIET = new Budget(0, 0, 0, 0, 0);
  private static final Budget FAULT = new Budget(1, 0, 0, 0, 0);
  private static final Budget POWER_CUT = new Budget(0, 1, 0, 0, 0);
  private static final Budget RESTART = new Budget(0, 0, 0, 1, 0);
  private static final Budget VANISHING = new Budget(0, 0, 0, 0, 1);
  private static final Budget VANISHING_RESTART = new Budget(0, 0, 0, 1, 1);

  private static void claim(ReservedSteps steps) {
    value(steps.guard().read()).flatMap(steps::claim).ifPresent(epoch -> audit(steps, epoch));
  }

  private static void audit(ReservedSteps steps, Epoch epoch) {
    if (steps.guard().verify(epoch) instanceof Outcome.Failed<GuardReading>) {
      steps.runs(0);
    }
  }

  /** A restarted agent: goes on with the group if it runs under its own guard. */
  private static void adopt(ReservedSteps steps) {
    Optional<GuardReading> reading = value(steps.guard().read());
    if (reading.isEmpty() || !reading.get().isOwn()) {
      steps.runs(0);
      return;
    }
    audit(steps, reading.get().own().epoch());
  }

  private static void adoptAndAudit(ReservedSteps steps) {
    Epoch epoch = new Epoch(5);
    for (int round = 0; round < 2; round++) {
      switch (steps.guard().verify(epoch)) {
        case Outcome.Succeeded<GuardReading>(GuardReading reading) -> {
          epoch = reading.own().epoch();
          steps.runs(epoch.value());
        }
        case Outcome.Failed<GuardReading> lost -> {
          steps.runs(0);
          return;
        }
        case Outcome.TimedOut<GuardReading> late -> {}
        case Outcome.Unknown<GuardReading> unknown -> {}
      }
    }
  }

  /** Stops the group, offers, and withdraws the offer. */
  private static void handOver(ReservedSteps steps) {
    steps.runs(0);
    value(steps.guard().park(Claims.park(new Epoch(5), Disposition.OFFERED)))
        .flatMap(steps::claim)
        .ifPresent(epoch -> audit(steps, epoch));
  }

  /** Starts on the strength of a PREEMPT that it has not read back. */
  private static void careless(ReservedSteps steps) {
    Optional<GuardReading> reading = value(steps.guard().read());
    RegistrationKey holder =
        reading
            .flatMap(GuardReading::reservation)
            .flatMap(Reservation::holder)
            .orElse(RegistrationKey.NONE);
    long epoch = reading.map(GuardReading::largestEpoch).orElse(Epoch.NONE).value() + 1;
    RegistrationKey key = RegistrationKey.of(2, new Epoch(epoch));
    steps.send(PersistentReserve.register(RegistrationKey.NONE, key));
    steps.send(PersistentReserve.preemptAndAbort(key, holder));
    steps.runs(epoch);
  }

  private static <T> Optional<T> value(Outcome<T> outcome) {
    return outcome instanceof Outcome.Succeeded<T>(T value) ? Optional.of(value) : Optional.empty();
  }

  @TestFactory
  List<DynamicTest> noOlderWriteAfterANewerAndNeverStuck() {
    TargetState fresh = TargetState.fresh(ReservedPair.LIO);
    TargetState held = ReservedInterleavings.held(1, 5, List.of("a0"));
    TargetState heldTwice = ReservedInterleavings.held(1, 5, List.of("a0", "a1"));
    TargetState peers = ReservedInterleavings.held(2, 5, List.of("b0"));
    EpochRecord own = Claims.record(1, 9, 4, 5, Disposition.HELD);
    List<EpochRecord> none = List.of(EpochRecord.none(1), EpochRecord.none(2));
    List<EpochRecord> formed = List.of(own, Claims.record(2, 8, 3, 4, Disposition.HELD));
    List<EpochRecord> lost =
        List.of(
            Claims.record(1, 9, 4, 4, Disposition.HELD),
            Claims.record(2, 8, 3, 5, Disposition.HELD));
    Node claims = Node.begin(1, CLAIM, 0);
    Node active = Node.begin(1, AUDIT, 5);
    Node giver = Node.begin(1, HAND_OVER, 5);
    Node idle = Node.begin(1, ReservedInterleavings.ENDED, 0);
    return List.of(
        test("fresh", ONE_WAY, world(fresh, none, claims, claims, QUIET)),
        test("takeover", ONE_WAY, world(held, formed, active, claims, QUIET)),
        test("switchover", ONE_WAY, world(held, formed, giver, claims, QUIET)),
        test("a claim, a fault", ONE_WAY, world(peers, lost, claims, idle, FAULT)),
        test("a claim, a power cut", ONE_WAY, world(peers, lost, claims, idle, POWER_CUT)),
        test("a claim, a restart", ONE_WAY, world(peers, lost, claims, idle, RESTART)),
        test("a claim, a vanishing", ONE_WAY, world(peers, lost, claims, idle, VANISHING)),
        test("a withdrawal, a fault", ONE_WAY, world(held, formed, giver, idle, FAULT)),
        test("a withdrawal, a restart", ONE_WAY, world(held, formed, giver, idle, RESTART)),
        test("an audit, a fault", ONE_WAY, world(held, formed, active, idle, FAULT)),
        test(
            "two ways, a vanishing and a restart",
            TWO_WAYS,
            world(heldTwice, formed, active, idle, VANISHING_RESTART)));
  }

  private static World world(
      TargetState target, List<EpochRecord> records, Node first, Node second, Budget budget) {
    return new World(target, records, List.of(first, second), 0, budget);
  }

  private static DynamicTest test(String name, List<List<String>> nexuses, World start) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          int states = explore(nexuses, start);
          assertTrue(states > 10, "only " + states + " states");
        });
  }

  private static int explore(List<List<String>> nexuses, World start) {
    Scenario scenario = new Scenario(PROGRAMS, CLAIM, ADOPT, nexuses);
    return new ReservedInterleavings(scenario, world -> assertClaimable(nexuses, world))
        .explore(start);
  }

  /** Whether from here, with nothing going wrong any more, the first node can claim. */
  private static void assertClaimable(List<List<String>> nexuses, World world) {
    ReservedPair pair = new ReservedPair(1);
    pair.luns.set(0, world.target());
    pair.records[0] = world.records().get(0);
    pair.records[1] = world.records().get(1);
    pair.ways.put(1, new TreeSet<>(nexuses.get(0)));
    ScsiGuard guard = pair.guard(1, 999);
    Outcome<GuardReading> read = guard.read();
    Outcome<Epoch> claimed =
        guard.claim(
            Claims.request(ClaimRequest.Proof.PEER_CUT_OFF, value(read).orElseThrow(), true));
    assertTrue(claimed.succeeded(), () -> claimed.text() + " from\n" + world);
  }

  @Test
  void aClaimThatIsNotReadBackIsFoundUnsafe() {
    TargetState held = ReservedInterleavings.held(1, 5, List.of("a0"));
    List<EpochRecord> formed =
        List.of(
            Claims.record(1, 9, 4, 5, Disposition.HELD),
            Claims.record(2, 8, 3, 4, Disposition.HELD));
    World start = world(held, formed, Node.begin(1, CLAIM, 0), Node.begin(1, CARELESS, 0), QUIET);
    assertThrows(AssertionError.class, () -> explore(ONE_WAY, start));
  }
}
