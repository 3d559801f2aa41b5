package io.hotpair.snmp.bench;

import java.util.Arrays;

/** Writes BER from its end to its beginning, so that every length is known when it is written. */
final class BerWriter {
  static final int INTEGER = 0x02;
  static final int OCTETS = 0x04;
  static final int SEQUENCE = 0x30;

  private final byte[] buffer = new byte[4_096];
  private int start = buffer.length;

  /** Where the octets written so far begin: a mark for {@link #wrap}. */
  int mark() {
    return start;
  }

  BerWriter octets(byte[] octets) {
    start -= octets.length;
    System.arraycopy(octets, 0, buffer, start, octets.length);
    return this;
  }

  BerWriter integer(int value) {
    int mark = start;
    int rest = value;
    do {
      buffer[--start] = (byte) rest;
      rest >>= Byte.SIZE;
    } while (rest != 0 || buffer[start] < 0);
    return wrap(INTEGER, mark);
  }

  BerWriter subIdentifier(int value) {
    buffer[--start] = (byte) (value & 0x7f);
    for (int rest = value >>> 7; rest != 0; rest >>>= 7) {
      buffer[--start] = (byte) (rest & 0x7f | 0x80);
    }
    return this;
  }

  /** Puts a tag and a length before all that was written since a mark. */
  BerWriter wrap(int tag, int mark) {
    int length = mark - start;
    if (length > 0x7f) {
      buffer[--start] = (byte) length;
      buffer[--start] = (byte) (length >> Byte.SIZE);
      buffer[--start] = (byte) 0x82;
    } else {
      buffer[--start] = (byte) length;
    }
    buffer[--start] = (byte) tag;
    return this;
  }

  BerWriter string(byte[] content) {
    int mark = start;
    return octets(content).wrap(OCTETS, mark);
  }

  byte[] toBytes() {
    return Arrays.copyOfRange(buffer, start, buffer.length);
  }
}
