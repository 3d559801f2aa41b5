package io.hotpair.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One client at the agent's end: a line is read, its answer is written, and that is all. */
final class LocalClientChannel {
  /** The longest request, in bytes, with its line's end. */
  static final int LONGEST_REQUEST = 4096;

  private final SocketChannel channel;
  private final LocalPeer peer;
  private final LocalDesk desk;
  private final long end;
  private final ByteArrayOutputStream request = new ByteArrayOutputStream();
  private ByteBuffer answer;

  LocalClientChannel(SocketChannel channel, LocalPeer peer, LocalDesk desk, long end) {
    this.channel = channel;
    this.peer = peer;
    this.desk = desk;
    this.end = end;
  }

  boolean isOverdue(long now) {
    return now - end > 0;
  }

  /** Reads or writes what is possible without waiting. */
  void proceed(SelectionKey key) throws IOException {
    if (answer == null) {
      read(key);
    }
    if (answer != null) {
      channel.write(answer);
      if (!answer.hasRemaining()) {
        close();
      }
    }
  }

  private void read(SelectionKey key) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(LONGEST_REQUEST);
    int count = channel.read(chunk);
    if (count < 0) {
      close();
      return;
    }
    request.write(chunk.array(), 0, count);
    byte[] bytes = request.toByteArray();
    int lineEnd = indexOfLineEnd(bytes);
    if (lineEnd >= 0 && lineEnd < LONGEST_REQUEST) {
      answer(key, desk.answer(new String(bytes, 0, lineEnd, StandardCharsets.UTF_8), peer));
    } else if (bytes.length >= LONGEST_REQUEST) {
      answer(
          key,
          AnswerJson.error(
              ExitStatus.USAGE, "a request has at most " + LONGEST_REQUEST + " bytes"));
    }
  }

  private void answer(SelectionKey key, String text) {
    answer = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
    key.interestOps(SelectionKey.OP_WRITE);
  }

  private static int indexOfLineEnd(byte[] bytes) {
    for (int index = 0; index < bytes.length; index++) {
      if (bytes[index] == '\n') {
        return index;
      }
    }
    return -1;
  }

  void close() {
    try {
      channel.close();
    } catch (IOException gone) {
      answer = ByteBuffer.allocate(0);
    }
  }
}
