package io.hotpair.resource;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.ProbeWay;
import io.hotpair.port.ServiceProbe;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks a service by TCP: to be connected, and to say something that is expected. */
final class TcpProbe implements ServiceProbe {
  /** How much of an answer is read, in bytes. */
  static final int MOST_READ = 16 * 1024;

  private static final int LONGEST_SHOWN = 60;

  private final ProbeWay.Tcp way;
  private final InetSocketAddress address;
  private final Duration timeout;

  /**
   * Nobody is asked yet.
   *
   * @throws IllegalArgumentException if the address is not numeric
   */
  TcpProbe(ProbeWay.Tcp way, Duration timeout) {
    this.way = way;
    this.timeout = timeout;
    address = new InetSocketAddress(InetAddress.ofLiteral(way.address()), way.port());
  }

  @Override
  public String name() {
    return way.text();
  }

  @Override
  public Outcome<Boolean> ask() {
    long end = System.nanoTime() + timeout.toNanos();
    String step = "is not connected";
    // A channel's socket, unlike a plain one, is let go of by an interrupt.
    try (SocketChannel channel = SocketChannel.open()) {
      Socket socket = channel.socket();
      socket.connect(address, left(end));
      if (!way.send().isEmpty()) {
        step = "takes no request";
        byte[] line = (way.send() + "\r\n").getBytes(StandardCharsets.UTF_8);
        socket.getOutputStream().write(line);
      }
      step = "is connected, and does not answer";
      return way.expect().isEmpty() ? new Outcome.Succeeded<>(true) : answered(socket, end);
    } catch (SocketTimeoutException late) {
      return new Outcome.Failed<>(name() + " " + step + " within " + timeout.toMillis() + " ms");
    } catch (ClosedByInterruptException interrupted) {
      return new Outcome.Unknown<>(name() + " was not asked to the end: interrupted");
    } catch (IOException refused) {
      return new Outcome.Failed<>(name() + " " + step + ": " + refused.getMessage());
    }
  }

  private Outcome<Boolean> answered(Socket socket, long end) throws IOException {
    InputStream from = socket.getInputStream();
    byte[] answer = new byte[MOST_READ];
    int length = 0;
    while (length < answer.length) {
      socket.setSoTimeout(left(end));
      int more = from.read(answer, length, answer.length - length);
      if (more < 0) {
        break;
      }
      length += more;
      // Byte for byte, so that a character that has come in half does no harm.
      String said = new String(answer, 0, length, StandardCharsets.ISO_8859_1);
      String wanted =
          new String(way.expect().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      if (said.contains(wanted)) {
        return new Outcome.Succeeded<>(true);
      }
    }
    String said = new String(answer, 0, length, StandardCharsets.UTF_8);
    return new Outcome.Failed<>(
        name() + " says \"" + shown(said) + "\"; expected is \"" + way.expect() + "\"");
  }

  /** What a stranger said, short and plain enough for one line. */
  static String shown(String text) {
    StringBuilder plain = new StringBuilder();
    text.codePoints()
        .limit(LONGEST_SHOWN)
        .forEach(point -> plain.appendCodePoint(Character.isISOControl(point) ? '·' : point));
    return text.codePointCount(0, text.length()) > LONGEST_SHOWN ? plain + "…" : plain.toString();
  }

  // Never 0, which would mean for ever.
  private static int left(long end) throws SocketTimeoutException {
    long millis = (end - System.nanoTime()) / 1_000_000;
    if (millis <= 0) {
      throw new SocketTimeoutException("the time is up");
    }
    return (int) Math.min(millis, Integer.MAX_VALUE);
  }

  @Override
  public Outcome<Boolean> check() {
    return new Outcome.Succeeded<>(true);
  }
}
