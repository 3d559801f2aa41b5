package io.hotpair.heartbeat;

import static io.hotpair.heartbeat.LifeWindow.Verdict.FRESH;
import static io.hotpair.heartbeat.LifeWindow.Verdict.INTRODUCTION;
import static io.hotpair.heartbeat.LifeWindow.Verdict.REPLAY;
import static io.hotpair.heartbeat.LifeWindow.Verdict.UNPROVEN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotpair.core.model.BootId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LifeWindowTest {
  private final Random random = new Random(4);

  /** One life of a node at its end of the path. */
  private final class Life {
    final BootId boot = new BootId(random.nextLong());
    final LifeWindow window = new LifeWindow(random::nextLong);
    final List<Sent> recorded = new ArrayList<>();
    long sequence;

    Sent send() {
      Sent datagram = new Sent(boot, ++sequence, 0, window.proof());
      recorded.add(datagram);
      return datagram;
    }

    LifeWindow.Verdict hear(Sent datagram) {
      return window.admit(datagram.boot, datagram.sequence, datagram.part, datagram.proof);
    }
  }

  private record Sent(BootId boot, long sequence, int part, DatagramCodec.Proof proof) {}

  @Test
  void twoFreshNodesHearEachOtherFromTheSecondBeatOn() {
    Life blade = new Life();
    Life guest = new Life();
    assertEquals(INTRODUCTION, guest.hear(blade.send()));
    assertEquals(FRESH, blade.hear(guest.send()));
    assertEquals(FRESH, guest.hear(blade.send()));
    assertEquals(FRESH, blade.hear(guest.send()));
  }

  @Test
  void beatsThatCrossOnTheWireAreNoObstacle() {
    Life blade = new Life();
    Life guest = new Life();
    Sent first = blade.send();
    assertEquals(INTRODUCTION, blade.hear(guest.send()));
    assertEquals(INTRODUCTION, guest.hear(first));
    Sent second = blade.send();
    assertEquals(FRESH, blade.hear(guest.send()));
    assertEquals(FRESH, guest.hear(second));
  }

  @Test
  void aRestartedPeerIsHeardAfterItsAnswer() {
    Life blade = new Life();
    Life guest = new Life();
    meet(blade, guest);
    Life reborn = new Life();
    assertEquals(INTRODUCTION, blade.hear(reborn.send()));
    assertEquals(INTRODUCTION, reborn.hear(blade.send()));
    assertEquals(FRESH, blade.hear(reborn.send()));
    assertEquals(FRESH, reborn.hear(blade.send()));
    assertEquals(FRESH, blade.hear(reborn.send()));
  }

  @Test
  void nothingRecordedIsEverHeardAgain() {
    Life blade = new Life();
    Life first = new Life();
    meet(blade, first);
    Life second = new Life();
    meet(blade, second);
    for (Sent old : first.recorded) {
      LifeWindow.Verdict verdict = blade.hear(old);
      assertEquals(old.proof.answer() == 0 ? INTRODUCTION : UNPROVEN, verdict);
    }
    for (Sent old : second.recorded) {
      assertEquals(REPLAY, blade.hear(old));
    }
    assertEquals(FRESH, blade.hear(second.send()), "the present life must still be heard");
  }

  @Test
  void aRestartedNodeBelievesNoRecordingOfItsPeer() {
    Life blade = new Life();
    Life guest = new Life();
    meet(blade, guest);
    Life reborn = new Life();
    for (Sent old : blade.recorded) {
      assertEquals(INTRODUCTION, reborn.hear(old));
    }
    assertEquals(INTRODUCTION, reborn.hear(blade.send()));
    assertEquals(FRESH, blade.hear(reborn.send()), "the recording must not keep out the living");
    assertEquals(FRESH, reborn.hear(blade.send()));
  }

  @Test
  void theOvertakenIsDroppedAndTheNextIsHeard() {
    Life blade = new Life();
    Life guest = new Life();
    meet(blade, guest);
    Sent slow = blade.send();
    assertEquals(FRESH, guest.hear(blade.send()));
    assertEquals(REPLAY, guest.hear(slow));
    assertEquals(FRESH, guest.hear(blade.send()));
  }

  @Test
  void eachPartOfABeatIsHeardOnce() {
    Life blade = new Life();
    Life guest = new Life();
    meet(blade, guest);
    Sent zero = blade.send();
    Sent one = new Sent(zero.boot, zero.sequence, 1, zero.proof);
    assertEquals(FRESH, guest.hear(zero));
    assertEquals(FRESH, guest.hear(one));
    assertEquals(REPLAY, guest.hear(zero));
    assertEquals(REPLAY, guest.hear(one));
  }

  private static void meet(Life one, Life other) {
    for (int beat = 0; beat < 4; beat++) {
      other.hear(one.send());
      one.hear(other.send());
    }
    assertEquals(FRESH, other.hear(one.send()));
    assertEquals(FRESH, one.hear(other.send()));
  }
}
