package io.hotpair.simulation;

/** Exceptions in words. */
final class Failures {
  private Failures() {}

  /** The exception, its causes, and where each was thrown. */
  static String inOneLine(Throwable failure) {
    StringBuilder words = new StringBuilder();
    for (Throwable each = failure; each != null; each = each.getCause()) {
      words.append(words.isEmpty() ? "" : ", caused by ").append(each);
      StackTraceElement[] trace = each.getStackTrace();
      if (trace.length > 0) {
        words.append(" at ").append(trace[0]);
      }
    }
    return words.toString();
  }
}
