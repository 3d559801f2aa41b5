package io.hotpair.snmp;

import java.io.IOException;
import java.io.OutputStream;
import org.snmp4j.ScopedPDU;
import org.snmp4j.asn1.BER;

/** An SNMPv3 response whose variable bindings are encoded already. */
final class EncodedScopedPdu extends ScopedPDU {
  private static final long serialVersionUID = 1;

  private final transient Bindings bindings;

  /** The response to a request. */
  EncodedScopedPdu(ScopedPDU request, Bindings bindings) {
    this.bindings = bindings;
    setType(RESPONSE);
    setRequestID(request.getRequestID());
    setContextEngineID(request.getContextEngineID());
    setContextName(request.getContextName());
  }

  @Override
  public void clear() {
    super.clear();
    bindings.clear();
  }

  @Override
  protected int getBERPayloadLengthPDU() {
    return bindings.payloadLength(this);
  }

  @Override
  public void encodeBER(OutputStream out) throws IOException {
    BER.encodeHeader(out, BER.SEQUENCE, getBERPayloadLength());
    getContextEngineID().encodeBER(out);
    getContextName().encodeBER(out);
    bindings.encode(this, out);
  }
}
