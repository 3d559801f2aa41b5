package io.hotpair.snmp.bench;

import java.util.Arrays;

/** Reads BER that an agent has sent; what is not as expected throws. */
final class BerReader {
  private final byte[] buffer;
  private int place;
  private int end;

  BerReader(byte[] buffer, int start, int end) {
    this.buffer = buffer;
    this.place = start;
    this.end = end;
  }

  boolean hasMore() {
    return place < end;
  }

  int tag() {
    return buffer[place] & 0xff;
  }

  int place() {
    return place;
  }

  /** Steps over tag and length; gives the length of the content, where the reader stands now. */
  int enter() {
    place++;
    int length = buffer[place++] & 0xff;
    if (length > 0x7f) {
      int octets = length & 0x7f;
      length = 0;
      for (int octet = 0; octet < octets; octet++) {
        length = length << Byte.SIZE | buffer[place++] & 0xff;
      }
    }
    return length;
  }

  /** Steps into a structure, which the reader is limited to from then on. */
  BerReader enter(int tag) {
    if (tag() != tag) {
      throw new IllegalStateException(
          "tag %02x at %d instead of %02x".formatted(tag(), place, tag));
    }
    end = enter() + place;
    return this;
  }

  /** A reader of the structure that stands here; this one goes on behind it. */
  BerReader structure(int tag) {
    BerReader inner = new BerReader(buffer, place, end).enter(tag);
    place = inner.end;
    return inner;
  }

  /** A copy of what is left. */
  byte[] rest() {
    return Arrays.copyOfRange(buffer, place, end);
  }

  void skip() {
    place = enter() + place;
  }

  int integer() {
    int length = enter();
    int value = buffer[place];
    for (int octet = 1; octet < length; octet++) {
      value = value << Byte.SIZE | buffer[place + octet] & 0xff;
    }
    place += length;
    return value;
  }

  byte[] content() {
    int length = enter();
    place += length;
    return Arrays.copyOfRange(buffer, place - length, place);
  }

  /** Whether the content of what stands here begins with these octets. */
  boolean contentStartsWith(byte[] prefix) {
    BerReader copy = new BerReader(buffer, place, end);
    int length = copy.enter();
    return length >= prefix.length
        && Arrays.equals(buffer, copy.place, copy.place + prefix.length, prefix, 0, prefix.length);
  }
}
