package io.hotpair.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hotpair.core.model.Outcome;
import java.net.Inet4Address;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The packets as they stand on the wire; that clients learn from them, the host test shows. */
final class GratuitousArpTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final Inet4Address ADDRESS = Inet4Address.ofLiteral("10.0.0.100");

  @Test
  void senderAndTargetAreTheAddress() {
    byte[] mac = HEX.parseHex("020000aabbcc");
    assertEquals(
        "0001080006040001" + "020000aabbcc0a000064" + "0000000000000a000064",
        HEX.formatHex(GratuitousArp.packet((short) 1, mac, ADDRESS)));
    assertEquals(
        "0001080006040002" + "020000aabbcc0a000064" + "ffffffffffff0a000064",
        HEX.formatHex(GratuitousArp.packet((short) 2, mac, ADDRESS)));
  }

  @Test
  void onALoopbackThereIsNobodyToTell() {
    assertEquals(new Outcome.Succeeded<>(true), new GratuitousArp().announce("lo", ADDRESS));
  }

  @Test
  void aDeviceThatIsNotThereIsAFailure() {
    assertInstanceOf(Outcome.Failed.class, new GratuitousArp().announce("nowhere0", ADDRESS));
  }
}
