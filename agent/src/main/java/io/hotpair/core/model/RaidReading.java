package io.hotpair.core.model;

/**
 * What an array was found to be.
 *
 * @param level as {@code raid5}, up to 32 bytes; empty if not known
 * @param state how it stands
 * @param text what was read, for people
 */
public record RaidReading(String level, RaidState state, String text) {
  /** The longest level, in characters. */
  public static final int LONGEST_LEVEL = 32;

  /** A LUN whose array the site file does not tell how to ask. */
  public static final RaidReading NOT_WATCHED = new RaidReading("", RaidState.NOT_WATCHED, "");

  /** Checks the level. */
  public RaidReading {
    if (level.length() > LONGEST_LEVEL) {
      throw new IllegalArgumentException("a RAID level has at most 32 characters");
    }
  }

  /** Nothing tells. */
  public static RaidReading unknown(String why) {
    return new RaidReading("", RaidState.UNKNOWN, why);
  }
}
