package io.hotpair.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * A line of JSON that carries its own check: <code>{"crc":"0a1b2c3d","entry":…}</code>, the CRC-32C
 * (RFC 3720, appendix B.4) of the entry's bytes. A torn or altered line is told from a whole one.
 */
final class CheckedLine {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();
  private static final String OPENING = "{\"crc\":\"";
  private static final String MIDDLE = "\",\"entry\":";
  private static final byte CLOSING = '}';
  private static final byte NEWLINE = '\n';
  private static final int CRC_DIGITS = 8;
  private static final int ENTRY_BEGIN = OPENING.length() + CRC_DIGITS + MIDDLE.length();

  private CheckedLine() {}

  /** The line with its newline. */
  static byte[] encode(JsonNode entry) {
    byte[] body;
    try {
      body = MAPPER.writeValueAsBytes(entry);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree that is no JSON", e);
    }
    byte[] opening = opening(body, 0, body.length);
    byte[] line = Arrays.copyOf(opening, opening.length + body.length + 2);
    System.arraycopy(body, 0, line, opening.length, body.length);
    line[line.length - 2] = CLOSING;
    line[line.length - 1] = NEWLINE;
    return line;
  }

  /**
   * The entry of a line.
   *
   * @param bytes holds the line
   * @param begin its first byte
   * @param end after its last byte, without the newline
   * @throws IllegalArgumentException if it is not whole; the message says what is wrong
   */
  static JsonNode decode(byte[] bytes, int begin, int end) {
    int entryBegin = begin + ENTRY_BEGIN;
    int entryEnd = end - 1;
    if (entryEnd <= entryBegin || bytes[entryEnd] != CLOSING) {
      throw new IllegalArgumentException("it is cut off");
    }
    byte[] opening = opening(bytes, entryBegin, entryEnd);
    if (!Arrays.equals(opening, 0, opening.length, bytes, begin, entryBegin)) {
      throw new IllegalArgumentException("its CRC is not that of its entry");
    }
    try {
      return MAPPER.readTree(bytes, entryBegin, entryEnd - entryBegin);
    } catch (IOException e) {
      throw new IllegalArgumentException("its entry is not JSON", e);
    }
  }

  private static byte[] opening(byte[] bytes, int begin, int end) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, begin, end - begin);
    String digits = HexFormat.of().toHexDigits((int) crc.getValue());
    return (OPENING + digits + MIDDLE).getBytes(StandardCharsets.US_ASCII);
  }
}
