package io.hotpair.snmp.bench;

import java.security.GeneralSecurityException;

/** How a request becomes a message, and a message an answer. */
interface Dialect {
  /** A PDU as it goes over the wire. */
  byte[] wrap(byte[] pdu) throws GeneralSecurityException;

  /** Where the PDU of a message stands. */
  BerReader unwrap(BerReader message) throws GeneralSecurityException;
}
