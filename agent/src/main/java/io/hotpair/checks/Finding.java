package io.hotpair.checks;

/**
 * What a check found.
 *
 * @param subject what was looked at, as {@code fence blade1}
 * @param verdict how it stands
 * @param text what was seen, with numbers
 * @param advice what to do; empty for a pass
 */
public record Finding(String subject, Verdict verdict, String text, String advice) {
  /** How something stands. */
  public enum Verdict {
    /** Seen to be well. */
    PASS,
    /** Works, but not as it should. */
    WARN,
    /** Broken, or not known: both would fail when it is needed. */
    FAIL
  }

  static Finding pass(String subject, String text) {
    return new Finding(subject, Verdict.PASS, text, "");
  }

  static Finding warn(String subject, String text, String advice) {
    return new Finding(subject, Verdict.WARN, text, advice);
  }

  static Finding fail(String subject, String text, String advice) {
    return new Finding(subject, Verdict.FAIL, text, advice);
  }
}
