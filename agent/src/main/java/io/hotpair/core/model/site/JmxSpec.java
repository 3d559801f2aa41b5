package io.hotpair.core.model.site;

import java.util.Map;
import java.util.Optional;

/**
 * The remote JMX endpoint: one port for registry and objects.
 *
 * @param listen where it listens
 * @param users by name
 * @param tls key store; required unless {@code listen} is a loopback address
 */
public record JmxSpec(
    Endpoint listen, Map<String, JolokiaSpec.User> users, Optional<JolokiaSpec.Tls> tls) {}
