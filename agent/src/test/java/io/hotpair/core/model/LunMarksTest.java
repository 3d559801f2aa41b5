package io.hotpair.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class LunMarksTest {
  private static final String DATA = "naa.6001405aa0000000000000000000a001";
  private static final String LOG = "naa.6001405aa0000000000000000000a002";

  private static LunMatch compare(String own, String peer) {
    return LunMarks.of(List.of("eui.1", own)).compare(1, LunMarks.of(List.of("eui.1", peer)));
  }

  @Test
  void oneLunIsTheSameHoweverItIsSpelled() {
    assertEquals(LunMatch.SAME, compare(DATA, DATA.toUpperCase(Locale.ROOT)));
    assertEquals(LunMatch.DIFFERENT, compare(DATA, LOG));
  }

  @Test
  void whatOneNodeDoesNotKnowIsNotCompared() {
    assertEquals(LunMatch.UNKNOWN, compare(DATA, ""));
    assertEquals(LunMatch.UNKNOWN, compare("", DATA));
    assertEquals(LunMatch.NEITHER_SAYS, compare("", ""));
    assertEquals(LunMatch.UNKNOWN, LunMarks.of(List.of(DATA)).compare(0, LunMarks.NONE));
    assertEquals(LunMatch.UNKNOWN, LunMarks.NONE.compare(0, LunMarks.of(List.of(DATA))));
  }
}
