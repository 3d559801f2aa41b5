package io.hotpair.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A client of the demo's service: asks it all the time, and remembers each answer. */
final class DemoVisitor implements AutoCloseable {
  static final InetSocketAddress SERVICE = new InetSocketAddress("127.0.7.100", 8080);
  private static final int TIMEOUT_MILLIS = 500;
  private static final long PAUSE_NANOS = 10_000_000;
  private static final byte[] REQUEST =
      "GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /**
   * An answer.
   *
   * @param nanos when it came, by {@link System#nanoTime}
   * @param number what was counted
   * @param node who counted
   */
  record Answer(long nanos, long number, String node) {}

  private final List<Answer> answers = new ArrayList<>();
  private final Thread thread = Thread.ofPlatform().name("visitor").daemon().unstarted(this::visit);
  private volatile boolean done;

  void start() {
    thread.start();
  }

  private void visit() {
    while (!done) {
      try {
        Answer answer = ask();
        synchronized (answers) {
          answers.add(answer);
        }
      } catch (IOException | NumberFormatException away) {
        // Nobody serves just now: that is what is measured.
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static Answer ask() throws IOException {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(SERVICE, TIMEOUT_MILLIS);
      socket.getOutputStream().write(REQUEST);
      InputStream input = socket.getInputStream();
      String text = new String(input.readNBytes(1024), StandardCharsets.US_ASCII);
      int body = text.indexOf("\r\n\r\n");
      if (!text.startsWith("HTTP/1.0 200") || body < 0) {
        throw new IOException("not an answer");
      }
      String[] words = text.substring(body).strip().split(" ");
      if (words.length != 2) {
        throw new IOException("not a whole answer");
      }
      return new Answer(System.nanoTime(), Long.parseLong(words[0]), words[1]);
    }
  }

  /** All answers so far. */
  List<Answer> answers() {
    synchronized (answers) {
      return List.copyOf(answers);
    }
  }

  /** Whether a node has answered since a moment. */
  boolean wasServedBy(String node, long since) {
    return answers().stream()
        .anyMatch(answer -> answer.node().equals(node) && answer.nanos() - since > 0);
  }

  /** The longest time without an answer since a moment, in milliseconds. */
  long outageMillis(long since) {
    return outageMillis(answers(), since);
  }

  static long outageMillis(List<Answer> answers, long since) {
    long longest = 0;
    Answer before = null;
    for (Answer answer : answers) {
      if (before != null && answer.nanos() - since > 0) {
        longest = Math.max(longest, answer.nanos() - before.nanos());
      }
      before = answer;
    }
    return longest / 1_000_000;
  }

  @Override
  public void close() {
    done = true;
  }
}
