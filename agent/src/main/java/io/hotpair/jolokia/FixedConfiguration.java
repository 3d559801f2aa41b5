package io.hotpair.jolokia;

import java.util.Map;
import java.util.Set;
import org.jolokia.server.core.config.ConfigKey;
import org.jolokia.server.core.config.Configuration;
import org.jolokia.server.core.service.api.SecurityDetails;

/**
 * Jolokia's settings, all of them here. Jolokia's own class lets environment variables and system
 * properties change them, and looks up this host's names and addresses.
 */
final class FixedConfiguration implements Configuration {
  private final Map<ConfigKey, String> values;
  private final SecurityDetails security = new SecurityDetails();

  FixedConfiguration(String agentId) {
    values =
        Map.of(
            ConfigKey.AGENT_ID, agentId,
            ConfigKey.AGENT_TYPE, "hotpair",
            ConfigKey.AGENT_CONTEXT, JolokiaHandler.CONTEXT,
            ConfigKey.ALLOW_ERROR_DETAILS, "false",
            ConfigKey.DISABLE_DETECTORS, "true",
            ConfigKey.MAX_DEPTH, "12",
            ConfigKey.MAX_OBJECTS, "200000");
    security.registerAuthenticationMethod(SecurityDetails.AuthMethod.BASIC, JolokiaHandler.REALM);
  }

  @Override
  public String getConfig(ConfigKey key) {
    return values.getOrDefault(key, key.getDefaultValue());
  }

  @Override
  public Set<ConfigKey> getConfigKeys() {
    return values.keySet();
  }

  @Override
  public boolean containsKey(ConfigKey key) {
    return values.containsKey(key);
  }

  @Override
  public Map<String, String> getNetworkConfig() {
    return Map.of();
  }

  @Override
  public SecurityDetails getSecurityDetails() {
    return security;
  }
}
