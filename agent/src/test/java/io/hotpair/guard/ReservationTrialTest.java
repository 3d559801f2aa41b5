package io.hotpair.guard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.RegistrationKey;
import io.hotpair.port.ScsiPath.Answer;
import io.hotpair.port.ScsiPath.Command;
import io.hotpair.port.TrialReport;
import io.hotpair.port.TrialReport.Result;
import io.hotpair.port.TrialReport.Step;
import io.hotpair.simulation.TargetState;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What is right passes, what lies is found out, and nothing is ever left on the LUN. */
final class ReservationTrialTest {
  private static final TargetState.Abilities LIO = ReservedPair.LIO;
  private static final int REGISTER = 0;
  private static final int RESERVE = 1;
  private static final int PREEMPT_AND_ABORT = 5;
  private static final RegistrationKey NODE_1 = RegistrationKey.of(1, new Epoch(41));

  private final TrialTarget target = new TrialTarget(LIO, "a0", "a1");

  private static List<Result> results(TrialReport report) {
    return report.steps().stream().map(Step::result).toList();
  }

  private static Step step(TrialReport report, String what) {
    return report.steps().stream()
        .filter(step -> step.what().equals(what))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + what + " in " + report));
  }

  private static boolean isRight(Result result) {
    return result == Result.RIGHT;
  }

  @Test
  void twoWaysTryAllThatATakeoverNeeds() {
    TrialReport report = target.trial();
    assertEquals(
        List.of(
            "REGISTER with APTPL",
            "APTPL",
            "RESERVE, type 5",
            "LOGICAL UNIT RESET",
            "write of an unregistered nexus",
            "REGISTER of the second nexus",
            "PREEMPT AND ABORT naming a stale key",
            "PREEMPT AND ABORT of another nexus",
            "write of a preempted nexus",
            "cleaning up"),
        report.steps().stream().map(Step::what).toList());
    assertTrue(results(report).stream().allMatch(ReservationTrialTest::isRight), report::toString);
    assertTrue(target.isClean(), target.state::toString);
  }

  @Test
  void aLunThatCanNotBeResetIsFoundOut() {
    target.resets = false;
    TrialReport report = target.trial();
    assertEquals(Result.UNKNOWN, step(report, "LOGICAL UNIT RESET").result());
    assertTrue(target.isClean(), target.state::toString);
  }

  @Test
  void aWriteThatIsTriedCarriesWhatTheBlockHas() {
    target.trial();
    List<Command> writes = target.sent.stream().filter(TrialTarget::isWrite).toList();
    assertEquals(2, writes.size());
    writes.forEach(write -> assertArrayEquals(target.block, write.sent()));
  }

  @Test
  void withOneWayTheRestIsNotTriedAndNeverPassed() {
    TrialTarget narrow = new TrialTarget(LIO, "a0");
    TrialReport report = narrow.trial();
    assertEquals(3, results(report).stream().filter(Result.NOT_TRIED::equals).count());
    for (String what :
        List.of(
            "write of an unregistered nexus",
            "PREEMPT AND ABORT of another nexus",
            "write of a preempted nexus")) {
      assertEquals(Result.NOT_TRIED, step(report, what).result(), what);
    }
    assertEquals(Result.RIGHT, step(report, "PREEMPT AND ABORT naming a stale key").result());
    assertEquals(Result.RIGHT, step(report, "PREEMPT AND ABORT of its own nexus").result());
    assertTrue(narrow.sent.stream().noneMatch(TrialTarget::isWrite));
    assertTrue(narrow.isClean(), narrow.state::toString);
  }

  @Test
  void twoWaysThatAreOneNexusCountAsOne() {
    target.wire = (nexus, command, carried) -> target.carryOut("a0", command);
    TrialReport report = target.trial();
    assertEquals(Result.NOT_TRIED, step(report, "write of an unregistered nexus").result());
    assertFalse(results(report).contains(Result.WRONG), report::toString);
    assertTrue(target.isClean(), target.state::toString);
  }

  @Test
  void aTargetThatTakesEveryWriteIsFoundOutUnlessBothWaysAreOneInitiators() {
    target.wire =
        (nexus, command, carried) ->
            TrialTarget.isWrite(command) ? new Answer.Good(new byte[0]) : carried.get();
    assertWrites(Result.WRONG);
    target.initiators.put("a0", "iqn.2026-01.example:blade1");
    assertWrites(Result.WRONG);
    target.initiators.put("a1", "iqn.2026-01.example:other");
    assertWrites(Result.WRONG);
    target.initiators.put("a1", "iqn.2026-01.example:blade1");
    assertWrites(Result.BY_INITIATOR);
  }

  private void assertWrites(Result result) {
    TrialReport report = target.trial();
    for (String what : List.of("write of an unregistered nexus", "write of a preempted nexus")) {
      assertEquals(result, step(report, what).result(), report::toString);
    }
    assertTrue(target.isClean(), target.state::toString);
  }

  @Test
  void nothingIsTriedWhereSomebodyHoldsOrIsRegistered() {
    target.carryOut("b0", PersistentReserve.register(RegistrationKey.NONE, NODE_1));
    assertRefused("registered: [" + NODE_1);
    target.carryOut("b0", PersistentReserve.reserve(NODE_1));
    assertRefused("held by " + NODE_1);
    assertEquals(NODE_1.value(), target.state.holderKey());
  }

  private void assertRefused(String who) {
    TrialReport report = target.trial();
    assertTrue(report.refusal().orElse("").contains(who), report::toString);
    assertEquals(List.of(), report.steps());
    assertEquals(List.of(), target.changing());
  }

  @Test
  void noKeyOfATrialIsOfANodeOfTheSite() {
    target.trial();
    target.changing().stream()
        .map(TrialTarget::otherKey)
        .filter(key -> !key.equals(RegistrationKey.NONE))
        .forEach(
            key -> {
              assertTrue(key.isOurs(), key::toString);
              assertFalse(key.isOf(1) || key.isOf(2), key::toString);
            });
  }

  @Test
  void whatAKilledTrialLeftHereIsTakenBack() {
    RegistrationKey left = RegistrationKey.of(255, new Epoch(99));
    target.carryOut("a1", PersistentReserve.register(RegistrationKey.NONE, left));
    target.carryOut("a1", PersistentReserve.reserve(left));
    TrialReport report = target.trial();
    assertTrue(results(report).stream().allMatch(ReservationTrialTest::isRight), report::toString);
    assertTrue(target.isClean(), target.state::toString);
  }

  @Test
  void aTrialAtTheOtherNodeIsLeftAlone() {
    RegistrationKey other = RegistrationKey.of(255, new Epoch(99));
    target.carryOut("b0", PersistentReserve.register(RegistrationKey.NONE, other));
    target.carryOut("b0", PersistentReserve.reserve(other));
    String why = target.trial().refusal().orElse("");
    assertTrue(why.contains("a trial's keys"), why);
    assertEquals(other.value(), target.state.holderKey());
  }

  @Test
  void aTargetThatLiesIsFoundOut() {
    assertWrong(
        command -> TrialTarget.isOut(command, PREEMPT_AND_ABORT),
        new Answer.Good(new byte[0]),
        "PREEMPT AND ABORT naming a stale key");
    assertWrong(
        TrialTarget::isWrite, new Answer.Good(new byte[0]), "write of an unregistered nexus");
    assertWrong(
        command -> TrialTarget.isOut(command, RESERVE),
        new Answer.Good(new byte[0]),
        "RESERVE, type 5");
    assertWrong(
        command -> TrialTarget.isOut(command, REGISTER),
        new Answer.Check(5, 0x2600),
        "REGISTER with APTPL");
    assertWrong(
        command -> TrialTarget.isOut(command, PREEMPT_AND_ABORT),
        new Answer.Check(5, 0x2400),
        "PREEMPT AND ABORT naming a stale key");
    assertWrong(
        command -> TrialTarget.operation(command) == 0x5e && command.block()[1] == 2,
        new Answer.Good(new byte[] {0, 8, 1, (byte) 0x80, 0x20, 0, 0, 0}),
        "APTPL");
  }

  /** A target that answers some commands of a kind so, and does nothing. */
  private static void assertWrong(Predicate<Command> which, Answer answer, String what) {
    TrialTarget liar = new TrialTarget(LIO, "a0", "a1");
    liar.wire = (nexus, command, carried) -> which.test(command) ? answer : carried.get();
    TrialReport report = liar.trial();
    assertEquals(Result.WRONG, step(report, what).result(), report::toString);
    liar.wire = (nexus, command, carried) -> carried.get();
    assertEquals(Result.RIGHT, step(liar.trial(), "cleaning up").result());
  }

  @Test
  void whateverCommandIsLostNothingIsLeft() {
    int commands = commandsOfATrial();
    for (int lost = 0; lost < commands; lost++) {
      for (boolean done : new boolean[] {false, true}) {
        assertCleanWithout(lost, done);
      }
    }
  }

  private static int commandsOfATrial() {
    TrialTarget well = new TrialTarget(LIO, "a0", "a1");
    well.trial();
    return well.sent.size();
  }

  private static void assertCleanWithout(int lost, boolean done) {
    TrialTarget one = new TrialTarget(LIO, "a0", "a1");
    one.wire =
        (nexus, command, carried) -> {
          if (one.sent.size() - 1 != lost) {
            return carried.get();
          }
          if (done) {
            carried.get();
          }
          return new Answer.None("lost");
        };
    TrialReport report = one.trial();
    String text = "command " + lost + ", done " + done + ": " + report;
    assertTrue(one.isClean(), text);
    assertEquals(Result.RIGHT, report.steps().getLast().result(), text);
  }

  @Test
  void anInterruptionAtAnyStepLeavesNothing() {
    for (int last = 0; last < 13; last++) {
      TrialTarget one = new TrialTarget(LIO, "a0", "a1");
      int[] asked = {0};
      int end = last;
      TrialReport report = one.trial(() -> asked[0]++ >= end);
      assertTrue(one.isClean(), report::toString);
      assertEquals(Result.RIGHT, step(report, "cleaning up").result());
      assertEquals(end < 9, results(report).contains(Result.UNKNOWN), report::toString);
    }
  }

  @Test
  void aDefectLeavesNothingEither() {
    target.wire =
        (nexus, command, carried) -> {
          if (TrialTarget.isOut(command, PREEMPT_AND_ABORT)) {
            throw new IllegalStateException("a defect");
          }
          return carried.get();
        };
    assertThrows(IllegalStateException.class, target::trial);
    assertTrue(target.isClean(), target.state::toString);
  }

  @Test
  void aClaimThatComesBetweenKeepsWhatItHas() {
    target.wire =
        (nexus, command, carried) -> {
          if (TrialTarget.isOut(command, RESERVE)) {
            target.carryOut("b0", PersistentReserve.register(RegistrationKey.NONE, NODE_1));
            target.carryOut("b0", PersistentReserve.reserve(NODE_1));
          }
          return carried.get();
        };
    TrialReport report = target.trial();
    assertEquals(Result.WRONG, step(report, "RESERVE, type 5").result());
    assertEquals(NODE_1.value(), target.state.holderKey());
    assertEquals(1, target.state.registrations().size());
  }

  @Test
  void aLunThatDoesNotAnswerIsUnknownAndUntouched() {
    target.wire = (nexus, command, carried) -> new Answer.None("no connection");
    TrialReport report = target.trial();
    assertEquals(List.of(Result.UNKNOWN), results(report));
    assertEquals(List.of(), target.changing());
  }

  @Test
  void keysThatCannotBeTakenBackAreTold() {
    target.wire =
        (nexus, command, carried) ->
            TrialTarget.isOut(command, REGISTER)
                    && TrialTarget.otherKey(command).equals(RegistrationKey.NONE)
                ? new Answer.None("no connection")
                : carried.get();
    Step last = target.trial().steps().getLast();
    assertEquals(Result.UNKNOWN, last.result());
    assertTrue(last.text().contains("may be left"), last.text());
  }
}
