package io.hotpair.snmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Action;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** Messages that somebody between manager and agent has recorded, and changed or not. */
final class ForgedMessageTest {
  private static final OID SYS_NAME = new OID("1.3.6.1.2.1.1.5.0");
  private static final int USER_AND_TAG_HEADER = RunningSurface.READER.length() + 2;

  /** What the user-based security model counts (RFC 3414, section 5), in the order of the MIB. */
  private static final List<OID> COUNTERS =
      List.of(
          SnmpConstants.usmStatsUnsupportedSecLevels,
          SnmpConstants.usmStatsNotInTimeWindows,
          SnmpConstants.usmStatsUnknownUserNames,
          SnmpConstants.usmStatsUnknownEngineIDs,
          SnmpConstants.usmStatsWrongDigests,
          SnmpConstants.usmStatsDecryptionErrors);

  private RunningSurface running;
  private Wiretap wiretap;
  private Client onlooker;

  @BeforeEach
  void start() throws IOException {
    running = new RunningSurface();
    wiretap = new Wiretap(running.port());
    onlooker = Client.user(running.port(), RunningSurface.COMMANDER);
    onlooker.get(SYS_NAME).orElseThrow();
  }

  @AfterEach
  void stop() throws IOException {
    onlooker.close();
    wiretap.close();
    running.close();
  }

  private byte[] recordedRead() throws IOException {
    try (Client reader = Client.user(wiretap.port(), RunningSurface.READER)) {
      reader.get(SYS_NAME).orElseThrow();
    }
    return wiretap.last();
  }

  private byte[] recordedOrder() throws IOException {
    MibFile mib = MibFile.read();
    try (Client operator = Client.user(wiretap.port(), RunningSurface.OPERATOR)) {
      OID lock = mib.cell("hotpairControlLock", 3, 'e', 'r', 'p');
      Variable value = operator.get(lock).orElseThrow().get(0).getVariable();
      PDU answer =
          operator
              .set(
                  new VariableBinding(lock, value),
                  new VariableBinding(
                      mib.cell("hotpairControlRequestId", 3, 'e', 'r', 'p'),
                      new OctetString("change-1")),
                  new VariableBinding(
                      mib.cell("hotpairControlAction", 3, 'e', 'r', 'p'),
                      new Integer32(Action.SWITCHOVER.code())))
              .orElseThrow();
      assertEquals(PDU.noError, answer.getErrorStatus());
    }
    return wiretap.last();
  }

  private List<Long> counters() throws IOException {
    return onlooker.get(COUNTERS.toArray(OID[]::new)).orElseThrow().getVariableBindings().stream()
        .map(cell -> cell.getVariable().toLong())
        .toList();
  }

  // Sends a message and says which counters it moved, each by how much.
  private List<Long> moved(byte[] message) throws IOException {
    List<Long> before = counters();
    wiretap.ask(message);
    List<Long> after = counters();
    return List.of(
        after.get(0) - before.get(0),
        after.get(1) - before.get(1),
        after.get(2) - before.get(2),
        after.get(3) - before.get(3),
        after.get(4) - before.get(4),
        after.get(5) - before.get(5));
  }

  private static int indexOf(byte[] message, byte[] part) {
    String text = new String(message, StandardCharsets.ISO_8859_1);
    int place = text.indexOf(new String(part, StandardCharsets.ISO_8859_1));
    assertTrue(place >= 0, "the message does not hold what is to be changed");
    return place;
  }

  private static byte[] changed(byte[] message, int place) {
    byte[] copy = message.clone();
    copy[place] ^= 1;
    return copy;
  }

  @Test
  void anUnchangedReadIsAnsweredAgain() throws IOException {
    byte[] read = recordedRead();
    assertEquals(List.of(0L, 0L, 0L, 0L, 0L, 0L), moved(read));
    assertTrue(wiretap.ask(read).isPresent());
  }

  @Test
  void aReplayedOrderChangesNothing() throws IOException {
    byte[] order = recordedOrder();
    assertEquals(1, running.sink.orders().size());
    OID lock = Oids.below(Oids.CONTROL_ENTRY, Control.LOCK, 3, 'e', 'r', 'p');
    Variable advanced = onlooker.get(lock).orElseThrow().get(0).getVariable();
    for (int times = 0; times < 3; times++) {
      assertTrue(wiretap.ask(order).isPresent(), "refused by its lock, and told so");
    }
    assertEquals(advanced, onlooker.get(lock).orElseThrow().get(0).getVariable());
    assertEquals(1, running.sink.orders().size());
  }

  @Test
  void anOrderOfAnEarlierLifeIsNotInTheTimeWindow() throws IOException {
    byte[] order = recordedOrder();
    stop();
    running = new RunningSurface(2);
    wiretap = new Wiretap(running.port());
    onlooker = Client.user(running.port(), RunningSurface.COMMANDER);
    onlooker.get(SYS_NAME).orElseThrow();

    assertEquals(List.of(0L, 1L, 0L, 0L, 0L, 0L), moved(order));
    assertEquals(List.of(), running.sink.orders());
  }

  @Test
  void whatWasChangedIsCountedByWhatItIs() throws IOException {
    byte[] read = recordedRead();
    int user = indexOf(read, RunningSurface.READER.getBytes(StandardCharsets.US_ASCII));
    int engine = indexOf(read, RunningSurface.ENGINE_ID);
    assertEquals(List.of(0L, 0L, 0L, 1L, 0L, 0L), moved(changed(read, engine + 10)), "engine");
    assertEquals(List.of(0L, 0L, 1L, 0L, 0L, 0L), moved(changed(read, user)), "user");
    assertEquals(1, running.surface.refused(), "the unknown user");
    for (int place : new int[] {user + USER_AND_TAG_HEADER, read.length - 1}) {
      assertEquals(List.of(0L, 0L, 0L, 0L, 1L, 0L), moved(changed(read, place)), "at " + place);
    }
    assertEquals(3, running.surface.refused());
  }

  @Test
  void aContextThatIsNotThereIsReported() throws IOException {
    try (Client reader = Client.user(running.port(), RunningSurface.READER)) {
      ScopedPDU request = new ScopedPDU();
      request.setContextName(new OctetString("elsewhere"));
      request.add(new VariableBinding(SYS_NAME));
      PDU report = reader.send(request).orElseThrow();
      assertEquals(PDU.REPORT, report.getType(), report.toString());
      assertEquals(SnmpConstants.snmpUnknownContexts, report.get(0).getOid());
    }
  }

  @Test
  void aRequestForAnotherEngineGetsNoAnswer() throws IOException {
    try (Client reader = Client.user(running.port(), RunningSurface.READER)) {
      ScopedPDU request = new ScopedPDU();
      request.setContextEngineID(new OctetString("another engine"));
      request.add(new VariableBinding(SYS_NAME));
      assertEquals(Optional.empty(), reader.expectingSilence().send(request));
    }
  }
}
