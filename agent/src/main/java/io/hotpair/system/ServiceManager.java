package io.hotpair.system;

import io.hotpair.core.model.Outcome;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The service manager that started this process, told by datagrams; sd_notify(3). */
public final class ServiceManager {
  private static final short AF_UNIX = 1;

  /** Bytes of a socket's path in struct sockaddr_un; unix(7). */
  private static final int LONGEST_PATH = 108;

  private final Optional<String> socket;
  private final Optional<Duration> watchdog;

  /**
   * Reads what the manager left in the environment.
   *
   * @param environment this process's, with NOTIFY_SOCKET and WATCHDOG_USEC if a manager listens
   */
  public ServiceManager(Map<String, String> environment) {
    socket =
        Optional.ofNullable(environment.get("NOTIFY_SOCKET"))
            .filter(path -> path.startsWith("/") || path.startsWith("@"));
    watchdog = Optional.ofNullable(environment.get("WATCHDOG_USEC")).flatMap(this::microseconds);
  }

  private Optional<Duration> microseconds(String text) {
    try {
      long value = Long.parseLong(text);
      return value > 0
          ? Optional.of(Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(value)))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Whether a manager listens. */
  public boolean isPresent() {
    return socket.isPresent();
  }

  /** Silence after which the manager restarts the agent; empty if it does not watch. */
  public Optional<Duration> watchdog() {
    return watchdog;
  }

  /** The agent is up. */
  public Outcome<Boolean> ready() {
    return send("READY=1");
  }

  /** The deciding thread lives. */
  public Outcome<Boolean> alive() {
    return send("WATCHDOG=1");
  }

  /** The agent begins to end. */
  public Outcome<Boolean> stopping() {
    return send("STOPPING=1");
  }

  /**
   * Sends one datagram; never waits. Nothing is sent, and that is a success, if no manager listens.
   *
   * @param message as {@code STATUS=one line}
   */
  public Outcome<Boolean> send(String message) {
    if (socket.isEmpty()) {
      return new Outcome.Succeeded<>(false);
    }
    if (!Kernel.isLinux()) {
      return new Outcome.Failed<>("NOTIFY_SOCKET is for Linux");
    }
    byte[] path = socket.get().getBytes(StandardCharsets.UTF_8);
    if (path.length >= LONGEST_PATH) {
      return new Outcome.Failed<>(
          "NOTIFY_SOCKET " + socket.get() + ": allowed are " + (LONGEST_PATH - 1) + " bytes");
    }
    if (path[0] == '@') {
      path[0] = 0; // the abstract name space
    }
    ByteBuffer address =
        ByteBuffer.allocate(Short.BYTES + path.length).order(ByteOrder.nativeOrder());
    address.putShort(AF_UNIX).put(path);
    Outcome<Boolean> sent =
        Datagrams.send(AF_UNIX, address.array(), List.of(message.getBytes(StandardCharsets.UTF_8)));
    return sent instanceof Outcome.Failed<Boolean>(String reason)
        ? new Outcome.Failed<>("send to NOTIFY_SOCKET: " + reason)
        : sent;
  }
}
