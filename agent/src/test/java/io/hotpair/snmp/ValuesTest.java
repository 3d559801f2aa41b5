package io.hotpair.snmp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.NodeName;
import io.hotpair.view.SnapshotFixture;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How values, networks and engine ids are written and read. */
final class ValuesTest {
  private static String text(String value) {
    return new String(Values.text(value).getValue(), StandardCharsets.UTF_8);
  }

  @Test
  void aTextThatFitsStaysAsItIs() {
    assertEquals("", text(""));
    assertEquals("x".repeat(255), text("x".repeat(255)));
  }

  @Test
  void aLongTextEndsInAnEllipsisAndNeverInHalfACharacter() {
    assertEquals("x".repeat(252) + "…", text("x".repeat(256)));
    for (String letter : new String[] {"ü", "€", "😀"}) {
      for (int shift = 0; shift < 4; shift++) {
        String cut = text("x".repeat(shift) + letter.repeat(300));
        assertTrue(cut.getBytes(StandardCharsets.UTF_8).length <= 255);
        assertTrue(cut.matches("x*(" + letter + ")+…"), cut);
      }
    }
  }

  @Test
  void timesAreInUniversalTimeWithTenthsOfASecond() {
    assertArrayEquals(
        new byte[] {7, (byte) 0xea, 11, 22, 18, 0, 1, 9, '+', 0, 0},
        Values.time(SnapshotFixture.WALL + 1_999).getValue());
    assertArrayEquals(new byte[8], Values.time(0).getValue());
  }

  @Test
  void numbersThatDoNotFitStopAtTheLargest() {
    assertEquals(Integer.MAX_VALUE, Values.span(Long.MAX_VALUE).getValue());
    assertEquals(-1, Values.span(-1).getValue());
    assertEquals(-1, Values.micros(-1).getValue());
    assertEquals(1, Values.micros(1_999).getValue());
    assertEquals(0xffff_ffffL, Values.gauge(Long.MAX_VALUE).getValue());
    assertEquals(0, Values.gauge(-5).getValue());
    assertEquals(-1, Values.percent(-1).getValue());
    assertEquals(26, Values.percent(0.255).getValue());
    assertEquals(100, Values.percent(1.7).getValue());
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.200.1.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "10.0.0.5, 10.0.0.5, true",
    "10.0.0.5, 10.0.0.6, false",
    "192.168.4.0/22, 192.168.7.255, true",
    "192.168.4.0/22, 192.168.8.0, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
  })
  void aNetworkContainsItsAddresses(String network, String address, boolean contained) {
    assertEquals(contained, SourceNetwork.of(network).contains(InetAddress.ofLiteral(address)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "local/8", "::/129"})
  void aWrongNetworkIsRefusedWithWhatWasRead(String network) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> SourceNetwork.of(network)).getMessage();
    assertTrue(message.contains("\"" + network + "\"") && message.contains("10.0.0.0/24"), message);
  }

  @Test
  void anEngineIdIsStableAndDifferentForEachNodeOfEachSite() {
    byte[] engineId = EngineId.of("as300", new NodeName("blade1"));
    assertArrayEquals(engineId, EngineId.of("as300", new NodeName("blade1")));
    assertEquals(21, engineId.length);
    assertArrayEquals(
        new byte[] {(byte) 0x80, 0, 0x7e, (byte) 0xd9, 5}, Arrays.copyOf(engineId, 5));
    for (byte[] other :
        new byte[][] {
          EngineId.of("as300", new NodeName("vpe1")), EngineId.of("as301", new NodeName("blade1"))
        }) {
      assertTrue(!Arrays.equals(engineId, other));
    }
  }
}
