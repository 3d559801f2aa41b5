package io.hotpair.mbeans;

/** What is looked at of a node. */
public enum HealthKind implements Word {
  /** A block is written to the state directory's disk and read again, past every cache. */
  SYSTEM_DISK(1),

  /** Errors that the kernel counts at the state directory's disks. */
  SYSTEM_DISK_ERRORS(2),

  /** What the state directory's disks say of themselves, by smartctl. */
  SYSTEM_DISK_SMART(3),

  /** Memory errors that were corrected (EDAC). */
  MEMORY_CORRECTED(4),

  /** Memory errors that could not be corrected (EDAC). */
  MEMORY_UNCORRECTED(5),

  /** Machine checks that the processors raised. */
  MACHINE_CHECKS(6),

  /** The hottest sensor, as a share of the temperature at which the machine turns itself off. */
  TEMPERATURE(7),

  /** Share of time in which a task waited for a processor (PSI). */
  CPU_PRESSURE(8),

  /** Share of time in which all tasks waited for memory (PSI). */
  MEMORY_PRESSURE(9),

  /** Share of time in which all tasks waited for disks (PSI). */
  DISK_PRESSURE(10),

  /** Tasks that run or want to, for each processor. */
  LOAD(11),

  /** How full a file system of this node is, and whether it became read-only. */
  FILE_SYSTEM(12),

  /** The same of the file systems that a pair's group has mounted here. */
  MOUNT(13),

  /** A block of each LUN of a pair is read, past every cache. */
  LUN(14),

  /** Errors that a path's network device counts. */
  NETWORK_ERRORS(15),

  /** Whether a path's network device is slower than it has been. */
  NETWORK_SPEED(16),

  /** Times that a path's network device lost its carrier. */
  NETWORK_CARRIER(17),

  /** Whether something keeps the wall clock right. */
  CLOCK(18),

  /** How late the agent's own decisions come. */
  DECISION_LAG(19),

  /** Whether the two nodes of a pair run on two physical machines, as the site file says. */
  PLACEMENT(20),

  /** The arrays that a pair's LUNs lie on. */
  ARRAY(21),

  /** Whether the public network's reference addresses answer, and what the peers say. */
  REFERENCE_ADDRESSES(22),

  /** How many inodes a file system of this node has in use. */
  INODES(23),

  /** How long requests of the system disks and of a pair's LUNs take, by the kernel's count. */
  DISK_LATENCY(24);

  private final int code;

  HealthKind(int code) {
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
