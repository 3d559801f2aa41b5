package io.hotpair.snmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snmp4j.PDU;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/** Requests that ask for more than an answer can carry. */
final class OversizedTest {
  private static final OID SYS_NAME = new OID("1.3.6.1.2.1.1.5.0");

  /** A datagram over IPv4. */
  private static final int LONGEST = 65_507;

  // A v2c GETBULK of hotpairObjects with community "local" and max-repetitions 2147483648, one more
  // than the protocol has.
  private static final String BEYOND =
      "302d02010104056c6f63616ca5210201010201000205008000000030123010060c2b0601040181fd590101"
          + "01010500";

  private RunningSurface running;
  private Client client;

  @BeforeEach
  void start() throws IOException {
    running = new RunningSurface();
    client = Client.community(running.port(), "local", SnmpConstants.version2c);
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    running.close();
  }

  private static OID[] times(int count, OID oid) {
    return Collections.nCopies(count, oid).toArray(OID[]::new);
  }

  @Test
  void repetitionsWithoutEndFillOneAnswer() throws IOException {
    try (Client user = Client.user(running.port(), RunningSurface.READER)) {
      for (Client manager : List.of(client, user)) {
        for (int columns : new int[] {1, 40}) {
          PDU answer = manager.bulk(0, Integer.MAX_VALUE, times(columns, Oids.ROOT)).orElseThrow();
          assertEquals(PDU.noError, answer.getErrorStatus());
          assertTrue(answer.size() > columns, answer.size() + " bindings");
          assertTrue(answer.getBERLength() < LONGEST, answer.getBERLength() + " octets");
        }
      }
    }
  }

  @Test
  void moreRepetitionsThanTheProtocolHasDoNoHarm() throws IOException {
    try (Wiretap wiretap = new Wiretap(running.port())) {
      Optional<byte[]> answer = wiretap.ask(HexFormat.of().parseHex(BEYOND));
      assertTrue(answer.isEmpty() || answer.get().length < LONGEST);
    }
    assertEquals("blade1", client.get(SYS_NAME).orElseThrow().get(0).getVariable().toString());
  }

  @Test
  void aGetThatDoesNotFitIsToldSo() throws IOException {
    OID timeline = Oids.below(Oids.OBJECTS, 9, 1, 13, 103);
    PDU answer = client.get(times(1_500, timeline)).orElseThrow();
    assertEquals(PDU.tooBig, answer.getErrorStatus(), answer.toString());
    assertEquals(List.of(), answer.getVariableBindings());
    PDU next = client.next(times(1_500, Oids.below(Oids.OBJECTS, 9, 1, 13, 102))).orElseThrow();
    assertEquals(PDU.tooBig, next.getErrorStatus(), next.toString());
  }

  @Test
  void aSetOfMoreThanOneOrderIsRefusedAsAWhole() throws IOException {
    try (Client commander = Client.user(running.port(), RunningSurface.COMMANDER)) {
      PDU answer =
          commander
              .set(
                  Collections.nCopies(
                          1_000,
                          new VariableBinding(
                              Oids.below(Oids.CONTROL_FORCE, 3, 'e', 'r', 'p'), new Integer32(1)))
                      .toArray(VariableBinding[]::new))
              .orElseThrow();
      assertEquals(PDU.inconsistentName, answer.getErrorStatus(), answer.toString());
    }
    assertEquals(List.of(), running.sink.orders());
  }
}
