package io.hotpair.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client at the agent's end: a line is read, its answer is written, and that is all. What may
 * have to wait, for the journal's disk or for the name of the client's user, waits elsewhere.
 */
final class LocalClientChannel {
  /** The longest request, in bytes, with its line's end. */
  static final int LONGEST_REQUEST = 4096;

  private static final Logger LOG = LoggerFactory.getLogger(LocalClientChannel.class);

  private final SocketChannel channel;
  private final Who peer;
  private final LocalDesk desk;
  private final Executor orders;
  private final long end;
  private final ByteArrayOutputStream request = new ByteArrayOutputStream();
  private volatile ByteBuffer answer;

  /** Finds out who is at the other end; may wait. */
  interface Who {
    LocalPeer look() throws IOException;
  }

  /**
   * A client that said nothing yet.
   *
   * @param orders runs what may wait; may refuse
   * @param end when it is turned away, by {@link System#nanoTime}
   */
  LocalClientChannel(SocketChannel channel, Who peer, LocalDesk desk, Executor orders, long end) {
    this.channel = channel;
    this.peer = peer;
    this.desk = desk;
    this.orders = orders;
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
      take(key, new String(bytes, 0, lineEnd, StandardCharsets.UTF_8));
    } else if (bytes.length >= LONGEST_REQUEST) {
      answer(
          key,
          AnswerJson.error(
              ExitStatus.USAGE, "a request has at most " + LONGEST_REQUEST + " bytes"));
    }
  }

  private void take(SelectionKey key, String line) {
    if (LocalVerb.isLook(line)) {
      answer(key, desk.answer(line, LocalPeer.LOOKING));
      return;
    }
    key.interestOps(0);
    try {
      orders.execute(() -> order(key, line));
    } catch (RejectedExecutionException busy) {
      answer(
          key,
          AnswerJson.error(ExitStatus.UNKNOWN, "too many orders wait already; nothing was done"));
    }
  }

  // Whoever is gone meanwhile has given the order all the same, and can ask what became of it.
  private void order(SelectionKey key, String line) {
    try {
      answer(key, desk.answer(line, peer.look()));
      key.selector().wakeup();
    } catch (IOException unknown) {
      LOG.warn("a client of the local socket was turned away", unknown);
      close();
    } catch (CancelledKeyException gone) {
      LOG.debug("a client of the local socket did not wait for its answer", gone);
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
