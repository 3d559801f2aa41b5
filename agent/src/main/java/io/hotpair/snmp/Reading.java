package io.hotpair.snmp;

import java.util.List;
import java.util.function.Supplier;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;

/** Which page answers a request: the newest, or for a walk that goes on the walk's own. */
final class Reading {
  private final Supplier<Page> newest;
  private final Walks walks;

  /** Reads pages. */
  Reading(Supplier<Page> newest) {
    this.newest = newest;
    this.walks = new Walks(newest, System::nanoTime);
  }

  /** The newest page. */
  Page newest() {
    return newest.get();
  }

  /** The page for a request of a requester. */
  Page page(CommandResponderEvent<?> request, OctetString securityName) {
    PDU pdu = request.getPDU();
    boolean goesOver = pdu.getType() == PDU.GETNEXT || pdu.getType() == PDU.GETBULK;
    if (!goesOver || pdu.size() == 0) {
      return newest.get();
    }
    // The last column: GETBULK's scalars, which do not repeat, come first.
    OID after = pdu.get(pdu.size() - 1).getOid();
    return walks.next(List.of(request.getPeerAddress(), securityName), after);
  }

  /** Somebody has changed something and wants to see it: walks under way end. */
  void changed() {
    walks.end();
  }
}
