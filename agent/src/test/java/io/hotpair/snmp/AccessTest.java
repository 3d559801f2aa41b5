package io.hotpair.snmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Action;
import io.hotpair.core.model.PairName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snmp4j.PDU;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** Who may do what: every role with every verb, and everybody who may do nothing. */
final class AccessTest {
  private static final OID SYS_NAME = new OID("1.3.6.1.2.1.1.5.0");

  private final MibFile mib;
  private RunningSurface running;

  AccessTest() throws IOException {
    mib = MibFile.read();
  }

  @BeforeEach
  void start() throws IOException {
    running = new RunningSurface();
  }

  @AfterEach
  void stop() throws IOException {
    running.close();
  }

  private OID erp(String column) {
    return mib.cell(column, 3, 'e', 'r', 'p');
  }

  private VariableBinding[] order(Action action, boolean withForce) throws IOException {
    try (Client reader = Client.user(running.port(), RunningSurface.READER)) {
      Variable lock = reader.get(erp("hotpairControlLock")).orElseThrow().get(0).getVariable();
      List<VariableBinding> order =
          new ArrayList<>(
              List.of(
                  new VariableBinding(erp("hotpairControlLock"), lock),
                  new VariableBinding(erp("hotpairControlRequestId"), new OctetString("change-1")),
                  new VariableBinding(erp("hotpairControlAction"), new Integer32(action.code()))));
      if (withForce) {
        order.add(new VariableBinding(erp("hotpairControlForce"), new Integer32(1)));
      }
      return order.toArray(VariableBinding[]::new);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "reader, SWITCHOVER, false, 6",
    "reader, SUSPEND, false, 6",
    "reader, FORCE_TAKEOVER, true, 6",
    "operator, SWITCHOVER, false, 0",
    "operator, SUSPEND, false, 0",
    "operator, RESUME, false, 0",
    "operator, CLEAR_FAULT, false, 0",
    "operator, SWITCHOVER, true, 6",
    "operator, FORCE_TAKEOVER, true, 6",
    "operator, FORCE_TAKEOVER, false, 12",
    "commander, SWITCHOVER, false, 0",
    "commander, SWITCHOVER, true, 0",
    "commander, FORCE_TAKEOVER, true, 0",
    "commander, FORCE_TAKEOVER, false, 12",
  })
  void aRoleMayDoWhatItSaysAndNoMore(String user, Action action, boolean force, int status)
      throws IOException {
    try (Client client = Client.user(running.port(), user)) {
      PDU answer = client.set(order(action, force)).orElseThrow();
      assertEquals(status, answer.getErrorStatus(), answer.toString());
    }
    assertEquals(status == PDU.noError ? 1 : 0, running.sink.orders().size());
    if (status == PDU.noError) {
      assertEquals(action, running.sink.orders().getFirst().action());
      assertEquals(force, running.sink.orders().getFirst().force());
      assertEquals(user, running.sink.orders().getFirst().requester().user());
      assertEquals("127.0.0.1", running.sink.orders().getFirst().requester().address());
      assertEquals(new PairName("erp"), running.sink.orders().getFirst().pair());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {RunningSurface.READER, RunningSurface.OPERATOR, RunningSurface.COMMANDER})
  void everyRoleReadsAndNoneWritesAnythingElse(String user) throws IOException {
    try (Client client = Client.user(running.port(), user)) {
      assertTrue(client.walk(Oids.ROOT).size() > 200);
      for (VariableBinding write :
          List.of(
              new VariableBinding(SYS_NAME, new OctetString("mine")),
              new VariableBinding(erp("hotpairPairEpoch"), new Integer32(1)),
              new VariableBinding(erp("hotpairControlLastOperation"), new Integer32(1)))) {
        PDU answer = client.set(write).orElseThrow();
        assertTrue(
            List.of(PDU.noAccess, PDU.notWritable).contains(answer.getErrorStatus()),
            answer.toString());
      }
      assertEquals("blade1", client.get(SYS_NAME).orElseThrow().get(0).getVariable().toString());
    }
  }

  @Test
  void nobodySeesUserNamesOrViews() throws IOException {
    try (Client client = Client.user(running.port(), RunningSurface.COMMANDER)) {
      for (String hidden : List.of("1.3.6.1.6.3.15.1.2", "1.3.6.1.6.3.16", "1.3.6.1.6.3.18")) {
        assertEquals(List.of(), client.walk(new OID(hidden)), hidden);
      }
    }
  }

  @Test
  void aWrongPassphraseGetsNothing() throws IOException {
    try (Client client =
        Client.user(
            running.port(), RunningSurface.OPERATOR, "another phrase", SecurityLevel.AUTH_PRIV)) {
      client.expectingSilence();
      assertRefused(client.get(SYS_NAME));
      assertRefused(client.set(order(Action.SWITCHOVER, false)));
    }
    assertEquals(List.of(), running.sink.orders());
  }

  @Test
  void anUnknownUserIsToldSo() throws IOException {
    try (Client client = Client.user(running.port(), "nobody")) {
      PDU report = client.get(SYS_NAME).orElseThrow();
      assertEquals(PDU.REPORT, report.getType(), report.toString());
      assertEquals(SnmpConstants.usmStatsUnknownUserNames, report.get(0).getOid());
    }
    assertEquals(1, running.surface.refused());
  }

  @Test
  void wrongKeysAreCounted() throws IOException {
    try (Client client =
        Client.user(
            running.port(), RunningSurface.OPERATOR, "another phrase", SecurityLevel.AUTH_PRIV)) {
      client.expectingSilence().get(SYS_NAME);
    }
    try (Client client = Client.community(running.port(), "unknown", SnmpConstants.version2c)) {
      client.expectingSilence().get(SYS_NAME);
    }
    assertEquals(2, running.surface.refused());
  }

  @ParameterizedTest
  @ValueSource(ints = {SecurityLevel.NOAUTH_NOPRIV, SecurityLevel.AUTH_NOPRIV})
  void lessThanAuthenticationAndPrivacyGetsNothing(int level) throws IOException {
    try (Client client =
        Client.user(running.port(), RunningSurface.OPERATOR, RunningSurface.AUTH, level)) {
      PDU read = client.get(SYS_NAME).orElseThrow();
      assertEquals(PDU.authorizationError, read.getErrorStatus(), read.toString());
      PDU write = client.set(order(Action.SWITCHOVER, false)).orElseThrow();
      assertEquals(PDU.authorizationError, write.getErrorStatus(), write.toString());
    }
    assertEquals(List.of(), running.sink.orders());
  }

  @Test
  void aCommunityReadsAndWritesNothing() throws IOException {
    try (Client client = Client.community(running.port(), "local", SnmpConstants.version2c)) {
      assertEquals("blade1", client.get(SYS_NAME).orElseThrow().get(0).getVariable().toString());
      PDU answer = client.set(order(Action.SWITCHOVER, false)).orElseThrow();
      assertEquals(PDU.noAccess, answer.getErrorStatus(), answer.toString());
    }
    assertEquals(List.of(), running.sink.orders());
  }

  @ParameterizedTest
  @ValueSource(strings = {"elsewhere", "unknown", "public", ""})
  void aCommunityFromTheWrongPlaceOrAWrongOneGetsNoAnswer(String community) throws IOException {
    try (Client client = Client.community(running.port(), community, SnmpConstants.version2c)) {
      assertEquals(Optional.empty(), client.expectingSilence().get(SYS_NAME));
    }
  }

  @Test
  void version1GetsNoAnswer() throws IOException {
    try (Client client = Client.community(running.port(), "local", SnmpConstants.version1)) {
      assertEquals(Optional.empty(), client.expectingSilence().get(SYS_NAME));
    }
  }

  // No answer, or a report (RFC 3414, section 3.2), which carries a counter and no object.
  private static void assertRefused(Optional<PDU> answer) {
    answer.ifPresent(
        pdu -> {
          assertEquals(PDU.REPORT, pdu.getType(), pdu.toString());
          assertTrue(pdu.get(0).getOid().startsWith(new OID("1.3.6.1.6.3.15.1.1")), pdu.toString());
          assertTrue(pdu.get(0).getVariable() != Null.instance);
        });
  }
}
