package io.hotpair.snmp;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.snmp4j.PDU;
import org.snmp4j.asn1.BER;
import org.snmp4j.asn1.BERSerializable;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;

/**
 * The variable bindings of one answer, encoded as they are added (X.690; RFC 3416, section 3), so
 * that no length is computed twice and nothing is kept of a cell but its octets.
 */
final class Bindings extends OutputStream {
  private static final int FIRST_CAPACITY = 2_048;
  private static final int LONGEST_SHORT_LENGTH = 0x7f;
  private static final int SUB_IDENTIFIER_BITS = 7;
  private static final int MOST_SUB_IDENTIFIER_OCTETS = 5;
  private static final int HEADER = 2;

  private byte[] octets = new byte[FIRST_CAPACITY];
  private int length;
  private int[] ends = new int[64];
  private int size;

  /** How many octets all bindings have. */
  int length() {
    return length;
  }

  /** How many bindings there are. */
  int size() {
    return size;
  }

  /**
   * Adds a binding.
   *
   * @param column the first part of its OID, as {@link #content} gives it
   * @param index the rest of its OID
   * @param value its value
   */
  void add(byte[] column, int[] index, BERSerializable value) {
    int binding = open();
    int name = open();
    write(column, 0, column.length);
    reserve(index.length * MOST_SUB_IDENTIFIER_OCTETS);
    for (int subIdentifier : index) {
      putSubIdentifier(subIdentifier);
    }
    close(BER.OID, name);
    close(value, binding);
  }

  /** Adds a binding. */
  void add(OID oid, BERSerializable value) {
    int binding = open();
    encode(oid);
    close(value, binding);
  }

  private void close(BERSerializable value, int binding) {
    encode(value);
    close(BER.SEQUENCE, binding);
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, 2 * size);
    }
    ends[size++] = length;
  }

  /** Takes the last binding back. */
  void removeLast() {
    size--;
    length = size == 0 ? 0 : ends[size - 1];
  }

  /** Takes all bindings back. */
  void clear() {
    size = 0;
    length = 0;
  }

  /** How many octets a PDU with these bindings has, without its own header. */
  int payloadLength(PDU pdu) {
    return pdu.getRequestID().getBERLength()
        + new Integer32(pdu.getErrorStatus()).getBERLength()
        + new Integer32(pdu.getErrorIndex()).getBERLength()
        + 1
        + BER.getBERLengthOfLength(length)
        + length;
  }

  /** Writes a PDU with these bindings. */
  void encode(PDU pdu, OutputStream out) throws IOException {
    BER.encodeHeader(out, pdu.getType(), payloadLength(pdu));
    pdu.getRequestID().encodeBER(out);
    new Integer32(pdu.getErrorStatus()).encodeBER(out);
    new Integer32(pdu.getErrorIndex()).encodeBER(out);
    BER.encodeHeader(out, BER.SEQUENCE, length);
    out.write(octets, 0, length);
  }

  /** An OID as BER has it, without tag and length. */
  static byte[] content(OID oid) {
    Bindings alone = new Bindings();
    alone.encode(oid);
    return Arrays.copyOfRange(alone.octets, HEADER, alone.length);
  }

  private void encode(BERSerializable value) {
    try {
      value.encodeBER(this);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  // Leaves room for tag and a short length; gives where the content begins.
  private int open() {
    reserve(HEADER);
    length += HEADER;
    return length;
  }

  private void close(byte tag, int begin) {
    int content = length - begin;
    int more = BER.getBERLengthOfLength(content) - 1;
    if (more > 0) {
      reserve(more);
      System.arraycopy(octets, begin, octets, begin + more, content);
      length += more;
      octets[begin - 1] = (byte) (LONGEST_SHORT_LENGTH + 1 + more);
      for (int place = begin + more - 1, rest = content; place >= begin; place--) {
        octets[place] = (byte) rest;
        rest >>>= Byte.SIZE;
      }
    } else {
      octets[begin - 1] = (byte) content;
    }
    octets[begin - HEADER] = tag;
  }

  private void putSubIdentifier(int value) {
    if (value >>> SUB_IDENTIFIER_BITS == 0) {
      octets[length++] = (byte) value;
      return;
    }
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(value);
    int shift = (bits - 1) / SUB_IDENTIFIER_BITS * SUB_IDENTIFIER_BITS;
    for (; shift > 0; shift -= SUB_IDENTIFIER_BITS) {
      octets[length++] = (byte) (value >>> shift | 0x80);
    }
    octets[length++] = (byte) (value & 0x7f);
  }

  private void reserve(int more) {
    if (length + more > octets.length) {
      octets = Arrays.copyOf(octets, Math.max(2 * octets.length, length + more));
    }
  }

  @Override
  public void write(int octet) {
    reserve(1);
    octets[length++] = (byte) octet;
  }

  @Override
  public void write(byte[] from, int offset, int count) {
    reserve(count);
    System.arraycopy(from, offset, octets, length, count);
    length += count;
  }
}
