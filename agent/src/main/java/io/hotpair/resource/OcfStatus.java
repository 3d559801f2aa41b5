package io.hotpair.resource;

import io.hotpair.port.ResourceDriver.Finding;

/**
 * Exit statuses of OCF resource agents: Open Clustering Framework Resource Agent API 1.1, "Exit
 * status codes", and how Pacemaker 2.1 reads them ("Pacemaker Administration", resource agents).
 */
final class OcfStatus {
  static final int SUCCESS = 0;
  static final int NOT_RUNNING = 7;
  private static final int INVALID_PARAMETER = 2;
  private static final int NOT_INSTALLED = 5;
  private static final int RUNNING_PROMOTED = 8;
  private static final int DEGRADED = 190;
  private static final int DEGRADED_PROMOTED = 191;

  private OcfStatus() {}

  /** What a status is called. */
  static String text(int status) {
    return switch (status) {
      case SUCCESS -> "success";
      case 1 -> "generic error";
      case INVALID_PARAMETER -> "invalid parameter";
      case 3 -> "unimplemented action";
      case 4 -> "insufficient privileges";
      case NOT_INSTALLED -> "not installed";
      case 6 -> "not configured";
      case NOT_RUNNING -> "not running";
      case RUNNING_PROMOTED -> "running, promoted";
      case 9 -> "failed, promoted";
      case DEGRADED -> "degraded";
      case DEGRADED_PROMOTED -> "degraded, promoted";
      default -> "status of no meaning in the standard";
    };
  }

  /**
   * What a monitor found.
   *
   * @param probe whether it asked where nothing is expected to run. Then 5 and 2 mean stopped, as
   *     Pacemaker reads them: what is not installed, or names files that are not here because the
   *     LUN is not mounted, does not run. Where it is expected to run they mean failed.
   */
  static Finding finding(int status, boolean probe) {
    return switch (status) {
      case SUCCESS, RUNNING_PROMOTED, DEGRADED, DEGRADED_PROMOTED -> Finding.RUNNING;
      case NOT_RUNNING -> Finding.STOPPED;
      case NOT_INSTALLED, INVALID_PARAMETER -> probe ? Finding.STOPPED : Finding.FAILED;
      default -> Finding.FAILED;
    };
  }
}
