package io.hotpair.snmp;

import io.hotpair.core.model.site.SnmpSpec;
import org.snmp4j.mp.CounterSupport;
import org.snmp4j.mp.MPv3;
import org.snmp4j.security.SecurityModel;
import org.snmp4j.security.SecurityModels;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.smi.OctetString;

/**
 * What tells an engine who sent a message.
 *
 * @param engineId of this engine
 * @param communities of SNMPv2c
 * @param protocols that users may be protected by
 * @param users of SNMPv3 with their keys
 * @param messages SNMPv3's message processing, which asks {@code users}
 * @param counters of messages that failed
 */
record Security(
    OctetString engineId,
    Communities communities,
    SecurityProtocols protocols,
    USM users,
    MPv3 messages,
    CounterSupport counters) {
  /**
   * Security as the site file says.
   *
   * @param boots how often this engine has started
   * @throws IllegalArgumentException if an algorithm, passphrase or network cannot be used
   */
  static Security of(SnmpSpec spec, byte[] engineId, int boots) {
    OctetString engine = new OctetString(engineId);
    SecurityProtocols protocols = Users.protocols();
    CounterSupport counters = new CounterSupport();
    USM users = new ReportingUsers(protocols, engine, boots, counters);
    spec.users().forEach((name, user) -> users.addUser(Users.of(name, user)));
    MPv3 messages =
        new MPv3(
            engineId,
            null,
            protocols,
            SecurityModels.getCollection(new SecurityModel[] {users}),
            counters);
    return new Security(
        engine, new Communities(spec.communities(), engine), protocols, users, messages, counters);
  }
}
