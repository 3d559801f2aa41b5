package io.hotpair.core.model;

/** What an event is about; the code is the notification's number in the MIB. */
public enum NoticeKind implements Coded {
  /** The standby begins to acquire the pair after a loss. */
  TAKEOVER_STARTED(1, Severity.ALARM),

  /** The group runs here after a takeover. */
  TAKEOVER_COMPLETED(2, Severity.ALARM),

  /** A takeover did not end with the group running. */
  TAKEOVER_FAILED(3, Severity.ALARM),

  /** A planned exchange begins. */
  SWITCHOVER_STARTED(4, Severity.INFORMATION),

  /** The group runs on the other node after a planned exchange. */
  SWITCHOVER_COMPLETED(5, Severity.INFORMATION),

  /** A planned exchange did not end as ordered. */
  SWITCHOVER_FAILED(6, Severity.ALARM),

  /** The peer is not heard on any network path. */
  PEER_SILENT(7, Severity.WARNING),

  /** The peer is heard again. */
  PEER_BACK(8, Severity.INFORMATION),

  /** One heartbeat path is down. */
  PATH_DOWN(9, Severity.WARNING),

  /** One heartbeat path is up again. */
  PATH_UP(10, Severity.INFORMATION),

  /** Another node owns the LUN now. */
  LUN_OWNERSHIP_CHANGED(11, Severity.INFORMATION),

  /** The guard is not this node's any more although it should be. */
  GUARD_LOST(12, Severity.ALARM),

  /** The shared storage works, with less protection or speed. */
  STORAGE_DEGRADED(13, Severity.WARNING),

  /** A resource's monitor, start or stop failed. */
  RESOURCE_FAILED(14, Severity.WARNING),

  /** A failed resource runs again. */
  RESOURCE_RECOVERED(15, Severity.INFORMATION),

  /** The node gave the pair up because its guard is gone. */
  NODE_EJECTED(16, Severity.ALARM),

  /** The standby could not take over now. */
  READINESS_LOST(17, Severity.WARNING),

  /** The standby could take over again. */
  READINESS_REGAINED(18, Severity.INFORMATION),

  /** Maintenance begins: nothing moves. */
  SUSPENDED(19, Severity.WARNING),

  /** Maintenance ends. */
  RESUMED(20, Severity.INFORMATION),

  /** The site files of the two nodes differ. */
  CONFIGURATION_MISMATCH(21, Severity.WARNING),

  /** A move was due and was not made, because there were too many. */
  MOVES_SUPPRESSED(22, Severity.ALARM),

  /** Datagrams or requests that failed authentication. */
  AUTHENTICATION_FAILURES(23, Severity.WARNING),

  /** The pair waits for a person. */
  FAULTED(24, Severity.ALARM),

  /** A person has cleared the fault. */
  FAULT_CLEARED(25, Severity.INFORMATION),

  /** A restarted agent found the group running under its own guard and goes on with it. */
  GROUP_ADOPTED(26, Severity.INFORMATION),

  /** An agent's start or end. */
  AGENT_CHANGED(27, Severity.INFORMATION),

  /** An order was taken or refused, or is over: who asked what, from where, and what came of it. */
  ORDER_AUDITED(28, Severity.INFORMATION),

  /** A part of the node works, with less speed or less to spare, or no longer tells. */
  HEALTH_DEGRADED(29, Severity.WARNING),

  /** A part of the node is not to be relied on, or does not work. */
  HEALTH_FAILING(30, Severity.ALARM),

  /** A part of the node is well again. */
  HEALTH_RESTORED(31, Severity.INFORMATION);

  private final int code;
  private final Severity severity;

  NoticeKind(int code, Severity severity) {
    this.code = code;
    this.severity = severity;
  }

  @Override
  public int code() {
    return code;
  }

  /** How much it matters. */
  public Severity severity() {
    return severity;
  }

  @Override
  public String label() {
    return Labels.of(this);
  }
}
