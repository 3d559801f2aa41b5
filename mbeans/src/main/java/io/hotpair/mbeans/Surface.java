package io.hotpair.mbeans;

/** Where an order came from. */
public enum Surface implements Word {
  /** The agent itself. */
  AGENT(1),

  /** The command line, through the local socket. */
  CLI(2),

  /** An SNMP SET. */
  SNMP(3),

  /** A JMX operation. */
  JMX(4),

  /** A Jolokia call. */
  JOLOKIA(5),

  /** Ordered at the other node. */
  PEER(6);

  private final int code;

  Surface(int code) {
    this.code = code;
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public String label() {
    return Labels.of(this);
  }
}
