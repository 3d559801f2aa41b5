package io.hotpair.snmp.bench;

/** PDUs (RFC 3416, section 3) for one object, whose OID is given as BER has its content. */
final class Requests {
  static final int RESPONSE = 0xa2;
  private static final int OBJECT_ID = 0x06;
  private static final int GET = 0xa0;
  private static final int GET_BULK = 0xa5;
  private static final byte[] NULL = {5, 0};

  private Requests() {}

  static byte[] get(int id, byte[] oid) {
    return pdu(GET, id, 0, oid);
  }

  static byte[] bulk(int id, int repetitions, byte[] oid) {
    return pdu(GET_BULK, id, repetitions, oid);
  }

  private static byte[] pdu(int type, int id, int repetitions, byte[] oid) {
    BerWriter writer = new BerWriter();
    int end = writer.mark();
    if (oid.length > 0) {
      writer.octets(NULL);
      int name = writer.mark();
      writer.octets(oid).wrap(OBJECT_ID, name).wrap(BerWriter.SEQUENCE, end);
    }
    writer.wrap(BerWriter.SEQUENCE, end);
    return writer.integer(repetitions).integer(0).integer(id).wrap(type, end).toBytes();
  }

  /** An OID as BER has its content (X.690, section 8.19). */
  static byte[] oid(String text) {
    String[] parts = text.split("\\.");
    BerWriter writer = new BerWriter();
    for (int place = parts.length - 1; place > 1; place--) {
      writer.subIdentifier(Integer.parseUnsignedInt(parts[place]));
    }
    writer.subIdentifier(Integer.parseInt(parts[0]) * 40 + Integer.parseInt(parts[1]));
    return writer.toBytes();
  }
}
