package io.hotpair.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.config.SiteReading.Accepted;
import io.hotpair.config.SiteReading.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in the file: an answer comes soon, and it is a site or places and reasons. */
final class SiteFuzzTest {
  private static final int ROUNDS = 3_000;
  private static final Duration DEADLINE = Duration.ofSeconds(120);
  private static final String[] WORDS = {
    "{",
    "}",
    "[",
    "]",
    ": ",
    "- ",
    "\n",
    "  ",
    "&a ",
    "*a",
    "!!int ",
    "\"",
    "'",
    "|",
    ">",
    "#",
    "\t",
    "null",
    "~",
    "true",
    "-1",
    "0",
    "99999999999999999999",
    "1e3",
    "0x1f",
    "..",
    "/",
    "\u0000",
    "\ufeff",
    "\ud83d\ude00",
    "---\n",
    "%YAML 1.1\n",
    "? ",
    "<<: ",
    "10.0.0.999",
    "::",
    "999999999h",
    "@",
    "`"
  };

  @TempDir private Path folder;

  @Test
  void changedExamplesGiveASiteOrReasons() throws IOException {
    SiteFolder site = new SiteFolder(folder);
    String yaml = SiteFolder.example("postgresql.yaml");
    site.provideSecrets(yaml);
    SiteFile reader = site.as(new Self(Optional.of("blade1"), ""));
    int[] outcomes = new int[2];
    assertTimeoutPreemptively(
        DEADLINE,
        () -> {
          for (int seed = 0; seed < ROUNDS; seed++) {
            byte[] changed = change(yaml, new Random(seed));
            try {
              outcomes[judge(reader.read(changed))]++;
            } catch (RuntimeException bug) {
              throw new AssertionError("seed " + seed, bug);
            }
          }
        });
    assertTrue(outcomes[0] > 0 && outcomes[1] > ROUNDS / 2, Arrays.toString(outcomes));
  }

  @Test
  void aCharacterOfTwoUnitsMayLieAnywhere() throws IOException {
    SiteFolder site = new SiteFolder(folder);
    String yaml = SiteFolder.example("postgresql.yaml");
    site.provideSecrets(yaml);
    SiteFile reader = site.as(new Self(Optional.of("blade1"), ""));
    for (int before = 1000; before < 2100; before++) {
      String text = "#" + "x".repeat(before) + "\ud83d\ude00".repeat(3) + "\n" + yaml;
      assertEquals(0, judge(reader.read(text.getBytes(StandardCharsets.UTF_8))), "at " + before);
    }
  }

  @Test
  void endlessNestingIsRefusedAndNotFollowed() throws IOException {
    SiteFile reader = new SiteFolder(folder).as(new Self(Optional.of("blade1"), ""));
    for (String opening : new String[] {"[", "{a: ", "- ", "? "}) {
      byte[] deep = opening.repeat(100_000).getBytes(StandardCharsets.UTF_8);
      assertTimeoutPreemptively(DEADLINE, () -> assertEquals(1, judge(reader.read(deep))));
    }
  }

  private static byte[] change(String yaml, Random random) {
    StringBuilder text = new StringBuilder(yaml);
    for (int count = 1 + random.nextInt(4); count > 0; count--) {
      int start = random.nextInt(text.length());
      int end = Math.min(text.length(), start + random.nextInt(12));
      switch (random.nextInt(4)) {
        case 0 -> text.delete(start, end);
        case 1 -> text.insert(start, WORDS[random.nextInt(WORDS.length)]);
        case 2 -> text.replace(start, end, WORDS[random.nextInt(WORDS.length)]);
        default -> text.insert(start, text.substring(start, end));
      }
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(10) == 0) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private static int judge(SiteReading reading) {
    return switch (reading) {
      case Accepted accepted -> {
        assertEquals("blade1", accepted.self().value());
        yield 0;
      }
      case Refused refused -> {
        assertFalse(refused.problems().isEmpty());
        for (Problem problem : refused.problems()) {
          assertTrue(problem.line() >= 1 && problem.column() >= 1, problem::toString);
          assertFalse(problem.text().isBlank());
          assertTrue(problem.text().chars().noneMatch(Character::isISOControl), problem::toString);
        }
        yield 1;
      }
    };
  }
}
