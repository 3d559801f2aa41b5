package io.hotpair.snmp.bench;

import java.nio.charset.StandardCharsets;

/** SNMPv2c (RFC 1901). */
record CommunityDialect(String community) implements Dialect {
  @Override
  public byte[] wrap(byte[] pdu) {
    BerWriter writer = new BerWriter();
    int end = writer.mark();
    return writer
        .octets(pdu)
        .string(community.getBytes(StandardCharsets.UTF_8))
        .integer(1)
        .wrap(BerWriter.SEQUENCE, end)
        .toBytes();
  }

  @Override
  public BerReader unwrap(BerReader message) {
    BerReader reader = message.enter(BerWriter.SEQUENCE);
    reader.skip();
    reader.skip();
    return reader;
  }
}
