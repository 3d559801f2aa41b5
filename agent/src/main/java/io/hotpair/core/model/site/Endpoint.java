package io.hotpair.core.model.site;

/**
 * An address and a port.
 *
 * @param host a numeric IPv4 or IPv6 address
 * @param port 0 to 65535; 0 lets the system choose
 */
public record Endpoint(String host, int port) {
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
