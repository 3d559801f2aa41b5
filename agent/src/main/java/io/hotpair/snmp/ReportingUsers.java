package io.hotpair.snmp;

import java.io.IOException;
import org.snmp4j.TransportStateReference;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.asn1.BEROutputStream;
import org.snmp4j.mp.CounterSupport;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.mp.StatusInformation;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.SecurityModel;
import org.snmp4j.security.SecurityParameters;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.SecurityStateReference;
import org.snmp4j.security.USM;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OctetString;

/**
 * The user-based security model, which also answers a user that it does not know: with a report of
 * {@code usmStatsUnknownUserNames}, without authentication, for there is no key to make one with
 * (RFC 3414, section 3.2, step 4). The library asks for the level of the request, and fails to
 * send.
 */
final class ReportingUsers extends USM {
  ReportingUsers(
      SecurityProtocols protocols, OctetString engineId, int boots, CounterSupport counters) {
    super(protocols, engineId, boots, counters);
  }

  @Override
  public int processIncomingMsg(
      int snmpVersion,
      int maxMessageSize,
      SecurityParameters securityParameters,
      SecurityModel securityModel,
      int securityLevel,
      BERInputStream wholeMsg,
      TransportStateReference transport,
      OctetString securityEngineId,
      OctetString securityName,
      BEROutputStream scopedPdu,
      Integer32 maxSizeResponseScopedPdu,
      SecurityStateReference securityStateReference,
      StatusInformation statusInfo)
      throws IOException {
    int status =
        super.processIncomingMsg(
            snmpVersion,
            maxMessageSize,
            securityParameters,
            securityModel,
            securityLevel,
            wholeMsg,
            transport,
            securityEngineId,
            securityName,
            scopedPdu,
            maxSizeResponseScopedPdu,
            securityStateReference,
            statusInfo);
    if (status == SnmpConstants.SNMPv3_USM_UNKNOWN_SECURITY_NAME && statusInfo != null) {
      statusInfo.setSecurityLevel(new Integer32(SecurityLevel.NOAUTH_NOPRIV));
    }
    return status;
  }
}
