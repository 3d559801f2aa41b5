package io.hotpair.snmp;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
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
import org.snmp4j.security.UsmSecurityParameters;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OctetString;

/**
 * The user-based security model, made safe against strangers where the library is not:
 *
 * <ul>
 *   <li>A user that it does not know is answered by a report of {@code usmStatsUnknownUserNames},
 *       without authentication, for there is no key to make one with (RFC 3414, section 3.2, step
 *       4). The library asks for the level of the request, and fails to send.
 *   <li>A message that names another engine than this one is of one that was discovered before, as
 *       the receiver of an inform, or is refused (step 3b). The library learns every engine that
 *       anybody names, for ever, and makes keys for it, which takes a mebibyte of hashing.
 * </ul>
 */
final class ReportingUsers extends USM {
  /** How many other engines are known at most; the oldest gives way, and is discovered again. */
  static final int MOST_ENGINES = 64;

  private static final byte[] NOBODY = {};

  private final Set<OctetString> discovered = new LinkedHashSet<>();

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
    UsmSecurityParameters named = (UsmSecurityParameters) securityParameters;
    if (!isExpected(named, securityLevel)) {
      // Without an engine it is answered by a report of usmStatsUnknownEngineIDs.
      named.setAuthoritativeEngineID(NOBODY);
    }
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

  // An engine introduces itself by a report that nobody signs, of no user (RFC 3414, section 4).
  private synchronized boolean isExpected(UsmSecurityParameters named, int securityLevel) {
    OctetString engine = new OctetString(named.getAuthoritativeEngineID());
    if (engine.length() == 0
        || engine.equals(getLocalEngineID())
        || getTimeTable().getEntry(engine) != null) {
      return true;
    }
    if (securityLevel != SecurityLevel.NOAUTH_NOPRIV || named.getUserName().length() > 0) {
      return false;
    }
    discovered.add(engine);
    if (discovered.size() > MOST_ENGINES) {
      OctetString oldest = discovered.iterator().next();
      discovered.remove(oldest);
      getTimeTable().removeEntry(oldest);
    }
    return true;
  }
}
