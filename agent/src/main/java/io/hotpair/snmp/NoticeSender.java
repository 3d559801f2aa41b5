package io.hotpair.snmp;

import io.hotpair.core.model.Notice;
import io.hotpair.core.model.site.SnmpSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import org.snmp4j.CommunityTarget;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Snmp;
import org.snmp4j.Target;
import org.snmp4j.UserTarget;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;

/**
 * Sends notifications to one target from the address that the agent listens on, for managers tell
 * nodes apart by it.
 */
final class NoticeSender implements TargetQueue.Sender {
  private final Snmp snmp;
  private final MPv3 messages;
  private final Target<UdpAddress> target;
  private final boolean inform;

  /**
   * A sender.
   *
   * @param snmp the agent's session
   * @param messages the session's message processing, which knows the engines of other addresses
   * @param spec the target, an SNMPv3 user or a community
   */
  NoticeSender(Snmp snmp, MPv3 messages, SnmpSpec.Target spec) {
    this.snmp = snmp;
    this.messages = messages;
    this.inform = spec.inform();
    UdpAddress address =
        new UdpAddress(InetAddress.ofLiteral(spec.address().host()), spec.address().port());
    this.target = spec.user().isPresent() ? v3(address, spec.user().get()) : v2c(address, spec);
    this.target.setRetries(0);
  }

  // The sender of a trap is its authoritative engine; of an inform it is the receiver, whose engine
  // id is found out (RFC 3414, section 1.5.1).
  private Target<UdpAddress> v3(UdpAddress address, String user) {
    byte[] authority = inform ? new byte[0] : messages.getLocalEngineID();
    UserTarget<UdpAddress> users =
        new UserTarget<>(address, new OctetString(user), authority, SecurityLevel.AUTH_PRIV);
    users.setVersion(SnmpConstants.version3);
    return users;
  }

  private static Target<UdpAddress> v2c(UdpAddress address, SnmpSpec.Target spec) {
    byte[] community = spec.community().orElseThrow().bytes();
    CommunityTarget<UdpAddress> communities =
        new CommunityTarget<>(address, new OctetString(community));
    communities.setVersion(SnmpConstants.version2c);
    return communities;
  }

  @Override
  public PDU encode(Notice notice, long upTimeCentis) {
    PDU pdu = target instanceof UserTarget ? scoped() : new PDU();
    pdu.setType(inform ? PDU.INFORM : PDU.NOTIFICATION);
    pdu.add(new VariableBinding(SnmpConstants.sysUpTime, new TimeTicks(upTimeCentis)));
    pdu.add(
        new VariableBinding(
            SnmpConstants.snmpTrapOID, Oids.below(Oids.NOTIFICATIONS, notice.kind().code())));
    int[] index = Indexes.number(notice.sequence());
    for (int column : JournalTables.NOTIFIED) {
      OID oid = Oids.below(Oids.below(JournalTables.EVENTS.entry(), column), index);
      pdu.add(new VariableBinding(oid, JournalTables.EVENTS.cell(column, notice)));
    }
    return pdu;
  }

  private ScopedPDU scoped() {
    ScopedPDU pdu = new ScopedPDU();
    pdu.setContextEngineID(new OctetString(messages.getLocalEngineID()));
    return pdu;
  }

  @Override
  public boolean send(PDU notification, Duration patience) throws IOException {
    target.setTimeout(patience.toMillis());
    ResponseEvent<UdpAddress> event = snmp.send(notification, target);
    if (!inform) {
      return true;
    }
    PDU response = event == null ? null : event.getResponse();
    if (response != null
        && response.getType() == PDU.RESPONSE
        && response.getErrorStatus() == PDU.noError) {
      return true;
    }
    // The receiver may have been installed anew: find its engine id out again next time.
    messages.removeEngineID(target.getAddress());
    return false;
  }
}
