package io.hotpair.snmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.hotpair.Fuzz;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.snmp4j.PDU;
import org.snmp4j.asn1.BER;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.VariableBinding;

/** Whatever comes: nothing is ordered, nothing meets a defect, and the agent answers on. */
final class SnmpFuzzTest {
  private static final OID SYS_NAME = new OID("1.3.6.1.2.1.1.5.0");
  private static final int ROUND = 100;
  private static final byte[] COMMUNITY = {4, 5, 'l', 'o', 'c', 'a', 'l'};

  private final Fuzz fuzz = new Fuzz();
  private final List<byte[]> genuine = new ArrayList<>();

  @Test
  void nothingComesOfIt() throws IOException {
    long inputs = 0;
    try (RunningSurface running = new RunningSurface();
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Client client = Client.community(running.port(), "local", SnmpConstants.version2c)) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), running.port()));
      socket.setSoTimeout(1);
      record(running);
      while (fuzz.goesOn()) {
        for (int count = 0; count < ROUND; count++) {
          byte[] message = message();
          socket.send(new DatagramPacket(message, message.length));
          inputs++;
        }
        PDU answer = client.get(SYS_NAME).orElseThrow();
        assertEquals("blade1", answer.get(0).getVariable().toString(), "seed " + fuzz.seed);
        judge(socket);
      }
      assertEquals(List.of(), running.sink.orders());
    }
    fuzz.assertNoGrowth("SNMP messages", inputs);
  }

  // What managers really send, over each version; the SET would be refused for its lock.
  private void record(RunningSurface running) throws IOException {
    try (Wiretap wiretap = new Wiretap(running.port());
        Client reader = Client.user(wiretap.port(), RunningSurface.READER);
        Client commander = Client.user(wiretap.port(), RunningSurface.COMMANDER);
        Client community = Client.community(wiretap.port(), "local", SnmpConstants.version2c)) {
      for (Client client : List.of(reader, community)) {
        client.get(SYS_NAME, Oids.below(Oids.OBJECTS, 1, 9, 0)).orElseThrow();
        genuine.add(wiretap.last());
        client.next(Oids.ROOT).orElseThrow();
        genuine.add(wiretap.last());
        client.bulk(1, 20, SYS_NAME, Oids.OBJECTS).orElseThrow();
        genuine.add(wiretap.last());
      }
      VariableBinding lock =
          new VariableBinding(Oids.below(Oids.CONTROL_ENTRY, 1, 3, 'e', 'r', 'p'));
      lock.setVariable(new Integer32(-1));
      for (Client client : List.of(commander, community)) {
        client.set(lock).orElseThrow();
        genuine.add(wiretap.last());
      }
    }
  }

  private static void judge(DatagramSocket socket) throws IOException {
    byte[] buffer = new byte[65_535];
    while (true) {
      DatagramPacket answer = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(answer);
      } catch (SocketTimeoutException none) {
        return;
      }
      BERInputStream message =
          new BERInputStream(ByteBuffer.wrap(buffer, 0, answer.getLength()).slice());
      BER.decodeHeader(message, new BER.MutableByte());
      Integer32 version = new Integer32();
      version.decodeBER(message);
      if (version.getValue() == SnmpConstants.version2c) {
        new OctetString().decodeBER(message);
        PDU pdu = new PDU();
        pdu.decodeBER(message);
        if (pdu.getType() == PDU.RESPONSE) {
          assertNotEquals(PDU.genErr, pdu.getErrorStatus(), pdu::toString);
        }
      }
    }
  }

  private byte[] message() {
    return switch (fuzz.random.nextInt(8)) {
      case 0 -> fuzz.bytes(fuzz.random.nextInt(1_400));
      case 1, 2 -> structured();
      case 3 -> torn(any());
      case 4 -> wrongLength(any());
      default -> {
        byte[] flipped = any();
        fuzz.flipBits(flipped, 0, flipped.length);
        yield flipped;
      }
    };
  }

  private byte[] any() {
    return genuine.get(fuzz.random.nextInt(genuine.size())).clone();
  }

  private byte[] torn(byte[] message) {
    byte[] torn = Arrays.copyOf(message, fuzz.random.nextInt(2 * message.length));
    if (torn.length > message.length) {
      byte[] more = fuzz.bytes(torn.length - message.length);
      System.arraycopy(more, 0, torn, message.length, more.length);
    }
    return torn;
  }

  private byte[] wrongLength(byte[] message) {
    int place = fuzz.random.nextInt(message.length - 5);
    byte[] length = {(byte) (0x81 + fuzz.random.nextInt(4)), -1, -1, -1, -1};
    System.arraycopy(length, 0, message, place, 1 + fuzz.random.nextInt(length.length));
    return message;
  }

  // A message that is BER throughout, with whatever content.
  private byte[] structured() {
    List<byte[]> bindings = new ArrayList<>();
    for (int count = fuzz.random.nextInt(20); count > 0; count--) {
      bindings.add(element(0x30, join(List.of(name(), value(3)))));
    }
    byte[] pdu =
        element(
            0xa0 + fuzz.random.nextInt(10),
            join(List.of(number(), number(), number(), element(0x30, join(bindings)))));
    return element(0x30, join(List.of(new byte[] {2, 1, 1}, COMMUNITY, pdu)));
  }

  private byte[] name() {
    byte[] usual = {0x2b, 6, 1, 4, 1, (byte) 0x81, (byte) 0xfd, 0x59, 1, 1};
    byte[] more = fuzz.bytes(fuzz.random.nextInt(12));
    for (int place = 0; place < more.length && fuzz.random.nextInt(4) > 0; place++) {
      more[place] &= 0x0f;
    }
    return element(6, fuzz.random.nextInt(8) == 0 ? more : join(List.of(usual, more)));
  }

  private byte[] number() {
    return switch (fuzz.random.nextInt(4)) {
      case 0 -> new byte[] {2, 4, 0x7f, -1, -1, -1};
      case 1 -> element(2, fuzz.bytes(fuzz.random.nextInt(10)));
      default -> new byte[] {2, 1, (byte) fuzz.random.nextInt(30)};
    };
  }

  private byte[] value(int depth) {
    return switch (fuzz.random.nextInt(5)) {
      case 0 -> number();
      case 1 -> element(fuzz.random.nextInt(256), fuzz.bytes(fuzz.random.nextInt(40)));
      case 2 -> depth == 0 ? new byte[] {5, 0} : element(0x30, value(depth - 1));
      default -> new byte[] {5, 0};
    };
  }

  private static byte[] element(int tag, byte[] content) {
    return join(
        List.of(
            new byte[] {
              (byte) tag, (byte) 0x82, (byte) (content.length >> 8), (byte) content.length
            },
            content));
  }

  private static byte[] join(List<byte[]> parts) {
    ByteBuffer all = ByteBuffer.allocate(parts.stream().mapToInt(part -> part.length).sum());
    parts.forEach(all::put);
    return all.array();
  }
}
