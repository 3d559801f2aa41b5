package io.hotpair.health;

import io.hotpair.core.model.RaidReading;
import io.hotpair.core.model.RaidState;
import io.hotpair.core.model.site.RaidSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.snmp4j.CommunityTarget;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.PDU;
import org.snmp4j.Snmp;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/**
 * An array's own word, by SNMPv2c: one number, which the site file says how to read. Each question
 * has a socket of its own, so that nothing stays open for the minute until the next.
 */
final class ArraySnmp implements Array {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int RETRIES = 2;

  private final RaidSpec.Snmp spec;
  private final Duration timeout;

  ArraySnmp(RaidSpec.Snmp spec) {
    this(spec, TIMEOUT);
  }

  ArraySnmp(RaidSpec.Snmp spec, Duration timeout) {
    this.spec = spec;
    this.timeout = timeout;
  }

  @Override
  public RaidReading ask() {
    try (Snmp snmp =
        new Snmp(new MessageDispatcherImpl(), new DefaultUdpTransportMapping(anyPort()))) {
      snmp.getMessageDispatcher().addMessageProcessingModel(new MPv2c());
      snmp.listen();
      PDU question = new PDU(PDU.GET, List.of(new VariableBinding(new OID(spec.oid()))));
      return read(snmp.send(question, target()));
    } catch (IOException broken) {
      return RaidReading.unknown(where() + ": " + broken.getMessage());
    }
  }

  private UdpAddress anyPort() {
    return new UdpAddress(InetAddress.ofLiteral(spec.host().contains(":") ? "::" : "0.0.0.0"), 0);
  }

  private CommunityTarget<UdpAddress> target() {
    CommunityTarget<UdpAddress> target =
        new CommunityTarget<>(
            new UdpAddress(InetAddress.ofLiteral(spec.host()), spec.port()),
            new OctetString(spec.community().bytes()));
    target.setVersion(SnmpConstants.version2c);
    target.setTimeout(timeout.toMillis());
    target.setRetries(RETRIES);
    return target;
  }

  private RaidReading read(ResponseEvent<UdpAddress> event) {
    PDU answer = event.getResponse();
    if (answer == null) {
      return RaidReading.unknown(
          where() + " does not answer: look at its address, its community, and what it allows");
    }
    if (answer.getErrorStatus() != PDU.noError || answer.size() != 1) {
      return RaidReading.unknown(where() + " answers " + answer.getErrorStatusText());
    }
    Variable value = answer.get(0).getVariable();
    if (value.isException()) {
      return RaidReading.unknown(where() + " has no " + spec.oid());
    }
    long number;
    try {
      number = value.toLong();
    } catch (UnsupportedOperationException noNumber) {
      return RaidReading.unknown(where() + " answers " + value.getSyntaxString() + ", no number");
    }
    RaidState state = spec.states().getOrDefault(number, RaidState.UNKNOWN);
    String meaning =
        state == RaidState.UNKNOWN ? "which the site file does not explain" : state.label();
    return new RaidReading(
        spec.level(), state, "%s says %d, %s".formatted(where(), number, meaning));
  }

  private String where() {
    return "the array at " + spec.host();
  }
}
