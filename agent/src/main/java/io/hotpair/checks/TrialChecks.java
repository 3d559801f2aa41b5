package io.hotpair.checks;

import io.hotpair.port.TrialReport;
import java.util.List;

/** What a trial of a LUN's reservations means for a guard. */
public final class TrialChecks {
  private TrialChecks() {}

  /**
   * The findings.
   *
   * @param lun as {@code erp/data}
   */
  public static List<Finding> of(String lun, TrialReport report) {
    return report.steps().stream().map(step -> of(lun, step)).toList();
  }

  private static Finding of(String lun, TrialReport.Step step) {
    String subject = step.what() + " on " + lun;
    return switch (step.result()) {
      case RIGHT -> Finding.pass(subject, step.text());
      case WRONG ->
          Finding.fail(
              subject, step.text(), "guard scsi-pr does not hold on this storage: use another");
      case UNKNOWN ->
          Finding.fail(
              subject,
              "unknown: " + step.text(),
              "see that the LUN answers and nobody uses it, then try again: it begins with taking"
                  + " back what was left");
      case BY_INITIATOR ->
          Finding.warn(
              subject,
              step.text(),
              "the peer is another initiator: order a switchover, and see that what the old"
                  + " active writes by hand is refused");
      case NOT_TRIED ->
          Finding.warn(
              subject,
              "not tried: " + step.text(),
              "try it where the LUN has two ways, or by a switchover");
    };
  }
}
