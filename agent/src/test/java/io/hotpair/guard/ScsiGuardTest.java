package io.hotpair.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.BootId;
import io.hotpair.core.model.ClaimRequest;
import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.RegistrationKey;
import io.hotpair.port.ScsiPath;
import io.hotpair.port.ScsiPath.Answer;
import io.hotpair.simulation.TargetState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The shipped claim on a target that speaks CDBs. */
final class ScsiGuardTest {
  private static final RegistrationKey STRANGER = new RegistrationKey(0x1234);

  private final ReservedPair pair = new ReservedPair(1);

  private static GuardReading value(Outcome<GuardReading> outcome) {
    return assertInstanceOf(Outcome.Succeeded.class, outcome, outcome::text).value()
            instanceof GuardReading reading
        ? reading
        : null;
  }

  private static Outcome<Epoch> claim(ScsiGuard guard) {
    return claim(guard, value(guard.read()));
  }

  private static Outcome<Epoch> claim(ScsiGuard guard, GuardReading basis) {
    return guard.claim(Claims.request(ClaimRequest.Proof.PEER_CUT_OFF, basis, true));
  }

  private static RegistrationKey key(int node, long epoch) {
    return RegistrationKey.of(node, new Epoch(epoch));
  }

  private static void assertHeld(long epoch, Outcome<Epoch> outcome) {
    assertEquals(new Outcome.Succeeded<>(new Epoch(epoch)), outcome);
  }

  private void assertAlone(TargetState lun, int node, long epoch, String... ways) {
    assertEquals(key(node, epoch).value(), lun.holderKey());
    assertEquals(Set.of(ways), lun.registrations().keySet());
    lun.registrations().values().forEach(one -> assertEquals(key(node, epoch).value(), one));
  }

  private void stranger(String nexus) {
    pair.luns.set(
        0,
        pair.arbiter()
            .execute(nexus, PersistentReserve.register(RegistrationKey.NONE, STRANGER))
            .next());
  }

  @Test
  void aFreshLunIsReserved() {
    assertHeld(1, claim(pair.guard(1, 11)));
    assertAlone(pair.arbiter(), 1, 1, "a0");
    assertTrue(pair.arbiter().persistent());
    assertEquals(Disposition.HELD, pair.records[0].disposition());
  }

  @Test
  void aTakeoverPreemptsTheHolderAndAbortsItsCommands() {
    ScsiGuard old = pair.guard(1, 11);
    claim(old);
    assertHeld(2, claim(pair.guard(2, 22)));
    assertAlone(pair.arbiter(), 2, 2, "b0");
    assertFalse(pair.arbiter().takesWrites("a0"));
    assertEquals(List.of("a0"), pair.aborted);
    Outcome<GuardReading> audit = old.verify(new Epoch(1));
    assertTrue(audit instanceof Outcome.Failed, audit::text);
    assertFalse(pair.arbiter().takesWrites("a0"), "an ejected node has registered again");
  }

  @Test
  void aClaimThatHoldsHasExecutedItsOrder() {
    ScsiGuard guard = pair.guard(1, 11);
    assertInstanceOf(Outcome.Succeeded.class, guard.claim(Claims.ordered(value(guard.read()))));
    assertEquals(List.of("order", "id"), pair.records[0].executed());
  }

  @Test
  void aClaimThatWasDecidedUponAnOlderHolderFailsAndLeavesNothing() {
    ScsiGuard first = pair.guard(1, 11);
    claim(first);
    ScsiGuard second = pair.guard(2, 22);
    GuardReading stale = value(second.read());
    claim(first);
    Outcome<Epoch> outcome = claim(second, stale);
    assertInstanceOf(Outcome.Failed.class, outcome);
    assertAlone(pair.arbiter(), 1, 2, "a0");
  }

  @Test
  void anOfferIsReadClaimedAndCannotBeWithdrawnAfterwards() {
    ScsiGuard giver = pair.guard(1, 11);
    claim(giver);
    GuardReading parked = value(giver.park(Claims.park(new Epoch(1), Disposition.OFFERED)));
    assertEquals(key(1, 1).value(), pair.arbiter().holderKey(), "the reservation must stay");
    ScsiGuard taker = pair.guard(2, 22);
    GuardReading offered = value(taker.read());
    assertTrue(offered.isOffered());
    assertHeld(2, claim(taker, offered));
    assertInstanceOf(Outcome.Failed.class, claim(giver, parked));
    assertAlone(pair.arbiter(), 2, 2, "b0");
  }

  @Test
  void aWithdrawalKeysTheOwnReservationAnew() {
    ScsiGuard giver = pair.guard(1, 11);
    claim(giver);
    GuardReading parked = value(giver.park(Claims.park(new Epoch(1), Disposition.OFFERED)));
    ScsiGuard taker = pair.guard(2, 22);
    GuardReading offered = value(taker.read());
    assertHeld(2, claim(giver, parked));
    assertInstanceOf(Outcome.Failed.class, claim(taker, offered));
    assertAlone(pair.arbiter(), 1, 2, "a0");
  }

  @Test
  void theOwnKeyFromBeforeAReboot() {
    claim(pair.guard(1, 11));
    pair.ways.put(1, new TreeSet<>(Set.of("a9")));
    ScsiGuard reborn = pair.guard(1, 12);
    GuardReading reading = value(reborn.read());
    assertTrue(reading.isOwn());
    assertHeld(2, claim(reborn, reading));
    assertAlone(pair.arbiter(), 1, 2, "a9");
  }

  @Test
  void theSameNexusAfterAReboot() {
    claim(pair.guard(1, 11));
    assertHeld(2, claim(pair.guard(1, 12)));
    assertAlone(pair.arbiter(), 1, 2, "a0");
  }

  @Test
  void otherRegistrationsAreTakenAway() {
    stranger("x0");
    assertHeld(1, claim(pair.guard(1, 11)));
    assertAlone(pair.arbiter(), 1, 1, "a0");
    stranger("x0");
    ScsiGuard guard = pair.guard(2, 22);
    assertHeld(2, claim(guard));
    stranger("x0");
    value(guard.verify(new Epoch(2)));
    assertAlone(pair.arbiter(), 2, 2, "b0");
  }

  @Test
  void aStrangersReservationIsLeftAlone() {
    stranger("x0");
    pair.luns.set(0, pair.arbiter().execute("x0", PersistentReserve.reserve(STRANGER)).next());
    Outcome<Epoch> outcome = claim(pair.guard(1, 11));
    assertInstanceOf(Outcome.Failed.class, outcome);
    assertTrue(outcome.text().contains("stranger"), outcome::text);
    assertEquals(STRANGER.value(), pair.arbiter().holderKey());
    assertEquals(Set.of("x0"), pair.arbiter().registrations().keySet());
  }

  @Test
  void anAuditLeavesAClaimAboveItsOwnAlone() {
    ScsiGuard guard = pair.guard(1, 11);
    claim(guard);
    pair.luns.set(
        0,
        pair.arbiter()
            .execute("b0", PersistentReserve.register(RegistrationKey.NONE, key(2, 2)))
            .next());
    value(guard.verify(new Epoch(1)));
    assertEquals(Set.of("a0", "b0"), pair.arbiter().registrations().keySet());
  }

  @Test
  void aRecordThatHasReachedTheClaimedEpochIsGoneAbove() {
    pair.records[1] = Claims.record(2, 8, 3, 7, Disposition.RETREATED);
    ScsiGuard guard = pair.guard(1, 11);
    GuardReading basis = value(guard.read());
    EpochRecord later = Claims.record(2, 8, 4, 12, Disposition.RETREATED);
    pair.wire =
        (nexus, command, target) -> {
          pair.records[1] = later;
          return target.get();
        };
    assertHeld(13, claim(guard, basis));
    assertAlone(pair.arbiter(), 1, 13, "a0");
  }

  @Test
  void aVanishedReservationIsALostGuardWhateverIsRegistered() {
    ScsiGuard guard = pair.guard(1, 11);
    claim(guard);
    pair.luns.set(0, pair.arbiter().vanish());
    Outcome<GuardReading> audit = guard.verify(new Epoch(1));
    assertInstanceOf(Outcome.Failed.class, audit);
    assertTrue(audit.text().contains("vanished"), audit::text);
    assertEquals(0, pair.arbiter().holderKey(), "it was reserved again");
  }

  @Test
  void aVanishedReservationOfAnotherLunIsALostGuardToo() {
    ReservedPair two = new ReservedPair(2);
    ScsiGuard guard = two.guard(1, 11);
    claim(guard);
    two.luns.set(1, two.luns.get(1).vanish());
    assertInstanceOf(Outcome.Failed.class, guard.verify(new Epoch(1)));
    assertEquals(0, two.luns.get(1).holderKey());
  }

  @Test
  void registrationsThatVanishedAreNeverMadeAgain() {
    ScsiGuard guard = pair.guard(1, 11);
    claim(guard);
    pair.luns.set(0, TargetState.fresh(ReservedPair.LIO));
    assertInstanceOf(Outcome.Failed.class, guard.verify(new Epoch(1)));
    assertTrue(pair.arbiter().registrations().isEmpty());
  }

  @Test
  void aRestartedAgentAdoptsWhatIsHeld() {
    claim(pair.guard(1, 11));
    ScsiGuard reborn = pair.guard(1, 12);
    value(reborn.verify(new Epoch(1)));
    assertEquals(12, pair.records[0].boot().value());
    value(reborn.verify(new Epoch(1)));
    assertAlone(pair.arbiter(), 1, 1, "a0");
  }

  @Test
  void aRestartedAgentDoesNotMendWhatVanishedWhileItWasAway() {
    pair.ways.get(1).add("a1");
    claim(pair.guard(1, 11));
    pair.luns.set(0, pair.arbiter().vanish());
    assertInstanceOf(Outcome.Failed.class, pair.guard(1, 12).verify(new Epoch(1)));
    assertEquals(0, pair.arbiter().holderKey());
  }

  @Test
  void aTargetThatForgotTheOnlyWayIsKeyedAnew() {
    ScsiGuard guard = pair.guard(1, 11);
    claim(guard);
    pair.ways.put(1, new TreeSet<>(Set.of("a7")));
    GuardReading reading = value(guard.verify(new Epoch(1)));
    assertEquals(new Epoch(2), reading.own().epoch());
    assertAlone(pair.arbiter(), 1, 2, "a7");
    value(guard.verify(new Epoch(1)));
    value(guard.verify(new Epoch(2)));
  }

  @Test
  void aTargetThatForgotTheOnlyWayAfterATakeoverIsAnEjection() {
    ScsiGuard guard = pair.guard(1, 11);
    claim(guard);
    pair.ways.put(1, new TreeSet<>(Set.of("a7")));
    claim(pair.guard(2, 22));
    assertInstanceOf(Outcome.Failed.class, guard.verify(new Epoch(1)));
    assertAlone(pair.arbiter(), 2, 2, "b0");
  }

  @Test
  void everyWayIsRegisteredALateOneToo() {
    pair.ways.get(1).add("a1");
    ScsiGuard guard = pair.guard(1, 11);
    claim(guard);
    assertAlone(pair.arbiter(), 1, 1, "a0", "a1");
    pair.ways.get(1).add("a2");
    pair.ways.get(1).remove("a0");
    value(guard.verify(new Epoch(1)));
    assertAlone(pair.arbiter(), 1, 1, "a0", "a1", "a2");
  }

  @Test
  void aWayWhoseRegistrationIsGoneIsALostGuard() {
    pair.ways.get(1).add("a1");
    ScsiGuard guard = pair.guard(1, 11);
    claim(guard);
    ScsiPath.Command unregister = PersistentReserve.register(key(1, 1), RegistrationKey.NONE);
    // The first only takes the unit attention of the claim's reset.
    pair.luns.set(0, pair.arbiter().execute("a1", unregister).next());
    pair.luns.set(0, pair.arbiter().execute("a1", unregister).next());
    assertEquals(Set.of("a0"), pair.arbiter().registrations().keySet());
    assertInstanceOf(Outcome.Failed.class, guard.verify(new Epoch(1)));
  }

  @Test
  void severalLunsAreTakenInOrderAndPurged() {
    ReservedPair three = new ReservedPair(3);
    claim(three.guard(1, 11));
    three.luns.forEach(lun -> assertAlone(lun, 1, 1, "a0"));
    ScsiGuard taker = three.guard(2, 22);
    assertHeld(2, claim(taker));
    three.luns.forEach(lun -> assertAlone(lun, 2, 2, "b0"));
    value(taker.verify(new Epoch(2)));
  }

  @Test
  void aLunThatIsAnotherLunIsRefused() {
    ScsiGuard guard = pair.guard(1, 11, Optional.of("naa.6001405ffffffff0000000000000ffff"));
    Outcome<Boolean> check = guard.check();
    assertTrue(check instanceof Outcome.Failed, check::text);
    assertInstanceOf(Outcome.Failed.class, claim(guard));
    assertTrue(pair.arbiter().registrations().isEmpty());
    assertTrue(
        pair.guard(1, 11, Optional.of("NAA.6001405AA0000000000000000000A001")).check().succeeded());
  }

  @Test
  void aTargetThatLacksSomethingIsNamed() {
    for (TargetState.Abilities poor :
        List.of(
            new TargetState.Abilities(ReservedPair.LIO.identity(), false, true, true),
            new TargetState.Abilities(ReservedPair.LIO.identity(), true, false, true),
            new TargetState.Abilities(ReservedPair.LIO.identity(), true, true, false))) {
      pair.luns.set(0, TargetState.fresh(poor));
      Outcome<Boolean> check = pair.guard(1, 11).check();
      assertTrue(check instanceof Outcome.Failed, check::text);
      assertTrue(check.text().contains("lacks"), check::text);
    }
  }

  @Test
  void aCheckChangesNothingForAHolder() {
    ScsiGuard guard = pair.guard(1, 11);
    claim(guard);
    TargetState before = pair.arbiter();
    assertTrue(guard.check().succeeded());
    assertTrue(pair.guard(2, 22).check().succeeded());
    assertEquals(before, pair.arbiter());
    assertEquals(ReservedPair.LIO.identity(), guard.sights().getFirst().identity());
  }

  @Test
  void unitAttentionsAreTakenAndTheCommandIsSentAgain() {
    ScsiGuard guard = pair.guard(1, 11);
    claim(guard);
    pair.luns.set(0, pair.arbiter().losePower().loseNexus("a0"));
    value(guard.verify(new Epoch(1)));
    assertAlone(pair.arbiter(), 1, 1, "a0");
  }

  @Test
  void aLostAnswerIsSettledByTheReading() {
    pair.wire =
        (nexus, command, target) -> {
          Answer answer = target.get();
          return command.block()[0] == 0x5f && command.block()[1] != 0
              ? new Answer.None("lost")
              : answer;
        };
    assertHeld(1, claim(pair.guard(1, 11)));
    assertHeld(2, claim(pair.guard(2, 22)));
    assertAlone(pair.arbiter(), 2, 2, "b0");
  }

  @Test
  void aCommandThatIsCarriedOutTwiceIsSettledByTheReading() {
    pair.wire =
        (nexus, command, target) -> {
          target.get();
          return target.get();
        };
    assertHeld(1, claim(pair.guard(1, 11)));
    assertHeld(2, claim(pair.guard(2, 22)));
    assertAlone(pair.arbiter(), 2, 2, "b0");
  }

  @Test
  void aSilentTargetIsUnknown() {
    ScsiGuard guard = pair.guard(1, 11);
    claim(guard);
    pair.wire = (nexus, command, target) -> new Answer.None("silent");
    assertInstanceOf(Outcome.Unknown.class, guard.verify(new Epoch(1)));
    assertInstanceOf(Outcome.Unknown.class, guard.read());
    assertInstanceOf(Outcome.Unknown.class, guard.check());
    pair.wire = (nexus, command, target) -> target.get();
    value(guard.verify(new Epoch(1)));
  }

  @Test
  void aRegistrationThatADeadClaimLeftIsTakenBackWhenRead() {
    claim(pair.guard(1, 11));
    pair.luns.set(
        0,
        pair.arbiter()
            .execute("b0", PersistentReserve.register(RegistrationKey.NONE, key(2, 2)))
            .next());
    GuardReading reading = value(pair.guard(2, 22).read());
    assertEquals(Set.of("a0"), pair.arbiter().registrations().keySet());
    assertEquals(List.of(key(1, 1)), reading.reservation().orElseThrow().registered());
  }

  @Test
  void epochsThatAreUsedUpAreRefused() {
    pair.luns.set(
        0,
        pair.arbiter()
            .execute("b0", PersistentReserve.register(RegistrationKey.NONE, key(2, Epoch.LARGEST)))
            .next());
    ScsiGuard guard = pair.guard(1, 11);
    GuardReading basis =
        new GuardReading(EpochRecord.none(1), EpochRecord.none(2), Optional.empty());
    Outcome<Epoch> outcome = claim(guard, basis);
    assertInstanceOf(Outcome.Failed.class, outcome);
    assertTrue(outcome.text().contains("used up"), outcome::text);
  }

  @Test
  void aClaimThatCannotTakeAllLunsSaysThatNothingRuns() {
    ReservedPair two = new ReservedPair(2);
    two.luns.set(
        1,
        two.luns
            .get(1)
            .execute("x0", PersistentReserve.register(RegistrationKey.NONE, STRANGER))
            .next());
    two.luns.set(1, two.luns.get(1).execute("x0", PersistentReserve.reserve(STRANGER)).next());
    ScsiGuard guard = two.guard(1, 11);
    assertInstanceOf(Outcome.Failed.class, claim(guard));
    assertEquals(Disposition.RETREATED, two.records[0].disposition());
    assertTrue(value(guard.read()).isUnowned());
  }

  @Test
  void aFirstWayThatDoesNotAnswerKeepsNoClaimFromTheSecond() {
    pair.recordsOnArbiter = false; // The records' writes go by the first way here.
    claim(pair.guard(1, 11));
    pair.ways.get(2).add("b1");
    pair.wire =
        (way, command, target) -> way.equals("b0") ? new Answer.None("no transport") : target.get();
    assertHeld(2, claim(pair.guard(2, 22)));
    assertAlone(pair.arbiter(), 2, 2, "b1");
  }

  @Test
  void aClaimOverSilentWaysFailsIfNoneHasTheKeyElseItIsUnknown() {
    claim(pair.guard(1, 11));
    pair.ways.get(2).add("b1");
    ScsiGuard guard = pair.guard(2, 22);
    GuardReading basis = value(guard.read());
    for (boolean carriedOut : new boolean[] {false, true}) {
      pair.wire =
          (way, command, target) -> {
            boolean registers = command.sent().length > 0;
            if (registers && carriedOut) {
              target.get();
            }
            return registers ? new Answer.None("no transport") : target.get();
          };
      Outcome<Epoch> outcome = claim(guard, basis);
      assertEquals(carriedOut, outcome instanceof Outcome.Unknown, outcome::text);
      assertEquals(!carriedOut, outcome instanceof Outcome.Failed, outcome::text);
    }
    assertEquals(key(1, 1).value(), pair.arbiter().holderKey());
  }

  @Test
  void anAuditTakesAForeignKeyAwayByAWayThatAnswers() {
    pair.ways.get(1).add("a1");
    ScsiGuard guard = pair.guard(1, 11);
    claim(guard);
    stranger("x0");
    int[] commands = {0};
    pair.wire =
        (way, command, target) -> {
          commands[0]++;
          return way.equals("a0") ? new Answer.None("no transport") : target.get();
        };
    value(guard.verify(new Epoch(1)));
    assertAlone(pair.arbiter(), 1, 1, "a0", "a1");
    assertTrue(commands[0] < 30, () -> commands[0] + " commands");
  }

  @Test
  void aForeignKeyThatNoWayTakesAwayIsToldOfAndAskedOnce() {
    ScsiGuard guard = pair.guard(1, 11);
    claim(guard);
    stranger("x0");
    int[] preempts = {0};
    pair.wire =
        (way, command, target) -> {
          boolean preempt = command.sent().length > 0 && (command.block()[1] & 0x1f) == 5;
          preempts[0] += preempt ? 1 : 0;
          return preempt ? new Answer.None("no answer") : target.get();
        };
    GuardReading reading = value(guard.verify(new Epoch(1)));
    assertTrue(
        reading.reservation().orElseThrow().remark().contains("foreign keys"), reading::toString);
    assertEquals(1, preempts[0]);
  }

  @Test
  void aWayThatWasGoneAndComesBackAsAnotherNexusIsRegisteredAnew() {
    pair.ways.get(1).add("a1");
    ScsiGuard guard = pair.guard(1, 11);
    claim(guard);
    pair.ways.get(1).remove("a1");
    value(guard.verify(new Epoch(1)));
    pair.luns.set(
        0,
        pair.arbiter()
            .execute("a1", PersistentReserve.register(key(1, 1), RegistrationKey.NONE))
            .next());
    pair.ways.get(1).add("a1");
    value(guard.verify(new Epoch(1)));
    assertAlone(pair.arbiter(), 1, 1, "a0", "a1");
  }

  @Test
  void aLossThatWasToldIsToldAgainUntilTheNextClaim() {
    ScsiGuard guard = pair.guard(1, 11);
    claim(guard);
    EpochRecord mine = pair.records[0];
    pair.records[0] =
        new EpochRecord(
            mine.node(),
            new BootId(99),
            mine.sequence() + 1,
            mine.epoch(),
            mine.disposition(),
            mine.requestId(),
            mine.reason(),
            mine.executed());
    for (int audit = 0; audit < 2; audit++) {
      Outcome<GuardReading> outcome = guard.verify(new Epoch(1));
      assertInstanceOf(Outcome.Failed.class, outcome, outcome::text);
      assertTrue(outcome.text().contains("written by life"), outcome::text);
    }
    assertHeld(2, claim(guard));
    value(guard.verify(new Epoch(2)));
  }

  private void owes(ReservedPair of, long epoch, ScsiGuard guard, String... luns) {
    of.resets.clear();
    assertHeld(epoch, claim(guard));
    assertEquals(List.of(luns), of.resets);
  }

  @Test
  void aTakeoverFromAHolderWithItsRecordOwesNoReset() {
    ReservedPair two = new ReservedPair(2);
    claim(two.guard(1, 11));
    owes(two, 2, two.guard(2, 22));
    two.ways.put(2, new TreeSet<>(Set.of("b9")));
    owes(two, 3, two.guard(2, 23));
    ScsiGuard giver = two.guard(1, 12);
    owes(two, 4, giver);
    value(giver.park(Claims.park(new Epoch(4), Disposition.CLEAN)));
    owes(two, 5, two.guard(2, 24));
  }

  @Test
  void aClaimThatFindsNoHolderResetsEveryLunOnce() {
    ReservedPair two = new ReservedPair(2);
    owes(two, 1, two.guard(1, 11), "lun0", "lun1");
    two.luns.set(0, two.arbiter().forget());
    owes(two, 2, two.guard(2, 22), "lun0", "lun1");
    two.luns.set(1, two.luns.get(1).vanish());
    owes(two, 3, two.guard(1, 12), "lun0", "lun1");
    owes(two, 4, two.guard(2, 23));
  }

  @Test
  void theResetComesAfterTheReservationAndBeforeTheRecord() {
    pair.resetting =
        (nexus, target) -> {
          assertEquals(key(1, 1).value(), pair.arbiter().holderKey());
          assertEquals(Epoch.NONE, pair.records[0].epoch());
          return target.get();
        };
    owes(pair, 1, pair.guard(1, 11), "lun0");
    assertAlone(pair.arbiter(), 1, 1, "a0");
  }

  @Test
  void aResetThatIsNotSurelyDoneStartsNothingAndStaysOwed() {
    ReservedPair two = new ReservedPair(2);
    for (Outcome<Boolean> bad :
        List.<Outcome<Boolean>>of(
            new Outcome.Failed<>("no such ioctl"), new Outcome.Unknown<>("no answer"))) {
      two.resetting = (nexus, target) -> bad;
      Outcome<Epoch> outcome = claim(two.guard(1, 11));
      assertInstanceOf(Outcome.Unknown.class, outcome);
      assertTrue(outcome.text().contains("a reset is owed"), outcome::text);
      assertTrue(outcome.text().contains(bad.text()), outcome::text);
      assertEquals(Epoch.NONE, two.records[0].epoch(), "it must be owed by the next claim");
    }
    two.resetting = (nexus, target) -> target.get();
    owes(two, 3, two.guard(2, 22), "lun0", "lun1");
  }

  @Test
  void aResetIsTriedOnEveryWay() {
    pair.ways.get(1).add("a1");
    pair.resetting =
        (nexus, target) -> nexus.equals("a1") ? target.get() : new Outcome.Unknown<>("silent");
    owes(pair, 1, pair.guard(1, 11), "lun0");
  }

  @Test
  void aReservationThatVanishesInTheResetIsNotRelied() {
    pair.resetting =
        (nexus, target) -> {
          Outcome<Boolean> done = target.get();
          pair.luns.set(0, pair.arbiter().forget());
          return done;
        };
    assertInstanceOf(Outcome.Unknown.class, claim(pair.guard(1, 11)));
    assertEquals(Epoch.NONE, pair.records[0].epoch());
  }

  @Test
  void whatAClaimWithoutARecordOwedIsOwedByItsParkingAndItsAdoption() {
    pair.resetting = (nexus, target) -> new Outcome.Unknown<>("silent");
    claim(pair.guard(1, 11));
    ScsiGuard reborn = pair.guard(1, 12);
    assertInstanceOf(
        Outcome.Unknown.class, reborn.park(Claims.park(new Epoch(1), Disposition.CLEAN)));
    assertInstanceOf(Outcome.Unknown.class, pair.guard(1, 13).verify(new Epoch(1)));
    assertEquals(Epoch.NONE, pair.records[0].epoch());
    pair.resetting = (nexus, target) -> target.get();
    value(reborn.park(Claims.park(new Epoch(1), Disposition.CLEAN)));
    assertEquals(List.of("lun0"), pair.resets);
    owes(pair, 2, pair.guard(2, 22));
  }

  @Test
  void aClaimThatCannotTakeAllLunsResetsThoseItTookBeforeItSaysSo() {
    ReservedPair two = new ReservedPair(2);
    two.luns.set(
        1,
        two.luns
            .get(1)
            .execute("x0", PersistentReserve.register(RegistrationKey.NONE, STRANGER))
            .next());
    two.luns.set(1, two.luns.get(1).execute("x0", PersistentReserve.reserve(STRANGER)).next());
    two.resetting = (nexus, target) -> new Outcome.Unknown<>("silent");
    assertInstanceOf(Outcome.Unknown.class, claim(two.guard(1, 11)));
    assertEquals(Disposition.NONE, two.records[0].disposition());
    two.resetting = (nexus, target) -> target.get();
    assertInstanceOf(Outcome.Failed.class, claim(two.guard(1, 12)));
    assertEquals(List.of("lun0"), two.resets, "a stranger's LUN is not reset");
    assertEquals(Disposition.RETREATED, two.records[0].disposition());
  }
}
