package io.hotpair.core.model;

/** Why a node could not take over right now, the most important cause first. */
public enum CannotTakeOverCause implements Coded {
  /** It can. */
  NONE(1),

  /** Nothing was heard of the node: its readiness is unknown. */
  NOT_HEARD(2),

  /** It has not finished its start. */
  JOINING(3),

  /** It waits for a person. */
  FAULTED(4),

  /** It lost the guard and is bringing everything down. */
  EJECTED(5),

  /** The pair is in maintenance. */
  SUSPENDED(6),

  /** A timing rule, a guard or a permission refuses; see the agent state. */
  NOT_ARMED(7),

  /** The two nodes' site files differ. */
  CONFIGURATION_DIFFERS(8),

  /** It cannot read or write the shared disk. */
  DISK_UNREACHABLE(9),

  /** Its public network is down. */
  PUBLIC_NETWORK_DOWN(10),

  /** Its deciding thread runs late. */
  DECIDING_LATE(11),

  /** The fence device that must switch the peer off does not answer. */
  FENCE_UNAVAILABLE(12),

  /** A resource agent, unit or command of the group is missing there. */
  RESOURCE_MISSING(13),

  /** Its last start of the group failed, and no person has cleared that. */
  START_FAILED(14),

  /** A move is under way. */
  MOVE_UNDER_WAY(15),

  /** It is the active node: there is nothing to take over. */
  ACTIVE(16),

  /** A part of the node is failing, or has failed. */
  HEALTH_FAILING(17),

  /** Its automatic moves are used up: it takes what it is offered or ordered, no silent peer. */
  MOVES_USED_UP(18);

  private final int code;

  CannotTakeOverCause(int code) {
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
