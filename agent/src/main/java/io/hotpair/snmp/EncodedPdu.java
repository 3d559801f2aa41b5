package io.hotpair.snmp;

import java.io.IOException;
import java.io.OutputStream;
import org.snmp4j.PDU;

/** An SNMPv2c response whose variable bindings are encoded already. */
final class EncodedPdu extends PDU {
  private static final long serialVersionUID = 1;

  private final transient Bindings bindings;

  /** The response to a request. */
  EncodedPdu(PDU request, Bindings bindings) {
    this.bindings = bindings;
    setType(RESPONSE);
    setRequestID(request.getRequestID());
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
    bindings.encode(this, out);
  }
}
