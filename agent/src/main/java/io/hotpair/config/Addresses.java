package io.hotpair.config;

import io.hotpair.core.model.site.Endpoint;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numeric addresses; nothing here asks a name service. */
final class Addresses {
  private static final Pattern OCTETS =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final Pattern ENDPOINT =
      Pattern.compile("(?:\\[([^\\]]*)\\]|([^:\\[\\]]*)):([0-9]{1,5})");
  private static final Pattern NETWORK = Pattern.compile("([^/]+)/([0-9]{1,3})");

  private static final String ALLOWED = "are numeric IPv4 and IPv6 addresses";

  private Addresses() {}

  /** An address as the file spells it. */
  static Optional<String> address(Value value) {
    return value.text().flatMap(text -> isAddress(text) ? Optional.of(text) : refuse(value));
  }

  private static Optional<String> refuse(Value value) {
    return value.refuseText(ALLOWED);
  }

  /** An address of a machine: not "any", not multicast. */
  static Optional<String> host(Value value) {
    Optional<String> address = address(value);
    return address.flatMap(
        text -> {
          InetAddress parsed = InetAddress.ofLiteral(text);
          return parsed.isAnyLocalAddress() || parsed.isMulticastAddress()
              ? value.refuseText("are addresses of one machine")
              : address;
        });
  }

  /**
   * An address and a port.
   *
   * @param prefix {@code udp:} or nothing
   * @param least the lowest port allowed
   */
  static Optional<Endpoint> endpoint(Value value, String prefix, int least) {
    String example = prefix + "127.0.0.1:" + (prefix.isEmpty() ? 8778 : 1161);
    String allowed =
        "are %s followed by a port from %d to 65535, as %s"
            .formatted(ALLOWED.substring(4), least, example);
    return value
        .text()
        .flatMap(
            text -> {
              Matcher matcher =
                  ENDPOINT.matcher(text.startsWith(prefix) ? text.substring(prefix.length()) : "");
              if (!matcher.matches()) {
                return value.refuseText(allowed);
              }
              String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
              int port = Integer.parseInt(matcher.group(3));
              return isAddress(host) && port >= least && port <= 65_535
                  ? Optional.of(new Endpoint(host, port))
                  : value.refuseText(allowed);
            });
  }

  /** A network as {@code 10.0.0.0/24}. */
  static Optional<String> network(Value value) {
    return value
        .text()
        .flatMap(
            text -> {
              Matcher matcher = NETWORK.matcher(text);
              boolean allowed =
                  matcher.matches()
                      && isAddress(matcher.group(1))
                      && Integer.parseInt(matcher.group(2)) <= bits(matcher.group(1));
              return allowed
                  ? Optional.of(text)
                  : value.refuseText("are networks as 10.0.0.0/24 and fd00::/64");
            });
  }

  private static int bits(String address) {
    return InetAddress.ofLiteral(address).getAddress().length * 8;
  }

  static boolean isLoopback(String address) {
    return InetAddress.ofLiteral(address).isLoopbackAddress();
  }

  // The library alone would also accept 10.1 and 167772161, and zones, which mean nothing
  // elsewhere.
  private static boolean isAddress(String text) {
    if (OCTETS.matcher(text).matches()) {
      return true;
    }
    if (!IPV6.matcher(text).matches()) {
      return false;
    }
    try {
      InetAddress.ofLiteral(text);
      return true;
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }
}
