package io.hotpair.core.model.site;

import io.hotpair.core.model.AccessRole;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The SNMP agent.
 *
 * @param listen where it listens; loopback or, with users, anything
 * @param users SNMPv3 users by name
 * @param communities SNMPv2c communities, for reading only
 * @param targets notification targets by name
 */
public record SnmpSpec(
    Endpoint listen,
    Map<String, User> users,
    List<Community> communities,
    Map<String, Target> targets) {

  /**
   * An SNMPv3 user with authentication and privacy.
   *
   * @param role what the user may do
   * @param auth algorithm and passphrase: {@code sha256}, {@code sha384} or {@code sha512}
   * @param priv algorithm and passphrase: {@code aes128} or {@code aes256}
   */
  public record User(AccessRole role, Keyed auth, Keyed priv) {}

  /**
   * A passphrase with its algorithm.
   *
   * @param algorithm as the site file spells it
   * @param passphrase 8 bytes or more
   */
  public record Keyed(String algorithm, Secret passphrase) {}

  /**
   * An SNMPv2c community.
   *
   * @param name the community string
   * @param network the only source that may use it, as {@code 10.0.0.0/24}
   */
  public record Community(Secret name, String network) {}

  /**
   * A notification target.
   *
   * @param address where it listens
   * @param user the SNMPv3 user that signs; empty for SNMPv2c with {@code community}
   * @param community the SNMPv2c community; empty for SNMPv3
   * @param inform whether the target must acknowledge
   */
  public record Target(
      Endpoint address, Optional<String> user, Optional<Secret> community, boolean inform) {}
}
