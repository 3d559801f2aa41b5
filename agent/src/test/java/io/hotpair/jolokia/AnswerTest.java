package io.hotpair.jolokia;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jolokia.json.JSONArray;
import org.jolokia.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is what Jolokia would write, and no more of it than there is room for. */
final class AnswerTest {
  private static final byte[] PIECE = new byte[AnswerRoom.PIECE];
  private static final int MOST_PIECES = AnswerRoom.LONGEST / AnswerRoom.PIECE;

  private final AnswerRoom room = new AnswerRoom();

  @ParameterizedTest
  @ValueSource(longs = {5, 6})
  void itIsLetterByLetterWhatJolokiaWrites(long seed) throws IOException {
    Random random = new Random(seed);
    for (int count = 0; count < 300; count++) {
      JSONObject value = new JSONObject();
      value.put("value", value(random, 4));
      try (Answer answer = new Answer(room)) {
        answer.put(new byte[random.nextInt(AnswerRoom.PIECE + 1)]);
        int before = answer.length();
        new JsonText(answer).value(value);
        byte[] bytes = bytes(answer);
        assertEquals(
            value.toJSONString(),
            new String(bytes, before, bytes.length - before, StandardCharsets.UTF_8),
            () -> "seed " + seed);
      }
    }
  }

  private static Object value(Random random, int levels) {
    return switch (random.nextInt(levels > 0 ? 9 : 7)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextLong();
      case 3 -> random.nextInt(100);
      case 4 -> List.of(1.5, Double.NaN, -1e300, Float.POSITIVE_INFINITY).get(random.nextInt(4));
      case 5 -> text(random, ' ', '~');
      case 6 -> text(random, '\0', '\ud7ff') + "\ud83d\ude80\u2028";
      case 7 -> {
        JSONObject object = new JSONObject();
        for (int count = random.nextInt(5); count > 0; count--) {
          object.put(text(random, '\0', '\u00ff'), value(random, levels - 1));
        }
        yield object;
      }
      case 8 -> {
        JSONArray list = new JSONArray();
        for (int count = random.nextInt(5); count > 0; count--) {
          list.add(value(random, levels - 1));
        }
        yield list;
      }
      default -> throw new AssertionError();
    };
  }

  private static String text(Random random, char least, char most) {
    StringBuilder text = new StringBuilder();
    for (int count = random.nextInt(40); count > 0; count--) {
      char letter = (char) random.nextInt(least, most + 1);
      text.append(isSpelledRightByJolokia(letter) ? letter : '_');
    }
    return text.toString();
  }

  /**
   * Jolokia 2.6.0 writes the letter with code 14 as {@code u000>} behind a backslash, which is no
   * JSON.
   */
  static boolean isSpelledRightByJolokia(char letter) {
    return letter > 0x1f || (letter & 0xf) < 10 || "\f\n\r".indexOf(letter) >= 0;
  }

  @Test
  void everyLetterCanBeReadAgain() throws IOException {
    StringBuilder letters = new StringBuilder();
    for (char letter = 0; letter < 0x3000; letter++) {
      letters.append(letter);
    }
    try (Answer answer = new Answer(room)) {
      new JsonText(answer).text(letters.toString());
      assertEquals(letters.toString(), new ObjectMapper().readValue(bytes(answer), String.class));
    }
  }

  @Test
  void wholePiecesAndBorders() throws IOException {
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    try (Answer answer = new Answer(room)) {
      Random random = new Random(7);
      while (answer.length() < 5 * AnswerRoom.PIECE) {
        String text = "x".repeat(random.nextInt(3) * (AnswerRoom.PIECE / 2)) + random.nextInt();
        answer.putAscii(text);
        answer.put(text.getBytes(StandardCharsets.US_ASCII));
        answer.put((byte) '.');
        expected.writeBytes((text + text + ".").getBytes(StandardCharsets.US_ASCII));
      }
      assertArrayEquals(expected.toByteArray(), bytes(answer));
      assertEquals(expected.size(), answer.length());
    }
  }

  @Test
  void takenBackToAnyLengthItGoesOnFromThere() throws IOException {
    for (int kept :
        new int[] {0, 1, AnswerRoom.PIECE - 1, AnswerRoom.PIECE, AnswerRoom.PIECE + 1}) {
      try (Answer answer = new Answer(room)) {
        answer.put(new byte[kept]);
        answer.put(PIECE);
        answer.put(PIECE);
        answer.truncate(kept);
        assertEquals(kept, answer.length());
        answer.put((byte) 'x');
        byte[] bytes = bytes(answer);
        assertEquals(kept + 1, bytes.length);
        assertEquals('x', bytes[kept]);
      }
    }
    assertTrue(isEmpty(), "all room is given back");
  }

  @Test
  void oneAnswerHasItsLengthAndAPieceForSayingSo() throws IOException {
    try (Answer answer = new Answer(room)) {
      for (int count = 1; count < MOST_PIECES; count++) {
        answer.put(PIECE);
      }
      assertThrows(Answer.TooLongException.class, () -> answer.put((byte) 0));
      answer.finish();
      answer.put(PIECE);
      assertThrows(Answer.TooLongException.class, () -> answer.put((byte) 0));
      assertEquals(AnswerRoom.LONGEST, answer.length());
    }
  }

  @Test
  void allAnswersHaveSoMuchTogetherAndASmallOneAlwaysItsFirstPiece() throws Exception {
    List<Answer> answers = new ArrayList<>();
    assertThrows(
        AnswerRoom.FullException.class,
        () -> {
          while (true) {
            Answer answer = new Answer(room);
            answers.add(answer);
            answer.put(new byte[3 * AnswerRoom.PIECE]);
          }
        });
    assertEquals(AnswerRoom.TOTAL / (2 * AnswerRoom.PIECE), answers.size() - 1);
    try (Answer small = new Answer(room)) {
      small.put(PIECE);
    }
    assertFalse(room.await(Duration.ofMillis(1)));
    answers.forEach(Answer::close);
    assertTrue(room.await(Duration.ZERO));
    assertTrue(isEmpty());
  }

  private boolean isEmpty() throws IOException {
    int count = AnswerRoom.TOTAL / AnswerRoom.PIECE;
    for (int taken = 0; taken < count; taken++) {
      room.piece();
    }
    room.release(count);
    return true;
  }

  private static byte[] bytes(Answer answer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    answer.writeTo(bytes);
    return bytes.toByteArray();
  }
}
