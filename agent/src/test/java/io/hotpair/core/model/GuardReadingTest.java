package io.hotpair.core.model;

import static io.hotpair.core.model.Disposition.CLAIMING;
import static io.hotpair.core.model.Disposition.CLEAN;
import static io.hotpair.core.model.Disposition.HELD;
import static io.hotpair.core.model.Disposition.NONE;
import static io.hotpair.core.model.Disposition.OFFERED;
import static io.hotpair.core.model.Disposition.RETREATED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What two records mean together, for every pair of words and every order of their epochs. */
final class GuardReadingTest {
  private static final long OWN_EPOCH = 5;

  /** Columns: own word, peer's word, peer's epoch below, equal, above; each cell as in letters. */
  @ParameterizedTest(name = "own {0}, peer {1}")
  @CsvSource({
    // o own, m the peer may run, u unowned, f offered, c left clean; none of these: -
    "NONE,      NONE,      u,  u,  u",
    "NONE,      CLAIMING,  m,  m,  m",
    "NONE,      HELD,      m,  m,  m",
    "NONE,      OFFERED,   u,  uf, uf",
    "NONE,      CLEAN,     u,  uc, uc",
    "NONE,      RETREATED, u,  u,  u",
    "CLAIMING,  NONE,      u,  u,  u",
    "CLAIMING,  CLAIMING,  m,  m,  m",
    "CLAIMING,  HELD,      m,  m,  m",
    "CLAIMING,  OFFERED,   u,  uf, uf",
    "CLAIMING,  CLEAN,     u,  uc, uc",
    "CLAIMING,  RETREATED, u,  u,  u",
    "HELD,      NONE,      o,  o,  o",
    "HELD,      CLAIMING,  om, m,  m",
    "HELD,      HELD,      om, m,  m",
    "HELD,      OFFERED,   o,  of, f",
    "HELD,      CLEAN,     o,  oc, c",
    "HELD,      RETREATED, o,  o,  o",
    "OFFERED,   NONE,      u,  u,  u",
    "OFFERED,   CLAIMING,  m,  m,  m",
    "OFFERED,   HELD,      m,  m,  m",
    "OFFERED,   OFFERED,   u,  uf, uf",
    "OFFERED,   CLEAN,     u,  uc, uc",
    "OFFERED,   RETREATED, u,  u,  u",
    "CLEAN,     NONE,      u,  u,  u",
    "CLEAN,     CLAIMING,  m,  m,  m",
    "CLEAN,     HELD,      m,  m,  m",
    "CLEAN,     OFFERED,   u,  uf, uf",
    "CLEAN,     CLEAN,     u,  uc, uc",
    "CLEAN,     RETREATED, u,  u,  u",
    "RETREATED, NONE,      u,  u,  u",
    "RETREATED, CLAIMING,  m,  m,  m",
    "RETREATED, HELD,      m,  m,  m",
    "RETREATED, OFFERED,   u,  uf, uf",
    "RETREATED, CLEAN,     u,  uc, uc",
    "RETREATED, RETREATED, u,  u,  u"
  })
  void twoWordsMeanTogether(
      Disposition own, Disposition peer, String below, String equal, String above) {
    assertEquals(below, letters(reading(own, peer, OWN_EPOCH - 1)), "peer's epoch below");
    assertEquals(equal, letters(reading(own, peer, OWN_EPOCH)), "epochs equal");
    assertEquals(above, letters(reading(own, peer, OWN_EPOCH + 1)), "peer's epoch above");
  }

  @TestFactory
  Stream<DynamicTest> neverBothNodesHoldIt() {
    return everyReading()
        .map(
            reading ->
                DynamicTest.dynamicTest(
                    letters(reading) + " " + reading.own().disposition(),
                    () -> {
                      GuardReading seenByPeer =
                          new GuardReading(reading.peer(), reading.own(), Optional.empty());
                      assertFalse(reading.isOwn() && seenByPeer.isOwn(), reading.toString());
                    }));
  }

  @Test
  void whatThePeerLeftAfterThisNodeHeldItIsNotThisNodes() {
    // This node was paused while the peer claimed, served and stopped in good order.
    GuardReading reading = reading(HELD, CLEAN, OWN_EPOCH + 1);
    assertFalse(reading.isOwn());
    assertEquals(GuardState.PARKED, reading.state());
  }

  @ParameterizedTest(name = "own {0}, peer {1} at epoch {2}: {3}")
  @CsvSource({
    "HELD,      NONE,      4, HELD_HERE",
    "HELD,      HELD,      4, HELD_HERE",
    "HELD,      HELD,      5, HELD_BY_PEER",
    "HELD,      CLAIMING,  6, CLAIMING",
    "HELD,      RETREATED, 6, HELD_HERE",
    "HELD,      OFFERED,   6, PARKED",
    "NONE,      HELD,      6, HELD_BY_PEER",
    "CLEAN,     HELD,      6, HELD_BY_PEER",
    "OFFERED,   CLAIMING,  6, CLAIMING",
    "OFFERED,   NONE,      0, PARKED",
    "CLEAN,     RETREATED, 6, PARKED",
    "CLAIMING,  NONE,      0, CLAIMING",
    "NONE,      NONE,      0, FREE",
    "RETREATED, RETREATED, 6, FREE",
    "NONE,      CLEAN,     6, PARKED"
  })
  void theGuardsStandingIsOneWord(
      Disposition own, Disposition peer, long peerEpoch, GuardState state) {
    assertEquals(state, reading(own, peer, peerEpoch).state());
  }

  @Test
  void theLargestEpochIsAnywhere() {
    assertEquals(new Epoch(6), reading(HELD, NONE, 6).largestEpoch());
    assertEquals(new Epoch(5), reading(HELD, NONE, 4).largestEpoch());
    GuardReading reading = reading(CLEAN, CLEAN, 4);
    GuardReading reserved =
        new GuardReading(
            reading.own(),
            reading.peer(),
            Optional.of(
                new Reservation(Optional.of(RegistrationKey.of(2, new Epoch(9))), List.of())));
    assertEquals(new Epoch(9), reserved.largestEpoch());
  }

  private static GuardReading reserved(GuardReading records, int holder, long epoch) {
    return GuardReading.reserved(
        records.own(),
        records.peer(),
        new Reservation(Optional.of(RegistrationKey.of(holder, new Epoch(epoch))), List.of()));
  }

  @Test
  void aHolderWhoseRecordIsNotWrittenYetHolds() {
    assertEquals(GuardState.HELD_BY_PEER, reserved(reading(HELD, CLEAN, 4), 2, 9).state());
    assertEquals(GuardState.HELD_HERE, reserved(reading(CLEAN, HELD, 6), 1, 9).state());
    assertEquals(new Epoch(9), reserved(reading(CLEAN, HELD, 6), 1, 9).own().epoch());
  }

  @Test
  void aHoldersParkedRecordCountsAtTheEpochOfItsKey() {
    assertEquals(true, reserved(reading(HELD, OFFERED, 6), 2, 6).isOffered());
    assertEquals(true, reserved(reading(HELD, OFFERED, 6), 2, 7).peerMayRun());
  }

  @Test
  void theWordOfWhoDoesNotHoldIsOver() {
    assertEquals(false, reserved(reading(HELD, HELD, 6), 1, 9).peerMayRun());
    assertEquals(false, reserved(reading(HELD, HELD, 6), 2, 9).isOwn());
  }

  @Test
  void aStrangersKeySaysNothingOfEpochs() {
    GuardReading records = reading(HELD, CLEAN, 4);
    GuardReading reading =
        GuardReading.reserved(
            records.own(),
            records.peer(),
            new Reservation(
                Optional.of(new RegistrationKey(-1)),
                List.of(RegistrationKey.of(9, new Epoch(77)))));
    assertEquals(new Epoch(5), reading.largestEpoch());
  }

  @Test
  void aClaimThatIsNotAboveWhatWasReadIsRefused() {
    GuardReading basis = reading(CLEAN, OFFERED, 7);
    assertThrows(IllegalArgumentException.class, () -> claim(new Epoch(7), basis));
    assertEquals(new Epoch(8), claim(new Epoch(8), basis).epoch());
  }

  @Test
  void aGuardIsNotParkedAsSomethingThatBindsTheNode() {
    for (Disposition binding : List.of(NONE, CLAIMING, HELD)) {
      assertThrows(IllegalArgumentException.class, () -> park(binding));
    }
    for (Disposition parked : List.of(OFFERED, CLEAN, RETREATED)) {
      assertEquals(parked, park(parked).disposition());
    }
  }

  private static ClaimRequest claim(Epoch epoch, GuardReading basis) {
    return new ClaimRequest(
        epoch, ClaimRequest.Proof.PEER_RECORD, basis, true, MoveReason.ORDERED, List.of());
  }

  private static Park park(Disposition disposition) {
    return new Park(new Epoch(3), disposition, "", MoveReason.ORDERED, List.of());
  }

  private static Stream<GuardReading> everyReading() {
    return Stream.of(Disposition.values())
        .flatMap(
            own ->
                Stream.of(Disposition.values())
                    .flatMap(
                        peer ->
                            Stream.of(OWN_EPOCH - 1, OWN_EPOCH, OWN_EPOCH + 1)
                                .map(epoch -> reading(own, peer, epoch))));
  }

  private static String letters(GuardReading reading) {
    String letters =
        (reading.isOwn() ? "o" : "")
            + (reading.peerMayRun() ? "m" : "")
            + (reading.isUnowned() ? "u" : "")
            + (reading.isOffered() ? "f" : "")
            + (reading.isLeftClean() ? "c" : "");
    return letters.isEmpty() ? "-" : letters;
  }

  private static GuardReading reading(Disposition own, Disposition peer, long peerEpoch) {
    return new GuardReading(
        record(1, own, OWN_EPOCH), record(2, peer, peerEpoch), Optional.empty());
  }

  private static EpochRecord record(int node, Disposition disposition, long epoch) {
    return new EpochRecord(
        node, new BootId(7), 1, new Epoch(epoch), disposition, "", MoveReason.NONE, List.of());
  }
}
