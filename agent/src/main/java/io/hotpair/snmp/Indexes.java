package io.hotpair.snmp;

import java.nio.charset.StandardCharsets;

/** How rows are indexed (RFC 2578, section 7.7). */
final class Indexes {
  /** The index of a scalar. */
  static final int[] SCALAR = {0};

  private Indexes() {}

  /** A name with its length before it. */
  static int[] name(Object name) {
    byte[] octets = name.toString().getBytes(StandardCharsets.US_ASCII);
    int[] index = new int[octets.length + 1];
    index[0] = octets.length;
    for (int i = 0; i < octets.length; i++) {
      index[i + 1] = octets[i];
    }
    return index;
  }

  /** A name, then another. */
  static int[] names(Object first, Object second) {
    return join(name(first), name(second));
  }

  /** A name, then a number. */
  static int[] nameAndNumber(Object name, int number) {
    return join(name(name), new int[] {number});
  }

  /** A number, at most 4294967295. */
  static int[] number(long number) {
    return new int[] {(int) number};
  }

  private static int[] join(int[] first, int[] second) {
    int[] both = new int[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
