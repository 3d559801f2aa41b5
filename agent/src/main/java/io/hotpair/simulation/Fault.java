package io.hotpair.simulation;

/** What may happen to a pair. */
enum Fault {
  CUT_PRIVATE,
  CUT_PUBLIC,
  CUT_BOTH,
  /** One machine loses networks and shared disk at once, and the networks come back first. */
  CUT_OFF,
  CUT_ONE_WAY,
  FLAPPING,
  /** Loses, doubles, delays and so reorders. */
  BAD_NETWORK,
  CARRIER_HINT,
  PUBLIC_LINK,
  /** The agent's process stands still, the group runs on. */
  PAUSE,
  /** The whole machine stands still with its clocks, as a guest does. */
  FREEZE,
  KILL_AGENT,
  POWER_CUT,
  POWER_CUT_OF_BOTH,
  /** The machine comes back with an old copy of its own disk. */
  ROLL_BACK,
  /** The machine comes back with an empty disk. */
  FORGET,
  /** A copy of the machine writes to the shared disk. */
  CLONE,
  DISK_HANGS,
  DISK_HANGS_FOR_BOTH,
  /** Errors; what was to be written is old, new or torn. */
  DISK_FAILS,
  DISK_SLOW,
  RESOURCE_BREAKS,
  RESOURCE_ENDS,
  START_FAILS,
  START_HANGS,
  STOP_FAILS,
  STOP_HANGS,
  MONITOR_FAILS,
  MONITOR_HANGS,
  FENCE_FAILS,
  FENCE_SILENT,
  /** Says off, and has done nothing. */
  FENCE_LIES,
  SWITCHOVER,
  SWITCHOVER_BACK_AND_FORTH,
  SUSPEND,
  FORCE,
  CLEAR,
  REPEAT,
  LEAVE,
  LEAVE_RUNNING,
  /** A machine's service answers its own monitors, and no client. */
  GRAY,
  /** A part of one machine is failing, or worse, or less. */
  HEALTH,
  /** The same part of both, as their array. */
  HEALTH_OF_BOTH
}
