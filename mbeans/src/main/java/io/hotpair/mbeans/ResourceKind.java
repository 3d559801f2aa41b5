package io.hotpair.mbeans;

/** Who starts, stops and monitors a resource. */
public enum ResourceKind implements Word {
  /** An OCF resource agent. */
  OCF(1),

  /** A systemd unit. */
  SYSTEMD(2),

  /** Commands from the site file. */
  COMMAND(3),

  /** A script in /etc/init.d. */
  SYSV(4),

  /** A service of Windows. */
  WINDOWS_SERVICE(5),

  /** An address that Windows holds for the group. */
  WINDOWS_ADDRESS(6),

  /** A disk that Windows takes online for the group. */
  WINDOWS_DISK(7),

  /** An IPv4 address that the agent itself adds to a device of Linux. */
  ADDRESS(8);

  private final int code;

  ResourceKind(int code) {
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
