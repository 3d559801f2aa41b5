package io.hotpair.core.model;

import java.util.List;
import java.util.Locale;

/**
 * What a pair's LUNs say that they are, short enough for a heartbeat.
 *
 * @param marks one for each LUN in the site file's order, {@link #NOT_KNOWN} where the device does
 *     not say, or was not asked yet; empty: nothing was said of them
 */
public record LunMarks(List<Long> marks) {
  /** As many LUNs as a pair may have. */
  public static final int MOST = 16;

  /** The mark of a device that does not say what it is. */
  public static final long NOT_KNOWN = 0;

  /** Nothing looked at yet. */
  public static final LunMarks NONE = new LunMarks(List.of());

  // FNV-1a, 64 bits.
  private static final long BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  /** Copies the list; refuses more than {@link #MOST}. */
  public LunMarks {
    marks = List.copyOf(marks);
    if (marks.size() > MOST) {
      throw new IllegalArgumentException(marks.size() + " LUNs: allowed are up to " + MOST);
    }
  }

  /** The marks of identities, an empty one where a device does not say. */
  public static LunMarks of(List<String> identities) {
    return new LunMarks(identities.stream().map(LunMarks::mark).toList());
  }

  private static long mark(String identity) {
    if (identity.isEmpty()) {
      return NOT_KNOWN;
    }
    String text = identity.toLowerCase(Locale.ROOT);
    long hash = BASIS;
    for (int at = 0; at < text.length(); at++) {
      hash = (hash ^ text.charAt(at)) * PRIME;
    }
    return hash == NOT_KNOWN ? BASIS : hash;
  }

  /**
   * Compares one LUN.
   *
   * @param place of the LUN in the site file's order, from 0
   * @param peer the peer's marks
   */
  public LunMatch compare(int place, LunMarks peer) {
    if (place >= marks.size() || marks.size() != peer.marks.size()) {
      return LunMatch.UNKNOWN;
    }
    long own = marks.get(place);
    long other = peer.marks.get(place);
    if (own == NOT_KNOWN || other == NOT_KNOWN) {
      return own == other ? LunMatch.NEITHER_SAYS : LunMatch.UNKNOWN;
    }
    return own == other ? LunMatch.SAME : LunMatch.DIFFERENT;
  }
}
