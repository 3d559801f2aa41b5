package io.hotpair.guard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.RegistrationKey;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Commands and answers as bytes, as SPC-4 has them. */
final class PersistentReserveTest {
  private static final RegistrationKey MINE = RegistrationKey.of(1, new Epoch(0x2a));
  private static final RegistrationKey PEERS = RegistrationKey.of(2, new Epoch(0x29));

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  @Test
  void commandsIn() {
    assertArrayEquals(hex("5e00 0000 0000 0002 0800"), PersistentReserve.readKeys().block());
    assertArrayEquals(hex("5e01 0000 0000 0000 1800"), PersistentReserve.readReservation().block());
    assertArrayEquals(
        hex("5e02 0000 0000 0000 0800"), PersistentReserve.reportCapabilities().block());
  }

  @Test
  void commandsOut() {
    assertArrayEquals(
        hex("5f00 0000 0000 0000 1800"), PersistentReserve.register(PEERS, MINE).block());
    assertArrayEquals(
        hex("4850020000000029 485001000000002a 00000000 01 00 0000"),
        PersistentReserve.register(PEERS, MINE).sent());
    assertArrayEquals(hex("5f01 0500 0000 0000 1800"), PersistentReserve.reserve(MINE).block());
    assertArrayEquals(
        hex("5f05 0500 0000 0000 1800"), PersistentReserve.preemptAndAbort(MINE, PEERS).block());
    assertArrayEquals(
        hex("485001000000002a 4850020000000029 00000000 00 00 0000"),
        PersistentReserve.preemptAndAbort(MINE, PEERS).sent());
  }

  @Test
  void keysAndReservation() {
    assertEquals(
        Optional.of(new PersistentReserve.Keys(7, List.of(MINE, PEERS))),
        PersistentReserve.keys(hex("00000007 00000010 485001000000002a 4850020000000029")));
    assertEquals(
        Optional.of(new PersistentReserve.Held(7, Optional.of(MINE), 5)),
        PersistentReserve.held(hex("00000007 00000010 485001000000002a 00000000 00 05 0000")));
    assertEquals(
        Optional.of(new PersistentReserve.Held(7, Optional.empty(), 0)),
        PersistentReserve.held(hex("00000007 00000000")));
  }

  @Test
  void capabilities() {
    assertEquals(
        Optional.of(new PersistentReserve.Capabilities(true, true, true)),
        PersistentReserve.capabilities(hex("0008 01 81 2a01 0000")));
    assertEquals(
        Optional.of(new PersistentReserve.Capabilities(false, false, false)),
        PersistentReserve.capabilities(hex("0008 00 80 0a00 0000")));
  }

  @Test
  void whatIsCutOffOrTooLongIsNotBelieved() {
    byte[] keys = hex("00000007 00000010 485001000000002a 4850020000000029");
    byte[] held = hex("00000007 00000010 485001000000002a 00000000 00 05 0000");
    for (int length = 0; length < keys.length; length++) {
      assertEquals(Optional.empty(), PersistentReserve.keys(java.util.Arrays.copyOf(keys, length)));
      assertEquals(Optional.empty(), PersistentReserve.held(java.util.Arrays.copyOf(held, length)));
    }
    assertEquals(Optional.empty(), PersistentReserve.keys(hex("00000007 80000000 00")));
    assertEquals(Optional.empty(), PersistentReserve.keys(hex("00000007 00000003 000000")));
  }

  @Test
  void garbageThrowsNothing() {
    Random random = new Random(4850);
    for (int round = 0; round < 20_000; round++) {
      byte[] garbage = new byte[random.nextInt(80)];
      random.nextBytes(garbage);
      PersistentReserve.keys(garbage);
      PersistentReserve.held(garbage);
      PersistentReserve.capabilities(garbage);
      if (garbage.length > 1) {
        garbage[1] = (byte) 0x83;
      }
      DeviceIdentity.of(garbage);
    }
  }

  @Test
  void aKeyHoldsNodeAndEpoch() {
    assertEquals("485001000000002a", MINE.hex());
    assertTrue(MINE.isOf(1));
    assertFalse(MINE.isOf(2));
    assertEquals(new Epoch(42), MINE.epoch());
    RegistrationKey last = RegistrationKey.of(255, new Epoch(Epoch.LARGEST));
    assertEquals("4850ffffffffffff", last.hex());
    assertEquals(new Epoch(Epoch.LARGEST), last.epoch());
    assertTrue(last.isOf(255));
    assertThrows(IllegalArgumentException.class, () -> RegistrationKey.of(256, new Epoch(1)));
    assertThrows(IllegalArgumentException.class, () -> RegistrationKey.of(1, Epoch.NONE));
  }

  @Test
  void aStrangersKeyIsNobodys() {
    for (long stranger : new long[] {0, 1, -1, 0x4850_0100_0000_0000L, 0x4850_0000_0000_0001L}) {
      RegistrationKey key = new RegistrationKey(stranger);
      assertFalse(key.isOurs(), key::toString);
      assertEquals(Epoch.NONE, key.epoch());
    }
  }

  /** The page of an LIO target, as {@code sg_vpd -p di -H} prints it; T10, NAA, then port ids. */
  @Test
  void theBestDesignatorOfTheLunItself() {
    byte[] page =
        hex(
            "00 83 0030 02 01 00 0c 4c494f2d4f524700 64617461"
                + "01 03 00 10 6001405aa000000000000000a0010000"
                + "51 93 00 04 00000001");
    page[3] = (byte) (page.length - 4);
    assertEquals(Optional.of("naa.6001405aa000000000000000a0010000"), DeviceIdentity.of(page));
    assertEquals(Optional.empty(), DeviceIdentity.of(hex("00 83 0000")));
  }
}
