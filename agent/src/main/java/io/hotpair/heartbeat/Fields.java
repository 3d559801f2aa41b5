package io.hotpair.heartbeat;

import io.hotpair.core.model.Coded;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Fields of our binary formats: big-endian numbers, texts of up to 255 bytes of UTF-8 behind a
 * length byte, words by their fixed code.
 *
 * <p>Reading throws {@link java.nio.BufferUnderflowException} at the end of the input and {@link
 * IllegalArgumentException} for a value that is not allowed; the codecs turn both into a rejection.
 */
final class Fields {
  private Fields() {}

  /**
   * Writes a text, cut at a character's boundary to at most {@code most} bytes, 0 to 255.
   *
   * <p>For texts that people read. Names go through {@link #putName}.
   */
  static void putText(ByteBuffer into, String text, int most) {
    if (text.length() <= most && isAscii(text)) {
      putAscii(into, text);
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int length = bytes.length;
    if (length > most) {
      length = most;
      // A byte of the form 10xxxxxx continues a character: cut before its first byte.
      while (length > 0 && (bytes[length] & 0xc0) == 0x80) {
        length--;
      }
    }
    into.put((byte) length).put(bytes, 0, length);
  }

  /**
   * Writes a name or an id, which no one may cut.
   *
   * @throws IllegalArgumentException if it is longer than {@code most} bytes
   */
  static void putName(ByteBuffer into, String name, int most) {
    if (name.length() <= most && isAscii(name)) {
      putAscii(into, name);
      return;
    }
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > most) {
      throw new IllegalArgumentException(
          "\"" + name + "\" has " + bytes.length + " bytes, allowed are " + most);
    }
    into.put((byte) bytes.length).put(bytes);
  }

  // Nearly all texts are, and these go into every beat: without an array for each.
  private static boolean isAscii(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static void putAscii(ByteBuffer into, String text) {
    into.put((byte) text.length());
    for (int at = 0; at < text.length(); at++) {
      into.put((byte) text.charAt(at));
    }
  }

  static String getText(ByteBuffer from) {
    int length = Byte.toUnsignedInt(from.get());
    if (length > from.remaining()) {
      throw new IllegalArgumentException("a text goes beyond the end");
    }
    ByteBuffer slice = from.slice(from.position(), length);
    from.position(from.position() + length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(slice).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a text is not UTF-8", e);
    }
  }

  static void putCoded(ByteBuffer into, Coded word) {
    into.put((byte) word.code());
  }

  static <T extends Coded> T getCoded(ByteBuffer from, T[] words) {
    int code = Byte.toUnsignedInt(from.get());
    for (T word : words) {
      if (word.code() == code) {
        return word;
      }
    }
    throw new IllegalArgumentException("no word has code " + code);
  }

  /** Reads a byte in which only {@code allowed} bits may be set. */
  static int getFlags(ByteBuffer from, int allowed) {
    int flags = Byte.toUnsignedInt(from.get());
    if ((flags & ~allowed) != 0) {
      throw new IllegalArgumentException("flags " + flags + " are not known");
    }
    return flags;
  }

  static int flag(boolean value, int bit) {
    return value ? bit : 0;
  }
}
