package io.hotpair.mbeans;

/** Why a pair moved. */
public enum MoveReason implements Word {
  /** It has not moved. */
  NONE(1),

  /** Nobody ever ran the group. */
  FIRST_START(2),

  /** Silent on both networks and the disk. */
  PEER_SILENT(3),

  /** Proven dead. */
  PEER_DEAD(4),

  /** The guard was left clean or given up. */
  PARKED_FOUND(5),

  /** The own guard was found with nobody running, as after a reboot. */
  OWN_GUARD_FOUND(6),

  /** An administrator ordered it. */
  ORDERED(7),

  /** The active lost its public network. */
  PUBLIC_NETWORK_LOST(8),

  /** A resource failed more often than its restarts allow. */
  RESOURCE_FAILED(9),

  /** The active lost its LUN. */
  DISK_LOST(10),

  /** The active was isolated. */
  ISOLATED(11),

  /** The active was shut down. */
  SHUTDOWN(12),

  /** The active could not stop a resource and asked to be fenced. */
  STOP_FAILED(13),

  /** The start of the group failed. */
  START_FAILED(14),

  /** The preferred node is ready again. */
  FAILBACK(15),

  /** An administrator forced it. */
  FORCED(16),

  /** The peer did not claim in time. */
  OFFER_NOT_TAKEN(17),

  /** A part of the active was failing, and none of the standby. */
  HEALTH_FAILING(18);

  private final int code;

  MoveReason(int code) {
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
