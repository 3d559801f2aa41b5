package io.hotpair.core.model.site;

import io.hotpair.core.model.AccessRole;
import java.util.Map;
import java.util.Optional;

/**
 * The Jolokia endpoint.
 *
 * @param listen where it listens
 * @param users by name, for HTTP basic authentication
 * @param tls key store for HTTPS; required unless {@code listen} is a loopback address
 */
public record JolokiaSpec(Endpoint listen, Map<String, User> users, Optional<Tls> tls) {
  /**
   * A user.
   *
   * @param role what the user may do
   * @param password the password
   */
  public record User(AccessRole role, Secret password) {}

  /**
   * A PKCS #12 key store.
   *
   * @param keyStore the file's path
   * @param password opens it
   */
  public record Tls(String keyStore, Secret password) {}
}
