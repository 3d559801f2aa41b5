package io.hotpair.jolokia;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** The bytes of one answer, which take of the {@link AnswerRoom} until it is closed. */
final class Answer implements AutoCloseable {
  private static final int MOST_PIECES = AnswerRoom.LONGEST / AnswerRoom.PIECE;

  private final AnswerRoom room;
  private final List<byte[]> pieces = new ArrayList<>();
  private byte[] piece = new byte[AnswerRoom.PIECE];
  private int used;
  private int most = MOST_PIECES - 1;

  /** An empty one. */
  Answer(AnswerRoom room) {
    this.room = room;
    pieces.add(piece);
  }

  /** The answer would be longer than one may be. */
  static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1;

    TooLongException() {
      super("an answer has at most " + AnswerRoom.LONGEST + " bytes: ask for less at once");
    }
  }

  /** Adds a byte. */
  void put(byte one) throws IOException {
    if (used == piece.length) {
      grow();
    }
    piece[used] = one;
    used++;
  }

  /** Adds bytes. */
  void put(byte[] bytes) throws IOException {
    int put = 0;
    while (put < bytes.length) {
      if (used == piece.length) {
        grow();
      }
      int now = Math.min(bytes.length - put, piece.length - used);
      System.arraycopy(bytes, put, piece, used, now);
      put += now;
      used += now;
    }
  }

  /** Adds a text that is ASCII. */
  void putAscii(String text) throws IOException {
    int length = text.length();
    if (used + length > piece.length) {
      for (int place = 0; place < length; place++) {
        put((byte) text.charAt(place));
      }
      return;
    }
    for (int place = 0; place < length; place++) {
      piece[used + place] = (byte) text.charAt(place);
    }
    used += length;
  }

  private void grow() throws IOException {
    if (pieces.size() == most) {
      throw new TooLongException();
    }
    piece = room.piece();
    pieces.add(piece);
    used = 0;
  }

  /** How many bytes there are. */
  int length() {
    return (pieces.size() - 1) * AnswerRoom.PIECE + used;
  }

  /** Takes back what was added after there were so many bytes. */
  void truncate(int length) {
    int kept = Math.max(1, Math.ceilDiv(length, AnswerRoom.PIECE));
    room.release(pieces.size() - kept);
    pieces.subList(kept, pieces.size()).clear();
    piece = pieces.getLast();
    used = length - (kept - 1) * AnswerRoom.PIECE;
  }

  /** Grants the last piece: it is kept for saying that there is no room for the rest. */
  void finish() {
    most = MOST_PIECES;
  }

  /** Sends all. */
  void writeTo(OutputStream output) throws IOException {
    for (byte[] full : pieces.subList(0, pieces.size() - 1)) {
      output.write(full);
    }
    output.write(piece, 0, used);
  }

  @Override
  public void close() {
    truncate(0);
  }
}
