package io.hotpair.snmp;

import io.hotpair.core.model.site.SnmpSpec;
import java.util.Map;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.AuthHMAC256SHA384;
import org.snmp4j.security.AuthHMAC384SHA512;
import org.snmp4j.security.PrivAES128;
import org.snmp4j.security.PrivAES256;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;

/** SNMPv3 users of the site file as the user-based security model has them (RFC 3414). */
final class Users {
  /** RFC 7860. */
  private static final Map<String, OID> AUTHENTICATION =
      Map.of(
          "sha256", AuthHMAC192SHA256.ID,
          "sha384", AuthHMAC256SHA384.ID,
          "sha512", AuthHMAC384SHA512.ID);

  /** RFC 3826, and its extension to longer keys that net-snmp knows as AES-256. */
  private static final Map<String, OID> PRIVACY =
      Map.of("aes128", PrivAES128.ID, "aes256", PrivAES256.ID);

  private Users() {}

  /** What users may be protected by, and nothing weaker. */
  static SecurityProtocols protocols() {
    SecurityProtocols protocols =
        new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.maxSecurity);
    protocols.addAuthenticationProtocol(new AuthHMAC192SHA256());
    protocols.addAuthenticationProtocol(new AuthHMAC256SHA384());
    protocols.addAuthenticationProtocol(new AuthHMAC384SHA512());
    protocols.addPrivacyProtocol(new PrivAES128());
    protocols.addPrivacyProtocol(new PrivAES256());
    return protocols;
  }

  /**
   * A user with its keys.
   *
   * @throws IllegalArgumentException if an algorithm is not known or a passphrase is too short
   */
  static UsmUser of(String name, SnmpSpec.User user) {
    return new UsmUser(
        new OctetString(name),
        algorithm(name, "authentication", user.auth(), AUTHENTICATION),
        new OctetString(user.auth().passphrase().bytes()),
        algorithm(name, "privacy", user.priv(), PRIVACY),
        new OctetString(user.priv().passphrase().bytes()));
  }

  private static OID algorithm(
      String user, String what, SnmpSpec.Keyed keyed, Map<String, OID> known) {
    OID algorithm = known.get(keyed.algorithm());
    if (algorithm == null) {
      throw new IllegalArgumentException(
          "SNMP user "
              + user
              + ": "
              + what
              + " \""
              + keyed.algorithm()
              + "\": allowed are "
              + known.keySet().stream().sorted().toList());
    }
    return algorithm;
  }
}
