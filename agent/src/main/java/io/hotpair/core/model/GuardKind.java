package io.hotpair.core.model;

/** What cuts the other node off the data before anything starts here. */
public enum GuardKind implements Coded {
  /** SCSI-3 persistent reservation, Write Exclusive - Registrants Only. */
  SCSI_PR(1),

  /** A fence agent switched the peer off, and a second look says off. */
  FENCE(2),

  /** A renewed block on shared storage and a watchdog. */
  LEASE(3),

  /** Nothing: manual takeover only, with an explicit force. */
  NONE(4);

  private final int code;

  GuardKind(int code) {
    this.code = code;
  }

  /** Whether a claim itself cuts the other node off, alive or not. */
  public boolean cutsOff() {
    return switch (this) {
      case SCSI_PR, FENCE -> true;
      case LEASE, NONE -> false;
    };
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
