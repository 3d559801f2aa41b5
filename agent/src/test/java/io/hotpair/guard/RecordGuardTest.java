package io.hotpair.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.BootId;
import io.hotpair.core.model.ClaimRequest.Proof;
import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RecordGuardTest {
  private static final Duration LIMIT = Duration.ofMillis(100);
  private static final BootId LIFE = new BootId(77);

  private final Registers disk = new Registers(EpochRecord.none(1), EpochRecord.none(2));
  private final Registers.Patience time = new Registers.Patience();
  private final RecordGuard guard = new RecordGuard(disk.of(0), LIFE, time, LIMIT);

  @Test
  void whatNobodyHoldsIsClaimed() {
    assertEquals(held(1), claim(Proof.PEER_RECORD, true));
    assertEquals(Disposition.HELD, disk.get(0).disposition());
    assertEquals(LIFE, disk.get(0).boot());
    assertEquals(List.of("id"), disk.get(0).executed());
    assertTrue(guard.verify(new Epoch(1)).succeeded());
  }

  @Test
  void aPeerThatHoldsIsNotPassedWithoutProofAndNothingIsWritten() {
    peer(3, 5, Disposition.HELD);
    assertInstanceOf(Outcome.Failed.class, claim(Proof.PEER_RECORD, true));
    assertEquals(EpochRecord.none(1), disk.get(0));
  }

  @Test
  void aPeerThatIsCutOffIsPassed() {
    peer(3, 5, Disposition.HELD);
    assertEquals(held(6), claim(Proof.PEER_CUT_OFF, false));
  }

  @Test
  void aProofIsVoidWhenThePeerHasWrittenSince() {
    peer(3, 5, Disposition.HELD);
    GuardReading basis = reading();
    peer(4, 5, Disposition.HELD);
    assertInstanceOf(
        Outcome.Failed.class, guard.claim(Claims.request(Proof.PEER_CUT_OFF, basis, true)));
  }

  @Test
  void aPeerThatClaimsInTheSameInstantIsOutwaitedByThePreferred() {
    GuardReading basis = reading();
    disk.beforeWrite = own -> meanwhile(own, () -> peer(1, 1, Disposition.CLAIMING));
    disk.beforeRead = () -> after(30, () -> peer(2, 1, Disposition.RETREATED));
    assertEquals(held(2), guard.claim(Claims.request(Proof.PEER_RECORD, basis, true)));
  }

  @Test
  void thePreferredDoesNotWaitForEver() {
    GuardReading basis = reading();
    disk.beforeWrite = own -> meanwhile(own, () -> peer(1, 1, Disposition.CLAIMING));
    assertInstanceOf(
        Outcome.Failed.class, guard.claim(Claims.request(Proof.PEER_RECORD, basis, true)));
    assertEquals(Disposition.RETREATED, disk.get(0).disposition());
  }

  @Test
  void theOtherGivesWayAtOnce() {
    GuardReading basis = reading();
    disk.beforeWrite = own -> meanwhile(own, () -> peer(1, 1, Disposition.CLAIMING));
    assertInstanceOf(
        Outcome.Failed.class, guard.claim(Claims.request(Proof.PEER_RECORD, basis, false)));
    assertEquals(Disposition.RETREATED, disk.get(0).disposition());
    assertEquals(Moment.ZERO, time.now());
  }

  @Test
  void aPeerThatTurnsOutToHoldWins() {
    GuardReading basis = reading();
    disk.beforeWrite = own -> meanwhile(own, () -> peer(1, 1, Disposition.CLAIMING));
    disk.beforeRead = () -> after(30, () -> peer(2, 1, Disposition.HELD));
    assertInstanceOf(
        Outcome.Failed.class, guard.claim(Claims.request(Proof.PEER_RECORD, basis, true)));
    assertEquals(Disposition.RETREATED, disk.get(0).disposition());
  }

  @Test
  void aPeerThatWentAheadIsClaimedAbove() {
    GuardReading basis = reading();
    peer(3, 9, Disposition.OFFERED);
    assertEquals(held(10), guard.claim(Claims.request(Proof.PEER_RECORD, basis, false)));
  }

  @Test
  void aPeerThatHasParkedAHigherEpochHasHeldIt() {
    assertEquals(held(1), guard.claim(Claims.request(Proof.PEER_RECORD, reading(), true)));
    peer(3, 1, Disposition.OFFERED);
    assertTrue(guard.verify(new Epoch(1)).succeeded(), "it may be the offer that was claimed");
    for (Disposition parked : List.of(Disposition.OFFERED, Disposition.CLEAN)) {
      peer(4, 2, parked);
      Outcome<GuardReading> verified = guard.verify(new Epoch(1));
      assertInstanceOf(Outcome.Failed.class, verified, verified::text);
    }
    peer(5, 2, Disposition.RETREATED);
    assertTrue(guard.verify(new Epoch(1)).succeeded(), "nothing ever ran there");
  }

  @Test
  void onlyAClaimThatHoldsHasExecutedItsOrder() {
    GuardReading basis = reading();
    disk.beforeWrite = own -> meanwhile(own, () -> peer(1, 1, Disposition.CLAIMING));
    assertInstanceOf(Outcome.Failed.class, guard.claim(Claims.ordered(basis)));
    assertEquals(Disposition.RETREATED, disk.get(0).disposition());
    assertEquals(List.of("id"), disk.get(0).executed());

    disk.beforeWrite = own -> {};
    peer(2, 1, Disposition.RETREATED);
    assertInstanceOf(Outcome.Succeeded.class, guard.claim(Claims.ordered(reading())));
    assertEquals(List.of("order", "id"), disk.get(0).executed());
  }

  @Test
  void theLastEpochIsNotPassed() {
    GuardReading basis = reading();
    peer(3, Epoch.LARGEST, Disposition.CLEAN);
    Outcome<Epoch> outcome = guard.claim(Claims.request(Proof.PEER_RECORD, basis, false));
    assertInstanceOf(Outcome.Failed.class, outcome);
    assertTrue(outcome.text().contains("used up"), outcome.text());
  }

  @Test
  void aDiskThatFailsIsUnknownNotFailed() {
    GuardReading basis = reading();
    disk.readsFail = true;
    assertInstanceOf(
        Outcome.Unknown.class, guard.claim(Claims.request(Proof.PEER_RECORD, basis, true)));
    assertInstanceOf(Outcome.Unknown.class, guard.verify(new Epoch(1)));
    disk.readsFail = false;
    disk.writesFail = true;
    assertInstanceOf(
        Outcome.Unknown.class, guard.claim(Claims.request(Proof.PEER_RECORD, basis, true)));
    disk.writesFail = false;
    assertEquals(held(1), guard.claim(Claims.request(Proof.PEER_RECORD, basis, true)));
  }

  @Test
  void aRestartedAgentAdoptsItsOwnGuardAndMakesItItsOwn() {
    EpochRecord earlier = Claims.record(1, 9, 4, 5, Disposition.HELD);
    disk.set(0, earlier);
    assertTrue(guard.verify(new Epoch(5)).succeeded());
    assertEquals(Claims.record(1, 77, 5, 5, Disposition.HELD), disk.get(0));
    assertTrue(guard.verify(new Epoch(5)).succeeded());
    assertInstanceOf(Outcome.Failed.class, guard.verify(new Epoch(6)));
    disk.set(0, earlier);
    assertInstanceOf(Outcome.Failed.class, guard.verify(new Epoch(5)), "set back");
  }

  @Test
  void anAdoptionThatTheDiskRefusedIsTriedAgain() {
    disk.set(0, Claims.record(1, 9, 4, 5, Disposition.HELD));
    disk.writesFail = true;
    assertInstanceOf(Outcome.Unknown.class, guard.verify(new Epoch(5)));
    disk.writesFail = false;
    assertTrue(guard.verify(new Epoch(5)).succeeded());
  }

  @Test
  void thePeersClaimIsNoLossButItsHoldingIs() {
    claim(Proof.PEER_RECORD, true);
    peer(1, 2, Disposition.CLAIMING);
    assertTrue(guard.verify(new Epoch(1)).succeeded());
    peer(2, 2, Disposition.HELD);
    assertInstanceOf(Outcome.Failed.class, guard.verify(new Epoch(1)));
  }

  @Test
  void aGuardThatWasLostIsNotAdopted() {
    disk.set(0, Claims.record(1, 9, 4, 5, Disposition.HELD));
    peer(1, 6, Disposition.HELD);
    assertInstanceOf(Outcome.Failed.class, guard.verify(new Epoch(5)));
    assertEquals(9, disk.get(0).boot().value());
  }

  @Test
  void parkingSaysWhatWasOrderedAndTheEpochNeverFalls() {
    disk.set(0, Claims.record(1, 9, 4, 7, Disposition.CLAIMING));
    Outcome<GuardReading> parked = guard.park(Claims.park(new Epoch(5), Disposition.OFFERED));
    assertTrue(parked.succeeded());
    EpochRecord record = disk.get(0);
    assertEquals(Disposition.OFFERED, record.disposition());
    assertEquals(new Epoch(7), record.epoch());
    assertEquals("request-1", record.requestId());
    disk.writesFail = true;
    assertInstanceOf(
        Outcome.Failed.class, guard.park(Claims.park(new Epoch(7), Disposition.CLEAN)));
  }

  private Outcome<Epoch> claim(Proof proof, boolean preferred) {
    return guard.claim(Claims.request(proof, reading(), preferred));
  }

  private GuardReading reading() {
    return new GuardReading(disk.get(0), disk.get(1), Optional.empty());
  }

  private void peer(long sequence, long epoch, Disposition said) {
    disk.set(1, Claims.record(2, 8, sequence, epoch, said));
  }

  private void after(int millis, Runnable event) {
    if (time.now().nanos() >= Duration.ofMillis(millis).toNanos()) {
      event.run();
    }
  }

  private static void meanwhile(EpochRecord own, Runnable event) {
    if (own.disposition() == Disposition.CLAIMING) {
      event.run();
    }
  }

  private static Outcome<Epoch> held(long epoch) {
    return new Outcome.Succeeded<>(new Epoch(epoch));
  }
}
