package io.hotpair.guard;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.BootId;
import io.hotpair.core.model.ClaimRequest;
import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Outcome;
import io.hotpair.guard.Interleavings.Budget;
import io.hotpair.guard.Interleavings.Node;
import io.hotpair.guard.Interleavings.Scenario;
import io.hotpair.guard.Interleavings.World;
import io.hotpair.port.EpochRecords;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The shipped claim code in every order of two nodes' steps. In no state runs the group at both
 * nodes; and wherever all comes to rest, somebody can make it run again without a person.
 */
final class RecordGuardModelTest {
  private static final int PREFERRED = 0;
  private static final int OTHER = 1;

  // Programs by index: for each, the preferred node's and the other's.
  private static final int CLAIM = 0;
  private static final int TAKE_OVER = 2;
  private static final int WITHDRAW = 4;
  private static final int ADOPT = 6;
  private static final int HAND_OVER = 8;

  private static final List<Steps.Program> PROGRAMS =
      List.of(
          steps -> claim(steps, true),
          steps -> claim(steps, false),
          steps -> takeOver(steps, true),
          steps -> takeOver(steps, false),
          steps -> withdraw(steps, true),
          steps -> withdraw(steps, false),
          steps -> adopt(steps),
          steps -> adopt(steps),
          steps -> handOver(steps, true),
          steps -> handOver(steps, false));

  private static final Scenario SCENARIO =
      new Scenario(PROGRAMS, List.of(CLAIM, CLAIM + 1), List.of(ADOPT, ADOPT + 1));

  private static final Budget QUIET = new Budget(0, 0, 0, 0);
  private static final Budget FAULT = new Budget(1, 0, 0, 0);
  private static final Budget POWER_CUT = new Budget(0, 1, 1, 0);
  private static final Budget RESTART = new Budget(0, 0, 0, 1);
  private static final Budget ALL = new Budget(1, 1, 1, 1);

  /** As a Joining node does, then as a Standby: claims what nobody holds, or what is its own. */
  private static void claim(Steps steps, boolean preferred) {
    Optional<GuardReading> basis = join(steps);
    boolean own = basis.map(GuardReading::isOwn).orElse(false);
    boolean bound = basis.map(GuardReading::peerMayRun).orElse(true);
    if (own || !bound) {
      ClaimRequest.Proof proof =
          own ? ClaimRequest.Proof.PEER_CUT_OFF : ClaimRequest.Proof.PEER_RECORD;
      if (steps.claim(proof, basis.orElseThrow(), preferred)) {
        audit(steps);
      }
    }
  }

  private static Optional<GuardReading> join(Steps steps) {
    Optional<GuardReading> reading = value(steps.guard().read());
    boolean stale =
        reading.map(found -> found.own().disposition() == Disposition.CLAIMING).orElse(false);
    return stale
        ? value(
            steps
                .guard()
                .park(Claims.park(reading.orElseThrow().own().epoch(), Disposition.RETREATED)))
        : reading;
  }

  /** Reads, switches the peer off, and claims by what was read before. */
  private static void takeOver(Steps steps, boolean preferred) {
    Optional<GuardReading> basis = value(steps.guard().read());
    if (basis.isPresent()) {
      steps.fence();
      if (steps.claim(ClaimRequest.Proof.PEER_CUT_OFF, basis.get(), preferred)) {
        audit(steps);
      }
    }
  }

  /** A proof that is older than what was read: the rule that the claim relies on, broken. */
  private static void takeOverByAnOldProof(Steps steps) {
    steps.fence();
    Optional<GuardReading> basis = value(steps.guard().read());
    basis.ifPresent(reading -> steps.claim(ClaimRequest.Proof.PEER_CUT_OFF, reading, false));
  }

  /** Takes its own offer back. */
  private static void withdraw(Steps steps, boolean preferred) {
    Optional<GuardReading> basis = value(steps.guard().read());
    if (basis.isPresent() && steps.claim(ClaimRequest.Proof.PEER_RECORD, basis.get(), preferred)) {
      audit(steps);
    }
  }

  /** Stops the group, offers, and withdraws the offer. */
  private static void handOver(Steps steps, boolean preferred) {
    Optional<GuardReading> reading = value(steps.guard().read());
    steps.runs(false);
    if (reading.isPresent()
        && steps
            .guard()
            .park(Claims.park(reading.get().own().epoch(), Disposition.OFFERED))
            .succeeded()) {
      withdraw(steps, preferred);
    }
  }

  /** A restarted agent: goes on with the group if it runs under its own guard. */
  private static void adopt(Steps steps) {
    Optional<GuardReading> reading = join(steps);
    if (reading.isEmpty() || !reading.get().isOwn()) {
      steps.runs(false);
      return;
    }
    audit(steps, reading.get().own().epoch());
  }

  private static void audit(Steps steps) {
    value(steps.guard().read()).ifPresent(reading -> audit(steps, reading.own().epoch()));
  }

  private static void audit(Steps steps, Epoch epoch) {
    if (steps.guard().verify(epoch) instanceof Outcome.Failed<GuardReading>) {
      steps.runs(false);
    }
  }

  private static <T> Optional<T> value(Outcome<T> outcome) {
    return outcome instanceof Outcome.Succeeded<T>(T value) ? Optional.of(value) : Optional.empty();
  }

  @TestFactory
  List<DynamicTest> neverBothAndNeverStuck() {
    EpochRecord none = EpochRecord.none(1);
    EpochRecord noneToo = EpochRecord.none(2);
    EpochRecord held = Claims.record(1, 9, 4, 5, Disposition.HELD);
    EpochRecord heldLongAgo = Claims.record(2, 8, 2, 4, Disposition.HELD);
    EpochRecord retreated = Claims.record(2, 8, 3, 5, Disposition.RETREATED);
    EpochRecord offered = Claims.record(1, 9, 5, 5, Disposition.OFFERED);
    EpochRecord stale = Claims.record(1, 9, 3, 6, Disposition.CLAIMING);
    EpochRecord staleToo = Claims.record(2, 8, 3, 6, Disposition.CLAIMING);
    Node active = new Node(held, Optional.empty(), 1, ADOPT, List.of(), true);
    Node stopping = new Node(held, Optional.empty(), 1, HAND_OVER, List.of(), true);
    return List.of(
        test("fresh, a fault", node(none, CLAIM), node(noneToo, CLAIM + 1), FAULT),
        test("fresh, a power cut", node(none, CLAIM), node(noneToo, CLAIM + 1), POWER_CUT),
        test("fresh, an agent restarts", node(none, CLAIM), node(noneToo, CLAIM + 1), RESTART),
        test("withdrawal, a fault", node(offered, WITHDRAW), node(retreated, CLAIM + 1), FAULT),
        test("withdrawal, a cut", node(offered, WITHDRAW), node(retreated, CLAIM + 1), POWER_CUT),
        test("switchover, a fault", stopping, node(retreated, CLAIM + 1), FAULT),
        test("switchover, a restart", stopping, node(retreated, CLAIM + 1), RESTART),
        test("takeover, a fault", active, node(retreated, TAKE_OVER + 1), FAULT),
        test("takeover, a power cut", active, node(heldLongAgo, TAKE_OVER + 1), POWER_CUT),
        test("takeover, a restart", active, node(retreated, TAKE_OVER + 1), RESTART),
        test("takeover of a reboot", node(held, CLAIM), node(retreated, TAKE_OVER + 1), POWER_CUT),
        test("both rebooted, all", node(held, CLAIM), node(heldLongAgo, CLAIM + 1), ALL),
        test("both died in a claim", node(stale, CLAIM), node(staleToo, CLAIM + 1), FAULT),
        test("one died in a claim", node(stale, CLAIM), node(retreated, TAKE_OVER + 1), POWER_CUT));
  }

  private static Node node(EpochRecord record, int program) {
    return new Node(record, Optional.empty(), 1, program, List.of(), false);
  }

  private static DynamicTest test(String name, Node preferred, Node other, Budget budget) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          int states = explore(SCENARIO, new World(List.of(preferred, other), budget));
          assertTrue(states > 100, "only " + states + " states");
        });
  }

  private static int explore(Scenario scenario, World start) {
    Interleavings[] self = new Interleavings[1];
    self[0] =
        new Interleavings(
            scenario,
            world ->
                assertTrue(
                    !self[0].runs(world.nodes().get(PREFERRED))
                        || !self[0].runs(world.nodes().get(OTHER)),
                    () -> "the group runs at both nodes:\n" + world),
            world -> assertRecovers(self[0], world));
    return self[0].explore(start);
  }

  /** Whether from here, with nothing going wrong any more, one node comes to run the group. */
  private static void assertRecovers(Interleavings model, World world) {
    for (Node node : world.nodes()) {
      if (model.runs(node)) {
        return;
      }
    }
    boolean peerOff = world.nodes().stream().anyMatch(Node::isOff);
    Registers registers =
        new Registers(world.nodes().get(PREFERRED).record(), world.nodes().get(OTHER).record());
    for (int round = 0; round < 3; round++) {
      for (int index = 0; index < 2; index++) {
        boolean alone = peerOff && !world.nodes().get(index).isOff();
        if (tryAgain(registers.of(index), index, round, alone)) {
          return;
        }
      }
    }
    throw new AssertionError("nobody comes to run the group from\n" + world);
  }

  private static boolean tryAgain(EpochRecords records, int index, int round, boolean cutOff) {
    BootId boot = new BootId(1_000 + 10 * round + index);
    boolean[] held = {false};
    Registers.Patience patience = new Registers.Patience();
    RecordGuard guard = new RecordGuard(records, boot, patience, Steps.LIMIT);
    Optional<GuardReading> read = value(guard.read());
    if (read.isPresent() && read.get().own().disposition() == Disposition.CLAIMING) {
      read = value(guard.park(Claims.park(read.get().own().epoch(), Disposition.RETREATED)));
    }
    read.ifPresent(
        basis -> {
          boolean passable = cutOff || basis.isOwn();
          if (passable || !basis.peerMayRun()) {
            ClaimRequest.Proof proof =
                passable ? ClaimRequest.Proof.PEER_CUT_OFF : ClaimRequest.Proof.PEER_RECORD;
            held[0] = guard.claim(Claims.request(proof, basis, index == PREFERRED)).succeeded();
          }
        });
    return held[0];
  }

  @Test
  void aProofThatIsOlderThanTheReadingIsFoundUnsafe() {
    Scenario careless =
        new Scenario(
            List.of(steps -> claim(steps, true), RecordGuardModelTest::takeOverByAnOldProof),
            List.of(0, 1),
            List.of(0, 1));
    EpochRecord held = Claims.record(1, 9, 4, 5, Disposition.HELD);
    EpochRecord retreated = Claims.record(2, 8, 3, 5, Disposition.RETREATED);
    World start = new World(List.of(node(held, 0), node(retreated, 1)), new Budget(0, 0, 1, 0));
    assertThrows(AssertionError.class, () -> explore(careless, start));
  }

  @Test
  void aGuardThatDoesNotAnnounceItsClaimIsFoundUnsafe() {
    Scenario silent =
        new Scenario(
            List.of(
                RecordGuardModelTest::claimWithoutAnnouncing,
                RecordGuardModelTest::claimWithoutAnnouncing),
            List.of(0, 1),
            List.of(0, 1));
    World start =
        new World(List.of(node(EpochRecord.none(1), 0), node(EpochRecord.none(2), 1)), QUIET);
    assertThrows(AssertionError.class, () -> explore(silent, start));
  }

  private static void claimWithoutAnnouncing(Steps steps) {
    Optional<GuardReading> reading = value(steps.read());
    if (reading.isPresent() && !reading.get().peerMayRun()) {
      EpochRecord own = reading.get().own();
      steps.write(
          Claims.record(
              own.node(),
              77,
              own.sequence() + 1,
              reading.get().largestEpoch().next().value(),
              Disposition.HELD));
      steps.runs(true);
    }
  }
}
