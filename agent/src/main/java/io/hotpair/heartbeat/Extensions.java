package io.hotpair.heartbeat;

import java.nio.ByteBuffer;

/**
 * What a later version says behind a beat or an epoch record, so that one of its agents and one of
 * this version run as a pair while a site is upgraded. Any number of:
 *
 * <pre>
 *  0  1  kind, 1 to 127: this version knows none
 *  1  2  length
 *  3  …  content
 * </pre>
 *
 * <p>So a later version adds here, and nowhere else, what this one may pass over; what it must not
 * pass over gets another format version, and is refused by that.
 */
final class Extensions {
  private Extensions() {}

  /**
   * Passes over all of them.
   *
   * @throws IllegalArgumentException if they do not fill the input exactly
   */
  static void skip(ByteBuffer from) {
    while (from.hasRemaining()) {
      int kind = from.get();
      if (kind < 1 || from.remaining() < Short.BYTES) {
        throw new IllegalArgumentException("an extension of kind " + kind);
      }
      int length = Short.toUnsignedInt(from.getShort());
      if (length > from.remaining()) {
        throw new IllegalArgumentException("an extension goes beyond the end");
      }
      from.position(from.position() + length);
    }
  }
}
