package io.hotpair.snmp;

import java.net.InetAddress;
import java.util.Arrays;

/** A network by address and prefix length. */
final class SourceNetwork {
  private final byte[] address;
  private final int prefixLength;

  private SourceNetwork(byte[] address, int prefixLength) {
    this.address = address;
    this.prefixLength = prefixLength;
  }

  /**
   * Reads {@code 10.0.0.0/24}; without a length, the one address.
   *
   * @throws IllegalArgumentException if it is something else; names are not looked up
   */
  static SourceNetwork of(String text) {
    int slash = text.indexOf('/');
    try {
      byte[] address =
          InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash)).getAddress();
      int bits = address.length * Byte.SIZE;
      int length = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
      if (length >= 0 && length <= bits) {
        return new SourceNetwork(address, length);
      }
    } catch (IllegalArgumentException unreadable) {
      throw new IllegalArgumentException(refusal(text), unreadable);
    }
    throw new IllegalArgumentException(refusal(text));
  }

  private static String refusal(String text) {
    return "network \"" + text + "\": allowed is an address with a prefix length, as 10.0.0.0/24";
  }

  /** Whether an address lies in it; an address of the other IP version does not. */
  boolean contains(InetAddress candidate) {
    byte[] other = candidate.getAddress();
    int whole = prefixLength / Byte.SIZE;
    int rest = prefixLength % Byte.SIZE;
    if (other.length != address.length || !Arrays.equals(other, 0, whole, address, 0, whole)) {
      return false;
    }
    return rest == 0 || ((other[whole] ^ address[whole]) & 0xff) >> (Byte.SIZE - rest) == 0;
  }
}
