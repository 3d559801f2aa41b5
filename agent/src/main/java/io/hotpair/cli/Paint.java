package io.hotpair.cli;

/** Colour, for terminals only. */
enum Paint {
  PLAIN(""),
  BOLD("1"),
  GOOD("32"),
  WARNING("33"),
  ALARM("1;31");

  private final String code;

  Paint(String code) {
    this.code = code;
  }

  String on(String text, boolean colour) {
    return colour && this != PLAIN ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  /** Whether standard output is a terminal whose user did not object; see no-color.org. */
  static boolean isWanted() {
    String objection = System.getenv("NO_COLOR");
    return (objection == null || objection.isEmpty())
        && System.console() != null
        && System.console().isTerminal();
  }
}
