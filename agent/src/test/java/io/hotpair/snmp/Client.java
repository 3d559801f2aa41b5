package io.hotpair.snmp;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snmp4j.CommunityTarget;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Snmp;
import org.snmp4j.Target;
import org.snmp4j.UserTarget;
import org.snmp4j.mp.CounterSupport;
import org.snmp4j.mp.MPv1;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.SecurityModel;
import org.snmp4j.security.SecurityModels;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/** A manager made of snmp4j. An empty answer means that none came in time. */
final class Client implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int PATIENCE_FOR_SILENCE_MILLIS = 1_000;

  private final Snmp snmp;
  private final Target<UdpAddress> target;

  private Client(Snmp snmp, Target<UdpAddress> target, int version) {
    this.snmp = snmp;
    this.target = target;
    target.setVersion(version);
    target.setTimeout(PATIENCE_MILLIS);
    target.setRetries(0);
  }

  /** Waits no longer than it needs to believe that no answer comes. */
  Client expectingSilence() {
    target.setTimeout(PATIENCE_FOR_SILENCE_MILLIS);
    return this;
  }

  /** A user with the algorithms that {@link RunningSurface} gives it. */
  static Client user(int port, String name) throws IOException {
    return user(port, name, RunningSurface.AUTH, SecurityLevel.AUTH_PRIV);
  }

  static Client user(int port, String name, String passphrase, int level) throws IOException {
    SecurityProtocols protocols = Users.protocols();
    CounterSupport counters = new CounterSupport();
    OctetString engineId = new OctetString(MPv3.createLocalEngineID());
    USM usm = new USM(protocols, engineId, 1, counters);
    UsmUser configured =
        Users.of(
            name,
            RunningSurface.spec(0, Map.of())
                .users()
                .getOrDefault(
                    name, RunningSurface.spec(0, Map.of()).users().get(RunningSurface.READER)));
    usm.addUser(
        new UsmUser(
            configured.getSecurityName(),
            configured.getAuthenticationProtocol(),
            new OctetString(passphrase),
            configured.getPrivacyProtocol(),
            configured.getPrivacyPassphrase()));
    MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
    dispatcher.addMessageProcessingModel(
        new MPv3(
            engineId.getValue(),
            null,
            protocols,
            SecurityModels.getCollection(new SecurityModel[] {usm}),
            counters));
    return new Client(
        session(dispatcher),
        new UserTarget<>(agent(port), new OctetString(name), new byte[0], level),
        SnmpConstants.version3);
  }

  static Client community(int port, String community, int version) throws IOException {
    MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
    dispatcher.addMessageProcessingModel(new MPv1());
    dispatcher.addMessageProcessingModel(new MPv2c());
    return new Client(
        session(dispatcher),
        new CommunityTarget<>(agent(port), new OctetString(community)),
        version);
  }

  private static UdpAddress agent(int port) {
    return new UdpAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static Snmp session(MessageDispatcherImpl dispatcher) throws IOException {
    Snmp snmp = new Snmp(dispatcher);
    snmp.addTransportMapping(
        new DefaultUdpTransportMapping(new UdpAddress(InetAddress.getLoopbackAddress(), 0), false));
    snmp.listen();
    return snmp;
  }

  Optional<PDU> get(OID... oids) throws IOException {
    return send(PDU.GET, bindings(oids));
  }

  Optional<PDU> next(OID... oids) throws IOException {
    return send(PDU.GETNEXT, bindings(oids));
  }

  Optional<PDU> bulk(int nonRepeaters, int maxRepetitions, OID... oids) throws IOException {
    PDU pdu = pdu(PDU.GETBULK, bindings(oids));
    pdu.setNonRepeaters(nonRepeaters);
    pdu.setMaxRepetitions(maxRepetitions);
    return send(pdu);
  }

  Optional<PDU> set(VariableBinding... bindings) throws IOException {
    return send(PDU.SET, bindings);
  }

  /** Every cell from a root on, by GETNEXT. */
  List<VariableBinding> walk(OID root) throws IOException {
    List<VariableBinding> cells = new ArrayList<>();
    OID place = root;
    while (true) {
      VariableBinding cell = next(place).orElseThrow().get(0);
      if (cell.isException() || !cell.getOid().startsWith(root)) {
        return cells;
      }
      cells.add(cell);
      place = cell.getOid();
    }
  }

  private static VariableBinding[] bindings(OID... oids) {
    return Arrays.stream(oids).map(VariableBinding::new).toArray(VariableBinding[]::new);
  }

  private Optional<PDU> send(int type, VariableBinding... bindings) throws IOException {
    return send(pdu(type, bindings));
  }

  private PDU pdu(int type, VariableBinding... bindings) {
    PDU pdu =
        switch (target.getVersion()) {
          case SnmpConstants.version3 -> new ScopedPDU();
          case SnmpConstants.version1 -> new PDUv1();
          default -> new PDU();
        };
    pdu.setType(type);
    pdu.addAll(bindings);
    return pdu;
  }

  /** Sends a request as it is. */
  Optional<PDU> send(PDU pdu) throws IOException {
    return Optional.ofNullable(snmp.send(pdu, target).getResponse());
  }

  @Override
  public void close() throws IOException {
    snmp.close();
  }
}
