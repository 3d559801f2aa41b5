package io.hotpair.system;

import io.hotpair.core.model.Outcome;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The service manager that started this process, told by datagrams; sd_notify(3). */
public final class ServiceManager {
  private static final short AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int DEFAULT_PROTOCOL = 0;

  /** Bytes of a socket's path in struct sockaddr_un; unix(7). */
  private static final int LONGEST_PATH = 108;

  private static final long FAMILY_BYTES = ValueLayout.JAVA_SHORT.byteSize();

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
    try (Arena arena = Arena.ofConfined()) {
      return send(arena, path, message.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Outcome<Boolean> send(Arena arena, byte[] path, byte[] message) {
    MemorySegment state = Kernel.state(arena);
    MemorySegment address = arena.allocate(FAMILY_BYTES + path.length);
    address.set(ValueLayout.JAVA_SHORT, 0, AF_UNIX);
    MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, FAMILY_BYTES, path.length);
    MemorySegment data = arena.allocateFrom(ValueLayout.JAVA_BYTE, message);
    try {
      int descriptor =
          (int)
              Calls.SOCKET.invokeExact(
                  state, (int) AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, DEFAULT_PROTOCOL);
      if (descriptor < 0) {
        return new Outcome.Failed<>("socket for NOTIFY_SOCKET: " + Kernel.error(state));
      }
      long sent =
          (long)
              Calls.SENDTO.invokeExact(
                  state,
                  descriptor,
                  data,
                  data.byteSize(),
                  MSG_DONTWAIT | MSG_NOSIGNAL,
                  address,
                  (int) address.byteSize());
      Outcome<Boolean> outcome =
          sent == data.byteSize()
              ? new Outcome.Succeeded<>(true)
              : new Outcome.Failed<>("send to NOTIFY_SOCKET: " + Kernel.error(state));
      int closed = (int) Calls.CLOSE.invokeExact(state, descriptor);
      return closed == 0 ? outcome : new Outcome.Failed<>("close: " + Kernel.error(state));
    } catch (Throwable e) {
      throw Kernel.broken("socket, sendto or close", e);
    }
  }

  /** Looked up on first use: only a started service needs them. */
  private static final class Calls {
    static final MethodHandle SOCKET =
        Kernel.function(
            "socket",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT));
    static final MethodHandle SENDTO = Kernel.function("sendto", sendto());
    static final MethodHandle CLOSE =
        Kernel.function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private static FunctionDescriptor sendto() {
      MemoryLayout size = ValueLayout.JAVA_LONG;
      return FunctionDescriptor.of(
          size,
          ValueLayout.JAVA_INT,
          ValueLayout.ADDRESS,
          size,
          ValueLayout.JAVA_INT,
          ValueLayout.ADDRESS,
          ValueLayout.JAVA_INT);
    }
  }
}
