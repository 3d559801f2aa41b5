package io.hotpair.snmp;

import java.util.Optional;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.agent.mo.snmp.CoexistenceInfo;
import org.snmp4j.smi.VariableBinding;

/**
 * Answers requests that stay within HOTPAIR-MIB straight from a page: each cell is found by its
 * number and encoded once. Whatever leaves the MIB is for the framework's own, slower way, which
 * would give the same answer to these.
 */
final class Reads {
  private final Reading reading;

  /** Answers from pages. */
  Reads(Reading reading) {
    this.reading = reading;
  }

  /** The answer to a request by one who may read the whole MIB; empty if it is not all of it. */
  Optional<PDU> answer(CommandResponderEvent<?> request, CoexistenceInfo requester) {
    PDU pdu = request.getPDU();
    if (pdu.size() == 0 || !isWithin(pdu)) {
      return Optional.empty();
    }
    Page page = reading.page(request, requester.getSecurityName());
    Bindings bindings = new Bindings();
    PDU answer =
        pdu instanceof ScopedPDU scoped
            ? new EncodedScopedPdu(scoped, bindings)
            : new EncodedPdu(pdu, bindings);
    boolean whole =
        switch (pdu.getType()) {
          case PDU.GET -> get(pdu, page, bindings);
          case PDU.GETNEXT -> next(pdu, pdu.size(), page, bindings);
          case PDU.GETBULK -> bulk(pdu, page, bindings, answer, request.getMaxSizeResponsePDU());
          default -> false;
        };
    return whole ? Optional.of(answer) : Optional.empty();
  }

  private static boolean isWithin(PDU pdu) {
    for (VariableBinding binding : pdu.getVariableBindings()) {
      if (!binding.getOid().startsWith(Oids.ROOT)) {
        return false;
      }
    }
    return true;
  }

  private static boolean get(PDU pdu, Page page, Bindings bindings) {
    for (VariableBinding binding : pdu.getVariableBindings()) {
      bindings.add(binding.getOid(), page.get(binding.getOid()));
    }
    return true;
  }

  private static boolean next(PDU pdu, int count, Page page, Bindings bindings) {
    for (int place = 0; place < count; place++) {
      Cursor cursor = new Cursor(page, pdu.get(place).getOid(), false);
      if (!cursor.hasCell()) {
        return false;
      }
      cursor.encode(bindings);
    }
    return true;
  }

  // RFC 3416, section 4.2.3: as many whole bindings as fit.
  private static boolean bulk(PDU pdu, Page page, Bindings bindings, PDU answer, int longest) {
    int once = Math.clamp(pdu.getNonRepeaters(), 0, pdu.size());
    if (pdu.getMaxRepetitions() <= 0 || once == pdu.size()) {
      return false;
    }
    if (!next(pdu, once, page, bindings)) {
      return false;
    }
    Cursor[] columns = new Cursor[pdu.size() - once];
    for (int place = 0; place < columns.length; place++) {
      columns[place] = new Cursor(page, pdu.get(once + place).getOid(), false);
    }
    for (int row = 0; row < pdu.getMaxRepetitions() && bindings.length() <= longest; row++) {
      for (Cursor column : columns) {
        if (!column.hasCell()) {
          return false;
        }
        column.encode(bindings);
        column.advance();
      }
    }
    while (bindings.size() > 0 && answer.getBERLength() > longest) {
      bindings.removeLast();
    }
    return true;
  }
}
