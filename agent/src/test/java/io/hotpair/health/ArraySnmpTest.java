package io.hotpair.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.RaidReading;
import io.hotpair.core.model.RaidState;
import io.hotpair.core.model.site.RaidSpec;
import io.hotpair.core.model.site.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.MessageException;
import org.snmp4j.PDU;
import org.snmp4j.Snmp;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.StatusInformation;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/** An array that answers over a real socket. */
final class ArraySnmpTest {
  private static final String STATUS = "1.3.6.1.4.1.6574.3.1.1.3.0";
  private static final Duration IMPATIENT = Duration.ofMillis(100);

  private volatile Variable value = new Integer32(1);
  private Snmp array;
  private int port;

  @BeforeEach
  void open() throws IOException {
    DefaultUdpTransportMapping socket =
        new DefaultUdpTransportMapping(new UdpAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
    array = new Snmp(new MessageDispatcherImpl(), socket);
    array.getMessageDispatcher().addMessageProcessingModel(new MPv2c());
    array.addCommandResponder(this::answer);
    array.listen();
    port = socket.getListenAddress().getPort();
  }

  @AfterEach
  void close() throws IOException {
    array.close();
  }

  private <A extends Address> void answer(CommandResponderEvent<A> event) {
    if (!new OctetString(event.getSecurityName()).toString().equals("open")) {
      return; // as SNMPv2c says, a stranger gets no answer
    }
    PDU answer = event.getPDU();
    answer.setType(PDU.RESPONSE);
    Variable said = answer.get(0).getOid().equals(new OID(STATUS)) ? value : Null.noSuchObject;
    answer.set(0, new VariableBinding(answer.get(0).getOid(), said));
    try {
      event
          .getMessageDispatcher()
          .returnResponsePdu(
              event.getMessageProcessingModel(),
              event.getSecurityModel(),
              event.getSecurityName(),
              event.getSecurityLevel(),
              answer,
              event.getMaxSizeResponsePDU(),
              event.getStateReference(),
              new StatusInformation());
    } catch (MessageException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private ArraySnmp array(String community, String oid, Duration timeout) {
    return new ArraySnmp(
        new RaidSpec.Snmp(
            "127.0.0.1",
            port,
            new Secret(community.getBytes(StandardCharsets.UTF_8)),
            oid,
            Map.of(1L, RaidState.OPTIMAL, 2L, RaidState.REBUILDING, 11L, RaidState.DEGRADED),
            "raid6"),
        timeout);
  }

  private RaidReading asked() {
    return array("open", STATUS, Duration.ofSeconds(5)).ask();
  }

  @Test
  void theSiteFileSaysWhatANumberMeans() {
    assertEquals(
        new RaidReading("raid6", RaidState.OPTIMAL, "the array at 127.0.0.1 says 1, optimal"),
        asked());
    value = new Integer32(11);
    assertEquals(RaidState.DEGRADED, asked().state());
  }

  @Test
  void aNumberThatTheFileDoesNotExplainIsUnknown() {
    value = new Integer32(12);
    assertEquals(
        new RaidReading(
            "raid6",
            RaidState.UNKNOWN,
            "the array at 127.0.0.1 says 12, which the site file does not explain"),
        asked());
  }

  @Test
  void whatIsNoNumberIsUnknown() {
    value = new OctetString("optimal");
    assertEquals(RaidState.UNKNOWN, asked().state());
  }

  @Test
  void anObjectThatIsNotThereIsUnknown() {
    RaidReading reading = array("open", "1.3.6.1.2.1.1.1.0", Duration.ofSeconds(5)).ask();
    assertEquals(RaidReading.unknown("the array at 127.0.0.1 has no 1.3.6.1.2.1.1.1.0"), reading);
  }

  @Test
  void anArrayThatDoesNotAnswerIsUnknownAndTheCommunityStaysSecret() {
    RaidReading reading = array("hush", STATUS, IMPATIENT).ask();
    assertEquals(RaidState.UNKNOWN, reading.state());
    assertTrue(reading.text().contains("does not answer"), reading.text());
    assertTrue(List.of(reading.text().split(" ")).stream().noneMatch("hush"::equals));
  }
}
