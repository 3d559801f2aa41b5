package io.hotpair.core.model;

import static io.hotpair.core.model.HealthLimits.of;

import java.time.Duration;
import java.util.Locale;

/**
 * What is looked at of a machine, with the limits that hold unless the site file has others. A
 * limit of 0 is none: load and a full shared disk go with the group, so no move mends them.
 */
public enum HealthKind implements Coded {
  /** Writes a block to the state directory's disk and reads it again, past every cache. */
  SYSTEM_DISK(
      1,
      "ms",
      of(1_000, 5_000, 30_000, 5),
      "read the kernel's log for this disk, its controller and cable; replace what is broken"),

  /** Errors that the kernel counts at the state directory's disks. */
  SYSTEM_DISK_ERRORS(
      2,
      "errors",
      of(20, 200, 0, 30).after(1, 2).within(Duration.ofMinutes(10)),
      "read the kernel's log for this disk; replace it if they go on"),

  /** What the state directory's disks say of themselves. */
  SYSTEM_DISK_SMART(
      3, "", of(0, 0, 0, 1_800).after(1, 1), "save what is on this disk, and replace it"),

  /** Memory errors that were corrected. */
  MEMORY_CORRECTED(
      4,
      "errors",
      of(10, 1_000, 0, 30).after(1, 2).within(Duration.ofHours(24)),
      "plan to replace the memory module that the kernel's log names"),

  /** Memory errors that could not be corrected since the boot. */
  MEMORY_UNCORRECTED(
      5,
      "errors",
      of(0, 1, 0, 10).after(1, 1),
      "replace the memory module that the kernel's log names; a boot clears this"),

  /** Machine checks that the processors raised since the boot. */
  MACHINE_CHECKS(
      6,
      "checks",
      of(0, 1, 0, 10).after(1, 1),
      "read the kernel's log for machine checks; have processor and board looked at; a boot"
          + " clears this"),

  /** The hottest sensor, as a share of the temperature at which the machine turns itself off. */
  TEMPERATURE(
      7,
      "% of the critical temperature",
      of(95, 99, 0, 10),
      "look at fans, filters and the room's air conditioning"),

  /** Share of time in which a task waited for a processor. */
  CPU_PRESSURE(
      8,
      "% of 5 min",
      of(95, 0, 0, 10),
      "see with top what keeps the processors busy; order a switchover if the peer has room"),

  /** Share of time in which all tasks waited for memory. */
  MEMORY_PRESSURE(
      9,
      "% of 1 min",
      of(10, 0, 0, 10),
      "see with top what takes the memory; order a switchover if the peer has room"),

  /** Share of time in which all tasks waited for disks. */
  DISK_PRESSURE(
      10,
      "% of 1 min",
      of(80, 0, 0, 10),
      "see with iostat which disk is slow, and with iotop what uses it"),

  /** Tasks that run or want to, for each processor. */
  LOAD(
      11,
      "% of the processors",
      of(1_000, 0, 0, 10),
      "see with top what wants to run; a hung disk or mount shows here as well"),

  /** How full a file system of this node is. */
  FILE_SYSTEM(
      12,
      "% used",
      of(90, 99, 0, 30).after(2, 2),
      "make room; if it became read-only, read the kernel's log for its disk"),

  /** How full the file systems of a pair's group are, where they are mounted. */
  MOUNT(13, "% used", of(95, 0, 0, 30).after(2, 2), "make room on the shared disk, or extend it"),

  /** Reads a block of each LUN of a pair, past every cache. */
  LUN(
      14,
      "ms",
      of(1_000, 10_000, 30_000, 5),
      "look at this node's path to the array: cable, switch, session, multipath"),

  /** Errors that a network device counts. */
  NETWORK_ERRORS(
      15,
      "errors",
      of(100, 10_000, 0, 10).after(1, 2).within(Duration.ofMinutes(10)),
      "replace the cable, then try another port of the switch, then the card"),

  /** Whether a network device is slower than it has been. */
  NETWORK_SPEED(
      16, "", of(0, 0, 0, 10).after(3, 1), "look at cable, plug and the switch's port settings"),

  /** Times that a network device lost its carrier. */
  NETWORK_CARRIER(
      17,
      "losses",
      of(3, 10, 0, 10).after(1, 2).within(Duration.ofHours(1)),
      "look at cable, plug and the switch's port"),

  /** Whether something keeps the wall clock right. */
  CLOCK(
      18,
      "",
      of(0, 0, 0, 60).after(5, 1),
      "start chrony or another time service; no decision depends on it, but logs and times do"),

  /** How late the agent's own decisions came at worst since the last look. */
  DECISION_LAG(
      19,
      "ms",
      of(2_000, 0, 0, 5),
      "see what keeps the processors busy, or the hypervisor from running this machine"),

  /** Whether the two nodes of a pair run on two physical machines, as the site file says. */
  PLACEMENT(
      20,
      "",
      of(0, 0, 0, 60).after(1, 1),
      "move one of the two nodes to another machine, and say so by its host: in the site file"),

  /** The arrays that a pair's LUNs lie on; no move mends what both nodes share. */
  ARRAY(
      21,
      "",
      of(0, 0, 0, 60).after(1, 1),
      "replace the disk that failed, and see that the array is rebuilt"),

  /** Whether the public network's reference addresses answer here, and what the peers say. */
  REFERENCE_ADDRESSES(
      22,
      "",
      of(0, 0, 0, 5).after(2, 1),
      "look at the machine that has the address, at cable and switch, and at firewalls (icmp)"),

  /** How many inodes a file system of this node has left. */
  INODES(
      23,
      "% of the inodes used",
      of(90, 99, 0, 30).after(2, 2),
      "remove many small files, as of caches and mail queues"),

  /** How long requests of a disk take, by the kernel's count. */
  DISK_LATENCY(
      24,
      "ms",
      of(500, 0, 0, 10),
      "see with iostat what keeps the disk busy; if nothing does, look at it, its cable and path");

  private final int code;
  private final String unit;
  private final HealthLimits usual;
  private final String advice;

  HealthKind(int code, String unit, HealthLimits usual, String advice) {
    this.code = code;
    this.unit = unit;
    this.usual = usual;
    this.advice = advice;
  }

  /** What its values count; empty if it has none and is judged by what is read. */
  public String unit() {
    return unit;
  }

  /** Whether limits judge it. */
  public boolean hasLimits() {
    return !unit.isEmpty();
  }

  /** The limits that hold unless the site file has others. */
  public HealthLimits usual() {
    return usual;
  }

  /** What to do if it is not well. */
  public String advice() {
    return advice;
  }

  /** Its name in the site file, as {@code system-disk}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
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
