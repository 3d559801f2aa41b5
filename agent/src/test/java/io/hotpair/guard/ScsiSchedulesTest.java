package io.hotpair.guard;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.ClaimRequest;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.RegistrationKey;
import io.hotpair.port.ScsiPath;
import io.hotpair.port.ScsiPath.Answer;
import io.hotpair.simulation.TargetState;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * The schedules of the models' traces, on the shipped guard: what breaks {@code claim.pml} and
 * {@code luns.pml} when a rule is taken away is a node paused, or dead, between two commands while
 * the other acts. Here a node is paused before each of its commands in turn, with that command's
 * answer lost or not, and the other acts in full.
 */
final class ScsiSchedulesTest {
  private static final int MOST_COMMANDS = 200;

  /** One schedule: who claims and is paused where, who acts meanwhile, and how it began. */
  private record Schedule(int luns, int formedBy, int paused, int at, boolean answerLost) {}

  /** Runs {@code action} once, before the command with this number; counts the commands. */
  private static final class Pause implements ReservedPair.Wire {
    private final int at;
    private final boolean answerLost;
    private final Runnable action;
    private int count;

    Pause(int at, boolean answerLost, Runnable action) {
      this.at = at;
      this.answerLost = answerLost;
      this.action = action;
    }

    @Override
    public Answer carry(String nexus, ScsiPath.Command command, Supplier<Answer> target) {
      boolean here = count++ == at;
      if (here) {
        action.run();
      }
      Answer answer = target.get();
      return here && answerLost ? new Answer.None("lost") : answer;
    }

    boolean isOver() {
      return count <= at;
    }
  }

  private static GuardReading read(ScsiGuard guard) {
    return ((Outcome.Succeeded<GuardReading>) guard.read()).value();
  }

  private static Outcome<Epoch> claim(ScsiGuard guard, GuardReading basis) {
    return guard.claim(Claims.request(ClaimRequest.Proof.PEER_CUT_OFF, basis, true));
  }

  private static String way(int node) {
    return node == 1 ? "a0" : "b0";
  }

  private static boolean holds(ReservedPair pair, int node, Epoch epoch) {
    long key = RegistrationKey.of(node, epoch).value();
    return pair.luns.stream().allMatch(lun -> lun.holderKey() == key);
  }

  private static boolean writes(ReservedPair pair, int node) {
    return pair.luns.stream().anyMatch(lun -> lun.takesWrites(way(node)));
  }

  /** Plays each schedule of a kind until the pause lies behind the last command. */
  private interface Play {
    boolean isOver(Schedule schedule);
  }

  private static int playAll(Play play) {
    int played = 0;
    for (int luns = 1; luns <= 3; luns++) {
      for (int formedBy = 0; formedBy <= 2; formedBy++) {
        for (int paused = 1; paused <= 2; paused++) {
          for (int lost = 0; lost <= 1; lost++) {
            int at = 0;
            while (!play.isOver(new Schedule(luns, formedBy, paused, at, lost == 1))) {
              at++;
              played++;
              assertTrue(at < MOST_COMMANDS, "a claim without end");
            }
          }
        }
      }
    }
    return played;
  }

  private static ReservedPair formed(Schedule schedule) {
    ReservedPair pair = new ReservedPair(schedule.luns());
    if (schedule.formedBy() != 0) {
      ScsiGuard first = pair.guard(schedule.formedBy(), 5);
      assertTrue(claim(first, read(first)).succeeded());
    }
    return pair;
  }

  @Test
  void ofTwoClaimsTheNewestThatSucceedsHoldsEveryLunAlone() {
    int played = playAll(ScsiSchedulesTest::twoClaims);
    assertTrue(played > 200, () -> "only " + played + " schedules");
  }

  private static boolean twoClaims(Schedule schedule) {
    ReservedPair pair = formed(schedule);
    int other = 3 - schedule.paused();
    ScsiGuard first = pair.guard(schedule.paused(), 11);
    GuardReading basis = read(first);
    ReservedPair.Wire through = pair.wire;
    ScsiGuard second = pair.guard(other, 22);
    AnswerOf inner = new AnswerOf();
    Pause pause =
        new Pause(
            schedule.at(),
            schedule.answerLost(),
            () -> {
              ReservedPair.Wire paused = pair.wire;
              pair.wire = through;
              inner.claimed = Optional.of(claim(second, read(second)));
              pair.wire = paused;
            });
    pair.wire = pause;
    Outcome<Epoch> outer = claim(first, basis);
    pair.wire = through;
    if (pause.isOver()) {
      return true;
    }
    Outcome<Epoch> meanwhile = inner.claimed.orElseThrow();
    assertFalse(outer.succeeded() && meanwhile.succeeded(), () -> "both hold: " + schedule);
    if (outer.succeeded()) {
      assertAlone(pair, schedule.paused(), outer, schedule);
    } else if (meanwhile.succeeded()) {
      assertAlone(pair, other, meanwhile, schedule);
    } else {
      // Nobody holds all of it; then either must be able to, and the arbiter was never left free.
      assertTrue(
          schedule.formedBy() == 0 || pair.arbiter().holderKey() != 0,
          () -> "left without a reservation: " + schedule);
      ScsiGuard later = pair.guard(other, 33);
      Outcome<Epoch> again = claim(later, read(later));
      assertTrue(again.succeeded(), () -> again.text() + ": " + schedule);
      assertAlone(pair, other, again, schedule);
    }
    return false;
  }

  private static final class AnswerOf {
    private Optional<Outcome<Epoch>> claimed = Optional.empty();
  }

  private static void assertAlone(
      ReservedPair pair, int node, Outcome<Epoch> claimed, Schedule schedule) {
    Epoch epoch = ((Outcome.Succeeded<Epoch>) claimed).value();
    assertTrue(holds(pair, node, epoch), () -> "cut off by an older claim: " + schedule);
    // A claim that gave up may have left a key; it starts nothing, and the next audit takes it
    // away.
    assertTrue(writes(pair, node), () -> "holds, and cannot write: " + schedule);
  }

  @Test
  void anActiveThatIsTakenOverDuringItsAuditNeverWritesAgain() {
    int played = playAll(ScsiSchedulesTest::auditAgainstClaim);
    assertTrue(played > 20, () -> "only " + played + " schedules");
  }

  private static boolean auditAgainstClaim(Schedule schedule) {
    ReservedPair pair = new ReservedPair(schedule.luns());
    ScsiGuard active = pair.guard(schedule.paused(), 11);
    Epoch epoch = ((Outcome.Succeeded<Epoch>) claim(active, read(active))).value();
    // A second way came up: the audit registers it, and must not do so after a takeover.
    String late = schedule.paused() == 1 ? "a1" : "b1";
    pair.ways.put(schedule.paused(), new TreeSet<>(Set.of(way(schedule.paused()), late)));
    int other = 3 - schedule.paused();
    ScsiGuard claimant = pair.guard(other, 22);
    ReservedPair.Wire through = pair.wire;
    AnswerOf taken = new AnswerOf();
    Pause pause =
        new Pause(
            schedule.at(),
            schedule.answerLost(),
            () -> {
              ReservedPair.Wire paused = pair.wire;
              pair.wire = through;
              taken.claimed = Optional.of(claim(claimant, read(claimant)));
              pair.wire = paused;
            });
    pair.wire = pause;
    active.verify(epoch);
    pair.wire = through;
    if (pause.isOver()) {
      return true;
    }
    Outcome<Epoch> claimed = taken.claimed.orElseThrow();
    assertTrue(claimed.succeeded(), () -> claimed.text() + ": " + schedule);
    assertTrue(
        holds(pair, other, ((Outcome.Succeeded<Epoch>) claimed).value()), schedule::toString);
    Outcome<GuardReading> next = active.verify(epoch);
    assertTrue(next instanceof Outcome.Failed, () -> next.text() + ": " + schedule);
    // What the audit may have registered in the last instant goes with the claimant's own audit.
    Outcome<GuardReading> audited = claimant.verify(((Outcome.Succeeded<Epoch>) claimed).value());
    assertTrue(audited.succeeded(), () -> audited.text() + ": " + schedule);
    for (TargetState lun : pair.luns) {
      assertFalse(lun.takesWrites(way(schedule.paused())), schedule::toString);
      assertFalse(lun.takesWrites(late), schedule::toString);
    }
    return false;
  }

  @Test
  void aNodeThatRebootsInItsClaimFindsTheLunReservedAndClaimsAbove() {
    int played = playAll(ScsiSchedulesTest::crashInClaim);
    assertTrue(played > 100, () -> "only " + played + " schedules");
  }

  private static final class PowerCut extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static boolean crashInClaim(Schedule schedule) {
    ReservedPair pair = formed(schedule);
    long before = pair.arbiter().holderKey();
    ScsiGuard guard = pair.guard(schedule.paused(), 11);
    GuardReading basis = read(guard);
    ReservedPair.Wire through = pair.wire;
    Pause pause =
        new Pause(
            schedule.at(),
            false,
            () -> {
              throw new PowerCut();
            });
    pair.wire = pause;
    boolean cut = false;
    try {
      claim(guard, basis);
    } catch (PowerCut expected) {
      cut = true;
    }
    pair.wire = through;
    if (!cut) {
      return true;
    }
    ScsiGuard reborn = pair.guard(schedule.paused(), 33);
    GuardReading found = read(reborn);
    assertTrue(before == 0 || pair.arbiter().holderKey() != 0, schedule::toString);
    Outcome<Epoch> again = claim(reborn, found);
    assertTrue(again.succeeded(), () -> again.text() + ": " + schedule);
    assertTrue(
        holds(pair, schedule.paused(), ((Outcome.Succeeded<Epoch>) again).value()),
        schedule::toString);
    assertFalse(writes(pair, 3 - schedule.paused()), schedule::toString);
    assertNotEquals(before, pair.arbiter().holderKey(), schedule::toString);
    return false;
  }
}
