package io.hotpair.system;

import io.hotpair.core.model.Outcome;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;

/** Datagrams from a socket that is open for them only, of families that the JDK has no word for. */
final class Datagrams {
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int DEFAULT_PROTOCOL = 0;

  private Datagrams() {}

  /** Looked up on first use: whether this is Linux is asked where it may not be there, too. */
  private static final class Calls {
    private static final MethodHandle SOCKET =
        Kernel.function(
            "socket",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT));
    private static final MethodHandle SENDTO =
        Kernel.function(
            "sendto",
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    private static final MethodHandle CLOSE =
        Kernel.function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  }

  /**
   * Sends them in their order, up to the first that fails; never waits.
   *
   * @param family as AF_UNIX; the socket hears nothing
   * @param address a sockaddr of the family
   * @return {@code Failed} with what the kernel said
   */
  static Outcome<Boolean> send(int family, byte[] address, List<byte[]> messages) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Kernel.state(arena);
      int kind = SOCK_DGRAM | SOCK_CLOEXEC;
      int socket = (int) Calls.SOCKET.invokeExact(state, family, kind, DEFAULT_PROTOCOL);
      if (socket < 0) {
        return new Outcome.Failed<>("socket: " + Kernel.error(state));
      }
      Outcome<Boolean> outcome = send(arena, state, socket, address, messages);
      int closed = (int) Calls.CLOSE.invokeExact(state, socket);
      return closed == 0 ? outcome : new Outcome.Failed<>("close: " + Kernel.error(state));
    } catch (Throwable e) {
      throw Kernel.broken("socket, sendto or close", e);
    }
  }

  private static Outcome<Boolean> send(
      Arena arena, MemorySegment state, int socket, byte[] address, List<byte[]> messages)
      throws Throwable {
    MemorySegment to = arena.allocateFrom(ValueLayout.JAVA_BYTE, address);
    for (byte[] message : messages) {
      MemorySegment data = arena.allocateFrom(ValueLayout.JAVA_BYTE, message);
      int flags = MSG_DONTWAIT | MSG_NOSIGNAL;
      long sent =
          (long)
              Calls.SENDTO.invokeExact(
                  state, socket, data, data.byteSize(), flags, to, (int) to.byteSize());
      if (sent != data.byteSize()) {
        return new Outcome.Failed<>(Kernel.error(state));
      }
    }
    return new Outcome.Succeeded<>(true);
  }
}
