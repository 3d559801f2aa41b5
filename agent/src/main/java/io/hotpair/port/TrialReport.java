package io.hotpair.port;

import java.util.List;
import java.util.Optional;

/**
 * What came of trying the reservations of a LUN.
 *
 * @param refusal why nothing was tried, as that somebody holds the LUN; empty if it was tried
 * @param steps what was tried, in order; the last tells what was left behind
 */
public record TrialReport(Optional<String> refusal, List<Step> steps) {
  /** Copies the list. */
  public TrialReport {
    steps = List.copyOf(steps);
  }

  /** Nothing was tried, and nothing was changed. */
  public static TrialReport refused(String why) {
    return new TrialReport(Optional.of(why), List.of());
  }

  /**
   * One thing that was tried.
   *
   * @param what as {@code RESERVE}
   * @param result how the target behaved
   * @param text what was seen, for people
   */
  public record Step(String what, Result result, String text) {}

  /** How the target behaved. */
  public enum Result {
    /** As the standard says, and as the guard needs it. */
    RIGHT,
    /** Otherwise: the guard would not hold. */
    WRONG,
    /** It did not answer, or something came between. */
    UNKNOWN,
    /** As a target may that goes by initiators where the standard goes by nexuses. */
    BY_INITIATOR,
    /** It takes more than this node has at hand. */
    NOT_TRIED
  }
}
