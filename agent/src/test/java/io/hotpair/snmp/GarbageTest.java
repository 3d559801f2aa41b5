package io.hotpair.snmp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snmp4j.PDU;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.OID;

/** Datagrams that are no requests: nothing is ordered, and the agent answers on. */
final class GarbageTest {
  private static final OID SYS_NAME = new OID("1.3.6.1.2.1.1.5.0");
  private static final int DATAGRAMS = 1_000;

  // A v2c GET of sysName.0 with community "local", as the wire has it.
  private static final byte[] REQUEST = {
    0x30,
    0x28,
    0x02,
    0x01,
    0x01,
    0x04,
    0x05,
    'l',
    'o',
    'c',
    'a',
    'l',
    (byte) 0xa0,
    0x1c,
    0x02,
    0x04,
    0x12,
    0x34,
    0x56,
    0x78,
    0x02,
    0x01,
    0x00,
    0x02,
    0x01,
    0x00,
    0x30,
    0x0e,
    0x30,
    0x0c,
    0x06,
    0x08,
    0x2b,
    0x06,
    0x01,
    0x02,
    0x01,
    0x01,
    0x05,
    0x00,
    0x05,
    0x00
  };

  @Test
  void theRequestThatIsSpoiledBelowIsARealOne() throws IOException {
    try (RunningSurface running = new RunningSurface();
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      socket.setSoTimeout(10_000);
      socket.send(packet(REQUEST, running.port()));
      DatagramPacket answer = new DatagramPacket(new byte[1_500], 1_500);
      socket.receive(answer);
      String text = new String(answer.getData(), 0, answer.getLength(), "ISO-8859-1");
      assertEquals(true, text.endsWith("blade1"), text);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theAgentAnswersOnAfterGarbage(long seed) throws IOException {
    Random random = new Random(seed);
    try (RunningSurface running = new RunningSurface();
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Client client = Client.community(running.port(), "local", SnmpConstants.version2c)) {
      for (int i = 0; i < DATAGRAMS; i++) {
        socket.send(packet(spoiled(random), running.port()));
        if (i % 100 == 0) {
          assertAnswers(client, "after datagram " + i + " of seed " + seed);
        }
      }
      assertAnswers(client, "after seed " + seed);
      assertEquals(List.of(), running.sink.orders());
    }
  }

  private static void assertAnswers(Client client, String when) throws IOException {
    PDU answer = client.get(SYS_NAME).orElseThrow(() -> new AssertionError("no answer " + when));
    assertEquals("blade1", answer.get(0).getVariable().toString(), when);
  }

  private static byte[] spoiled(Random random) {
    byte[] datagram =
        switch (random.nextInt(3)) {
          case 0 -> new byte[random.nextInt(1_400)];
          case 1 -> Arrays.copyOf(REQUEST, random.nextInt(REQUEST.length + 40));
          default -> REQUEST.clone();
        };
    if (datagram.length > 0 && datagram.length != REQUEST.length) {
      byte[] noise = new byte[datagram.length];
      random.nextBytes(noise);
      System.arraycopy(noise, 0, datagram, 0, random.nextInt(datagram.length));
    }
    for (int flips = random.nextInt(4); flips > 0 && datagram.length > 0; flips--) {
      datagram[random.nextInt(datagram.length)] = (byte) random.nextInt();
    }
    return datagram;
  }

  private static DatagramPacket packet(byte[] content, int port) {
    return new DatagramPacket(
        content, content.length, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }
}
