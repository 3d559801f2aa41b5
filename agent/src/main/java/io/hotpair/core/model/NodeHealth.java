package io.hotpair.core.model;

/**
 * How a node is, all its parts together.
 *
 * @param verdict the worst that is known of any part; unknown if nothing is known of all
 * @param text which parts are worst, for people; empty if none is bad
 */
public record NodeHealth(HealthVerdict verdict, String text) {
  /** Everything that tells is well. */
  public static final NodeHealth WELL = new NodeHealth(HealthVerdict.OK, "");
}
